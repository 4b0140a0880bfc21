"""The grid under trial: a small demo world, and a proxy of ours on each line of the live process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.survival.cutter import Cutter, Place
from config.embedded.house import ROOT, House
from config.embedded.ports import next_free
from config.embedded.programs import Program
from config.embedded.stack import Stack

SCALE = 0.03
"""Of the demo world: fifty enterprises and two hundred people, in two seconds."""
FIRST_PORT = 21000
START_WITHIN = 180


class Trial(Stack):
    """A stack whose live process reaches Redis and the database, and is reached by pages, over lines one can cut."""

    def __init__(self, house: House) -> None:
        super().__init__(house, demo=True, outside={})
        redis, database = (urlsplit(self.environment[name]) for name in ("REDIS_URL", "DATABASE_URL"))
        self.pages_port = next_free(FIRST_PORT)
        redis_port = next_free(self.pages_port + 1)
        there, here, address = self._database_line(database, next_free(redis_port + 1))
        self._live = {
            "REDIS_URL": self.environment["REDIS_URL"].replace(f":{redis.port}/", f":{redis_port}/"),
            "DATABASE_URL": address,
        }
        self.cutters = {
            cutter.name: cutter
            for cutter in (
                Cutter("live-redis", ("127.0.0.1", redis_port), ("127.0.0.1", redis.port or 0)),
                Cutter("live-database", here, there),
                Cutter("pages", ("127.0.0.1", self.pages_port), ("127.0.0.1", self._proxy_port())),
            )
        }

    @property
    def pages_url(self) -> str:
        """Where pages connect that the proxy of ours may cut off."""
        return f"http://127.0.0.1:{self.pages_port}"

    def open(self) -> None:
        """Everything from nothing to a running grid with its world."""
        for cutter in self.cutters.values():
            cutter.start()
        self.start_services()
        self.prepare()
        self.python("manage.py", "load_demo", f"--scale={SCALE}")
        self.start_application(seconds=START_WITHIN)

    def python(self, *command: str, **more: str) -> str:
        """A program of ours in the grid's environment; its output. CalledProcessError when it fails."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def __exit__(self, *error: Any) -> None:
        """The lines end with the trial; a grid that is stopped in between finds them when it starts again."""
        super().__exit__(*error)
        for cutter in self.cutters.values():
            cutter.stop()

    def _proxy_port(self) -> int:
        return urlsplit(self.url).port or 0

    def _programs(self) -> list[Program]:
        return [
            replace(program, environment={**program.environment, **self._live})
            if program.name == "live"
            else program
            for program in super()._programs()
        ]

    def _database_line(self, database: object, port: int) -> tuple[Place, Place, str]:
        """There, here, and the address by which the live process then finds it."""
        url = self.environment["DATABASE_URL"]
        parts = urlsplit(url)
        query: Mapping[str, list[str]] = parse_qs(parts.query)
        if "host" not in query:
            here = ("127.0.0.1", port)
            return ("127.0.0.1", parts.port or 0), here, url.replace(f":{parts.port}/", f":{port}/")
        name = f".s.PGSQL.{query['port'][0]}"
        folder = self.house.run / "cut"
        folder.mkdir(exist_ok=True)
        address = url.replace(parts.query, f"host={folder}&port={query['port'][0]}")
        return Path(query["host"][0]) / name, folder / name, address
