"""A complete grid, started and stopped from Python: `./run up` uses it, and so do the tests that kill things.

with Stack(House(var=folder), demo=True) as stack:
    stack.start_services()
    stack.prepare()
    stack.start_application()
    urlopen(stack.url)
    stack.kill("worker")
"""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from config.embedded.environment import Address, at_loopback, compose
from config.embedded.house import ROOT, House
from config.embedded.lan import authority_of
from config.embedded.leftovers import end_leftovers
from config.embedded.ports import Ports, answers
from config.embedded.postgres import Postgres
from config.embedded.programs import APPLICATION, SIMULATOR, Program, application, simulator
from config.embedded.redis import Redis
from config.embedded.say import Trouble
from config.embedded.supervisor import UNREACHABLE, Supervisor, wait_until
from config.embedded.world import World

PORTS = ("web", "live", "postgres", "redis")


class Stack:
    """One house with its services, its processes and its address."""

    def __init__(
        self,
        house: House,
        *,
        demo: bool | None = None,
        address: Address | None = None,
        simulate: bool = False,
        outside: Mapping[str, str] = os.environ,
    ) -> None:
        house.lay_out()
        self.house = house
        self.supervisor = Supervisor(house)
        running = self.supervisor.is_running()
        ports = Ports(house.run / "ports.json")
        self.ports = {name: (ports.known if running else ports.settle)(name) for name in PORTS}
        saved = house.run / "address.json"
        self.address = Address.load(saved) if running else address or at_loopback(ports.settle("proxy"))
        if not running:
            self.address.save(saved)
        self._postgres = None if outside.get("DATABASE_URL") else Postgres(house, port=self.ports["postgres"])
        self._redis = None if outside.get("REDIS_URL") else Redis(house, port=self.ports["redis"])
        self._database_url = self._postgres.url() if self._postgres else outside["DATABASE_URL"]
        self.demo = self.world.kind != "empty" if demo is None else demo
        self.simulates = simulate and self.demo
        self.environment = compose(
            house,
            database_url=self._database_url,
            redis_url=self._redis.url if self._redis else outside["REDIS_URL"],
            address=self.address,
            ports=self.ports,
            demo=self.demo,
            simulates=self.simulates,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return self.address.url

    def start_services(self) -> None:
        """Start the supervisor, PostgreSQL and Redis, and wait until they answer."""
        end_leftovers(self.house)
        for service in (self._postgres, self._redis):
            if service:
                service.prepare()
        self.supervisor.start(self._programs())
        if self._postgres:
            self.supervisor.start_program("postgres")
        if self._redis:
            self.supervisor.start_program("redis")
        if self._postgres:
            self.wait_for("postgres", self._postgres.is_ready, seconds=60)
            self._postgres.ensure_database()
        if self._redis:
            self.wait_for("redis", self._redis.is_ready, seconds=60)

    @property
    def world(self) -> World:
        """What the database was filled with; the note goes when the data folder goes."""
        if self._postgres:
            return World(note=self._postgres.data.parent / "world.json")
        digest = hashlib.sha256(self._database_url.encode()).hexdigest()[:10]
        return World(note=self.house.var / f"world-{digest}.json")

    @property
    def accounts(self) -> Path:
        """The list of whom one can sign in as, as the last start wrote it."""
        return self.house.run / "accounts.txt"

    def prepare(self, world: str | None = None) -> None:
        """Migrate, fill in reference data and a world, and collect static files, in a process of its own."""
        command = [sys.executable, "-m", "config.embedded.prepare"]
        if world:
            command += [f"--world={world}", f"--note={self.world.note}", f"--accounts={self.accounts}"]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=False)
        if done.returncode:
            raise Trouble(
                "The database could not be prepared; the lines above say why.",
                "Put that right and start again: every step can be repeated.",
            )

    def start_application(self, names: Sequence[str] = APPLICATION, *, seconds: float = 60) -> None:
        """Start the grid's own processes, and wait until the site answers through the proxy."""
        for name in names:
            self.supervisor.start_program(name)
        if "web" in names:
            self.wait_for("web", self.is_ready, seconds=seconds)
        for name in names:
            self.wait_for(name, partial(self._listens, name), seconds=seconds)

    def start_simulator(self) -> None:
        """Let the demo's people be played, if this grid was asked to."""
        if self.simulates:
            self.supervisor.start_program(SIMULATOR)

    def is_ready(self) -> bool:
        """Whether the site answers and says it is ready."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.ports['web']}/readyz")
        request.add_header("Host", self.address.hosts[0])
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return int(answer.status) == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Stop everything in order: first who serves people, last who keeps the data."""
        if self.supervisor.is_running():
            with contextlib.suppress(*UNREACHABLE):
                self.supervisor.stop_programs((SIMULATOR, *APPLICATION), seconds=20)
            self.supervisor.shut_down(seconds=90)
        end_leftovers(self.house)

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Kill one program; the supervisor brings it back. Returns the process id that died."""
        pid = self.supervisor.pid(name)
        os.kill(pid, number)
        return pid

    def wait_until_back(self, name: str, *, instead_of: int, seconds: float = 30) -> int:
        """Wait until a killed program runs again under another process id, and return that."""
        self.wait_for(
            name,
            lambda: self._listens(name) and self.supervisor.pid(name) not in {0, instead_of},
            seconds=seconds,
        )
        return self.supervisor.pid(name)

    def wait_for(self, name: str, ready: Callable[[], bool], *, seconds: float) -> None:
        """Wait for a program with a deadline; its last words explain a failure."""
        began = time.monotonic()
        if wait_until(ready, seconds=seconds, unless=lambda: self.supervisor.state(name) == "FATAL"):
            return
        raise Trouble(
            f"{name} is not ready after {time.monotonic() - began:.0f} s.",
            f"Its last lines, from {self.house.log / name}.log:\n{self.supervisor.tail(name)}",
        )

    def _listens(self, name: str) -> bool:
        doors = {"web": self.ports["web"], "live": self.ports["live"], "proxy": urlsplit(self.url).port}
        if (port := doors.get(name)) and not answers(port):
            return False
        return self.supervisor.state(name) in {"STARTING", "RUNNING"}

    def _programs(self) -> list[Program]:
        programs = application(
            self.environment, ports=self.ports, beat_file=str(self.house.run / "celerybeat-schedule")
        )
        if self.simulates:
            programs.append(
                simulator(self.environment, url=self.url, authority=authority_of(self.house, self.address))
            )
        if self._postgres:
            programs.append(
                Program(
                    name="postgres",
                    command=self._postgres.command(),
                    priority=10,
                    stop_signal="INT",
                    stop_wait=60,
                    steady_after=1,
                )
            )
        if self._redis:
            programs.append(
                Program(
                    name="redis", command=self._redis.command(), priority=10, stop_wait=30, steady_after=1
                )
            )
        return programs
