"""`./run check`: every rule of the house that a machine can judge, one after another."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config.embedded import binaries
from config.embedded.browser_app import build_browser_app
from config.embedded.desk import services
from config.embedded.generated import drifted
from config.embedded.house import ROOT
from config.embedded.node import node_environment, npm
from config.embedded.say import Trouble, Voice

APPS = ("config", "core", "accounts", "enterprises", "grid", "tickets", "notifications")
Check = Callable[[dict[str, str], Voice], str]


def main() -> int:
    """Run the checks, or the named ones; the exit code is 1 when any of them objects."""
    voice = Voice()
    unknown = set(sys.argv[1:]) - set(CHECKS)
    if unknown:
        voice.trouble(Trouble(f"No such check: {', '.join(unknown)}", f"There are: {', '.join(CHECKS)}"))
        return 2
    with services(voice) as stack:
        environment = os.environ | stack.environment
        objections = [name for name in sys.argv[1:] or CHECKS if not _passes(name, environment, voice)]
    if objections:
        voice.line(f"\n{len(objections)} of the checks object: {', '.join(objections)}")
    return 1 if objections else 0


def _passes(name: str, environment: dict[str, str], voice: Voice) -> bool:
    began = time.monotonic()
    try:
        said = CHECKS[name](environment, voice)
    except Trouble as trouble:
        said = f"{trouble.what}\n{trouble.remedy}"
    voice.line(f"  {'✗' if said else '✓'} {name:<44} {time.monotonic() - began:6.1f} s")
    if said:
        voice.line(said)
    return not said


def _tool(*command: str, folder: Path = ROOT) -> Check:
    def check(environment: dict[str, str], voice: Voice) -> str:
        program = [str(binaries.python_program(command[0])), *command[1:]]
        return _objection(program, environment, folder)

    return check


def _browser_tool(*command: str) -> Check:
    def check(environment: dict[str, str], voice: Voice) -> str:
        frontend = ROOT / "frontend"
        program = [str(frontend / "node_modules" / ".bin" / command[0]), *command[1:]]
        return _objection(program, environment | {"PATH": node_environment(voice)["PATH"]}, frontend)

    return check


def _management(*command: str) -> Check:
    return _tool("python", "manage.py", *command)


def _objection(command: list[str], environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip() or "failed" if done.returncode else ""


def _budget(environment: dict[str, str], voice: Voice) -> str:
    """What a first visit loads, against the limits the app sets itself."""
    build_browser_app(voice)
    npm(["run", "budget"], voice, doing="The size of the browser app")
    return ""


def _drift(environment: dict[str, str], voice: Voice) -> str:
    stale = drifted(voice)
    return (
        f"Not what the code says today: {', '.join(map(str, stale))}\nWrite them anew: ./run schema"
        if stale
        else ""
    )


CHECKS: dict[str, Check] = {
    "ruff": _tool("ruff", "check", "--quiet", "."),
    "format": _tool("ruff", "format", "--check", "--quiet", "."),
    # From scratch: with a cache the Django plugin loses managers and reports what is not there.
    "mypy": _tool("mypy", "--no-error-summary", "--no-incremental", *APPS, "tests"),
    "imports": _tool("lint-imports", "--no-cache"),
    "djlint": _tool("djlint", "--quiet", "--lint", *APPS[1:]),
    "eslint": _browser_tool("eslint", ".", "--max-warnings", "0"),
    "vue-tsc": _browser_tool("vue-tsc", "--noEmit"),
    "budget": _budget,
    "schema": _drift,
    "texts": _management("write_texts", "--check"),
    "migrations": _management("makemigrations", "--check", "--dry-run"),
    "django": _management("check", "--fail-level", "WARNING"),
}


if __name__ == "__main__":
    sys.exit(main())
