"""What `./run` calls once the environment is there: python -m config.embedded <command>."""

import argparse
import os
import sys
from collections.abc import Callable

from config.embedded.backup import backup, restore
from config.embedded.browser_app import build_browser_app, install_packages
from config.embedded.desk import logs, manage, status, stop
from config.embedded.say import Trouble, Voice
from config.embedded.suite import suite
from config.embedded.up import up


def main() -> int:
    """Run one command; a trouble is told with its remedy, never as a traceback."""
    arguments, rest = _parser().parse_known_args()
    if rest and arguments.command not in {"manage", "suite"}:
        _parser().error(f"unknown: {' '.join(rest)}")
    voice = Voice(quiet=getattr(arguments, "quiet", False))
    commands: dict[str, Callable[[], int | None]] = {
        "up": lambda: up(arguments, voice),
        "status": lambda: status(voice),
        "stop": lambda: stop(voice),
        "logs": lambda: logs(arguments.name, follow=arguments.follow),
        "manage": lambda: manage([*arguments.rest, *rest], voice),
        "suite": lambda: suite([*arguments.rest, *rest], voice),
        "backup": lambda: backup(arguments.file, voice),
        "restore": lambda: restore(arguments.file, voice, sure=arguments.yes),
        "browser-app": lambda: build_browser_app(voice),
        "browser-packages": lambda: install_packages(voice),
    }
    try:
        return commands[arguments.command]() or 0
    except Trouble as trouble:
        voice.trouble(trouble)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run", description="The house of the grid.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("up")
    start.add_argument(
        "--empty", action="store_true", help="no demo: one administrator with a one-time password"
    )
    start.add_argument(
        "--lan", nargs="?", const="auto", metavar="ADDRESS", help="HTTPS for phones in this network"
    )
    start.add_argument("--quiet", action="store_true", help="say only the results, and let no simulator play")
    commands.add_parser("status")
    commands.add_parser("stop")
    look = commands.add_parser("logs")
    look.add_argument("name", nargs="?")
    look.add_argument("-f", "--follow", action="store_true")
    for name in ("manage", "suite"):
        commands.add_parser(name, add_help=False).add_argument("rest", nargs="*")
    keep = commands.add_parser("backup")
    keep.add_argument("file", nargs="?")
    bring = commands.add_parser("restore")
    bring.add_argument("file")
    bring.add_argument("--yes", action="store_true", help="do not ask")
    commands.add_parser("browser-app")
    commands.add_parser("browser-packages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
