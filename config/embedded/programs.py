"""The processes of the grid, as one table. The composed shape runs the same commands."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from config.embedded import binaries
from config.embedded.house import ROOT

SERVICES = ("postgres", "redis")
APPLICATION = ("web", "live", "worker", "ticker", "beat", "proxy")
SIMULATOR = "simulator"


@dataclass(frozen=True, kw_only=True)
class Program:
    """One supervised process. A lower priority starts earlier and stops later."""

    name: str
    command: list[str]
    priority: int
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    stop_wait: int = 15
    # A program that ends sooner than this failed to start, and is tried again with growing pauses.
    steady_after: int = 5


def application(environment: Mapping[str, str], *, ports: Mapping[str, int], beat_file: str) -> list[Program]:
    """The grid's own processes, bound to loopback behind the proxy."""
    commands: dict[str, tuple[int, list[str]]] = {
        "web": (
            30,
            _tool(
                f"granian --interface wsgi config.wsgi:application --host 127.0.0.1 --port {ports['web']}"
                " --workers 2 --blocking-threads 4 --respawn-failed-workers --no-ws --workers-kill-timeout 10"
            ),
        ),
        "live": (
            30,
            _tool(
                f"uvicorn config.asgi:application --host 127.0.0.1 --port {ports['live']} --lifespan off"
                " --ws websockets-sansio --ws-per-message-deflate false --ws-max-size 65536"
                " --timeout-graceful-shutdown 10"
                " --no-access-log --no-server-header --forwarded-allow-ips 127.0.0.1"
            ),
        ),
        "worker": (
            40,
            _tool(
                "celery -A config worker --pool prefork --concurrency 2 --without-gossip --without-mingle"
                " --loglevel INFO"
            ),
        ),
        "ticker": (40, [sys.executable, "manage.py", "ticker"]),
        "beat": (50, _tool(f"celery -A config beat --schedule {beat_file} --pidfile= --loglevel INFO")),
        "proxy": (
            60,
            [str(binaries.caddy()), "run", "--config", str(ROOT / "Caddyfile"), "--adapter", "caddyfile"],
        ),
    }
    return [
        Program(name=name, command=command, priority=priority, environment=environment)
        for name, (priority, command) in commands.items()
    ]


def simulator(environment: Mapping[str, str], *, url: str, authority: str) -> Program:
    """Who plays the demo's people while a page is open. It comes last and leaves first."""
    command = [sys.executable, "-m", "config.simulator", "--while-watched", f"--url={url}"]
    return Program(
        name=SIMULATOR,
        command=[*command, f"--authority={authority}"],
        priority=70,
        environment=environment,
        stop_wait=5,
    )


def _tool(line: str) -> list[str]:
    name, *arguments = line.split()
    return [str(binaries.python_program(name)), *arguments]
