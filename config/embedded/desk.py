"""The small commands of another terminal: status, logs, stop, and Django's own commands."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from config.embedded.house import ROOT, House
from config.embedded.programs import APPLICATION, SERVICES, SIMULATOR
from config.embedded.say import Trouble, Voice
from config.embedded.stack import Stack
from config.embedded.supervisor import Supervisor
from config.embedded.tenant import wait_until_empty


def status(voice: Voice) -> int:
    """Show every process; the exit code says whether all of them run."""
    house = House.at_home()
    if not Supervisor(house).is_running():
        voice.line("The grid is not running. ./run up starts it.")
        return 3
    stack = Stack(house)
    states = stack.supervisor.states()
    voice.line(f"{stack.url}  ({'ready' if stack.is_ready() else 'not ready'})")
    for name in (*SERVICES, *APPLICATION, SIMULATOR):
        if info := states.get(name):
            voice.line(f"  {name:<10} {info['statename']:<10} {info['description']}")
    return 0 if all(info["statename"] in {"RUNNING", "STARTING"} for info in states.values()) else 1


def stop(voice: Voice) -> None:
    """Stop the grid that runs in another terminal."""
    house = House.at_home()
    if not Supervisor(house).is_running():
        voice.line("The grid is not running.")
        return
    with voice.step("Stopping, in order"):
        Stack(house).stop()
        wait_until_empty(house)


def logs(name: str | None, *, follow: bool) -> None:
    """Show the last lines of one program, or of all."""
    house = House.at_home()
    files = sorted(house.log.glob(f"{name or '*'}.log"))
    if not files:
        known = ", ".join((*SERVICES, *APPLICATION, SIMULATOR, "supervisor"))
        raise Trouble(
            f"There is no log of {name or 'anything'} yet.", f"Names: {known}. They are in {house.log}"
        )
    command = ["tail", *(["-F"] if follow else []), "-n", "40" if len(files) > 1 else "200", *map(str, files)]
    with contextlib.suppress(KeyboardInterrupt):
        subprocess.run(command, check=False)


def manage(arguments: list[str], voice: Voice) -> int:
    """Run a management command, or a module with `-m`, against this grid; services are lent if need be."""
    with services(voice) as stack:
        command = arguments if arguments[:1] == ["-m"] else ["manage.py", *arguments]
        environment = os.environ | stack.environment
        return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=False).returncode


@contextlib.contextmanager
def services(voice: Voice) -> Iterator[Stack]:
    """The running grid, or its PostgreSQL and Redis for as long as this lasts."""
    stack = Stack(House.at_home())
    lent = not stack.supervisor.is_running()
    try:
        if lent:
            voice.note("Starting PostgreSQL and Redis for this command …")
            stack.start_services()
        yield stack
    finally:
        if lent:
            stack.stop()
