"""`./run up`: from a fresh clone to an open page, with every step shown, and back again on Ctrl-C."""

import argparse
import contextlib
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

from config.embedded import lan
from config.embedded.browser_app import build_browser_app
from config.embedded.environment import Address, at_loopback
from config.embedded.house import House
from config.embedded.leftovers import end_leftovers
from config.embedded.ports import next_free
from config.embedded.say import Trouble, Voice
from config.embedded.stack import Stack
from config.embedded.stalled import Stalled
from config.embedded.supervisor import UNREACHABLE, Supervisor
from config.embedded.tenant import only_tenant

PORT = 8000
SECURE_PORT = 8443
GLANCE_EVERY = 2.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def up(arguments: argparse.Namespace, voice: Voice) -> None:
    """Start everything, say where it is, stay until Ctrl-C, stop everything."""
    began = time.monotonic()
    house = House.at_home()
    if Supervisor(house).is_running():
        voice.line(
            f"The grid is already running at {Stack(house).url}: ./run status shows it, ./run stop ends it."
        )
        return
    with told_to_stop(), only_tenant(house):
        with voice.step("Browser app"):
            build_browser_app(voice)
        house.lay_out()
        end_leftovers(house)
        stack = Stack(
            house,
            demo=False if arguments.empty else None,
            address=choose_address(house, arguments, voice),
            simulate=not arguments.quiet,
        )
        try:
            start(stack, voice)
            announce(stack, arguments, voice, seconds=time.monotonic() - began)
            watch(stack, voice)
            while stack.supervisor.was_killed:
                voice.line("\nThe supervisor was killed. Starting everything again …")
                start(stack, voice)
                watch(stack, voice)
        except KeyboardInterrupt:
            voice.line("\nStopping, in order …")
        finally:
            stack.stop()
    voice.line(f"Everything is stopped. The data stays in {house.var}")


def start(stack: Stack, voice: Voice) -> None:
    """Bring the stack up step by step."""
    world = "demo" if stack.demo else "empty"
    if stack.world.kind not in {None, world}:
        raise Trouble(
            f"This database was filled as '{stack.world.kind}', and '{world}' was asked for.",
            "Start it as it is: ./run up\n"
            "Or give the other world its own folder: VAR_DIR=/another/folder ./run up --empty",
        )
    with voice.step("PostgreSQL and Redis"):
        stack.start_services()
    doing = "Migrations, reference data, static files"
    with voice.step(doing if stack.world.kind else f"{doing}, {world} world"):
        stack.prepare(world)
    with voice.step("Web, live, worker, ticker, beat, proxy"):
        stack.start_application()
    stack.start_simulator()


def choose_address(house: House, arguments: argparse.Namespace, voice: Voice) -> Address:
    """The address people will open: this machine only, or the network with --lan."""
    if arguments.lan:
        host = lan.lan_address(arguments.lan)
        secure, plain = next_free(SECURE_PORT, host=""), next_free(PORT, host="")
        return lan.address(house, host=host, port=secure, plain_port=plain)
    port = next_free(PORT)
    if port != PORT:
        voice.line(f"  Port {PORT} is taken by another program; using {port}.")
    return at_loopback(port)


def announce(stack: Stack, arguments: argparse.Namespace, voice: Voice, *, seconds: float) -> None:
    """Say where it is and whom one can sign in as."""
    voice.line(f"\n  Ready after {seconds:.1f} s:  {stack.url}\n")
    if arguments.lan:
        voice.line(lan.instructions(stack.address))
    if accounts := stack.accounts.read_text().rstrip():
        voice.line(accounts + "\n")
    if stack.simulates:
        voice.line(
            "  While a page is open, a simulator plays the other demo people; ./run up --quiet silences it."
        )
    if stack.world.is_stale:
        voice.line("  The demo world leads up to an earlier day; ./run demo --renew moves it to today.")
    voice.line("  Ctrl-C stops everything. In another terminal: ./run status, ./run logs, ./run stop")


def watch(stack: Stack, voice: Voice) -> None:
    """Stay with the processes: tell of restarts, and never give one up for good."""
    seen: dict[str, int] = {}
    stalled = Stalled(stack)
    while stack.supervisor.is_alive():
        time.sleep(GLANCE_EVERY)
        with contextlib.suppress(*UNREACHABLE):
            states = stack.supervisor.states()
            for name, info in states.items():
                glance(stack, voice, name, info, before=seen.get(name))
                seen[name] = info["pid"] or seen.get(name, 0)
            for name in stalled.found(states):
                voice.line(f"  {name} runs and gets nothing done; it is started again.")
                stack.supervisor.restart_program(name, seconds=30)


def glance(stack: Stack, voice: Voice, name: str, info: dict[str, Any], *, before: int | None) -> None:
    """Look at one program: say when it was restarted, and try again what the supervisor gave up."""
    if info["statename"] == "FATAL":
        voice.line(f"  {name} does not stay up; ./run logs {name} says why. Trying again.")
        stack.supervisor.start_program(name)
    elif before and info["pid"] and info["pid"] != before:
        voice.line(f"  {name} ended and was started again; ./run logs {name} says why.")


@contextlib.contextmanager
def told_to_stop() -> Iterator[None]:
    """A closed terminal and a polite kill end the grid as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
