"""The containers of docker-compose.yml as plain processes: its commands, its environment, its secrets as files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from config.embedded import binaries
from config.embedded.house import ROOT
from config.embedded.ports import any_free
from tests.config.compose import Service, baked, moved, placed, services

PROXY = "proxy"
LAST_WORDS = 20_000


class Containers:
    """`folder` holds what would be volumes and secrets; every container's port has one on this machine instead."""

    def __init__(self, folder: Path, *, database_url: str, redis_url: str) -> None:
        self.folder = folder
        self.port = any_free()
        self.url = f"http://127.0.0.1:{self.port}"
        self.services = services({"PUBLIC_URL": self.url})
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        ports = {number: str(any_free()) for number in ("8101", "8102", "8103")}
        self._places = {
            **ports,
            "web:8101": f"127.0.0.1:{ports['8101']}",
            "live:8102": f"127.0.0.1:{ports['8102']}",
            ":8000": f":{self.port}",
            "0.0.0.0": "127.0.0.1",  # noqa: S104 - what is replaced
            "/venv": sys.prefix,
            "/srv/var": str(folder / "var"),
            "/srv/static": str(folder / "var" / "static"),
            "/srv/caddy": str(folder / "caddy"),
            "/etc/caddy/Caddyfile": str(ROOT / "Caddyfile"),
            "/etc/caddy/health.caddy": str(folder / "health.caddy"),
            "/tmp/celerybeat": str(folder / "celerybeat"),  # noqa: S108 - what is replaced
        }
        self._lay_out(database_url=database_url, redis_url=redis_url)

    def _lay_out(self, **addresses: str) -> None:
        secrets = {"secret_key": "k" * 64, "metrics_token": "m" * 40, **addresses}
        (self.folder / "secrets").mkdir()
        for name, value in secrets.items():
            (self.folder / "secrets" / name).write_text(value)
        (self.folder / "var" / "static").mkdir(parents=True)
        door = moved((ROOT / "health.caddy").read_text(), {"8103": self._places["8103"]})
        (self.folder / "health.caddy").write_text(door)
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "caddy").symlink_to(binaries.caddy())

    def environment(self, service: Service) -> dict[str, str]:
        """What the image and the file say, and nothing of this test's own; secrets only those that are named."""
        target = PROXY if service.name == PROXY else "grid"
        said = {
            name: moved(value, self._places) for name, value in (baked(target) | service.environment).items()
        }
        known = self.folder / f"secrets-of-{service.name}"
        known.mkdir(exist_ok=True)
        for name in service.secrets:
            (known / name).write_text((self.folder / "secrets" / name).read_text())
        path = f"{self.folder / 'bin'}:{sys.prefix}/bin:{os.environ['PATH']}"
        return said | {"PATH": path, "SECRETS_DIR": str(known), "HOME": str(self.folder)}

    def run(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """The service's command, or another one in its place, until it ends."""
        service = self.services[name]
        return subprocess.run(
            placed(list(command) or service.command, self._places),
            cwd=ROOT,
            env=self.environment(service),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Start a container's process; its words go to a file of its name."""
        service = self.services[name]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                placed(service.command, self._places),
                cwd=ROOT,
                env=self.environment(service),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self.running[name]

    def last_words(self, name: str) -> str:
        """The end of what a container's process has written."""
        return (self.folder / f"{name}.log").read_text()[-LAST_WORDS:]

    def is_well(self, name: str) -> bool:
        """What the engine would find out with the service's own health check."""
        return self.run(name, *self.services[name].check).returncode == 0

    def stop(self, name: str) -> int:
        """As the engine stops it: the signal, then patience; subprocess.TimeoutExpired where it would kill."""
        facts = self.services[name].facts
        process = self.running.pop(name)
        process.send_signal(signal.Signals[facts.get("stop_signal", "SIGTERM")])
        try:
            return process.wait(int(facts["stop_grace_period"].removesuffix("s")))
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """A container's end takes its children along."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def containers(folder: Path, addresses: Mapping[str, str]) -> Iterator[Containers]:
    """All are ended when the block ends, however it does."""
    made = Containers(folder, database_url=addresses["DATABASE_URL"], redis_url=addresses["REDIS_URL"])
    try:
        yield made
    finally:
        for process in made.running.values():
            end(process)
