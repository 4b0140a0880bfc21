"""Files written from the code: the API's schema, the event catalogue, the life cycle, the browser's types.

`./run schema` writes them; `./run check` writes them to another folder and refuses a difference.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from config.embedded.desk import services
from config.embedded.house import ROOT
from config.embedded.node import node_environment
from config.embedded.say import Trouble, Voice

OPENAPI = Path("docs/openapi.yaml")
EVENTS = Path("docs/events.md")
EVENT_TYPES = Path("frontend/src/generated/events.ts")
LIFECYCLE = Path("docs/lifecycle.md")
API_TYPES = Path("frontend/src/generated/schema.d.ts")
FILES = (OPENAPI, EVENTS, EVENT_TYPES, LIFECYCLE, API_TYPES)


def write(target: Path, voice: Voice) -> None:
    """Write every generated file below the target, by the same paths as in the tree."""
    for file in FILES:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
    with services(voice) as stack:
        _write(target, os.environ | stack.environment, voice)


def _write(target: Path, environment: dict[str, str], voice: Voice) -> None:
    manage = [sys.executable, "manage.py"]
    types = [str(ROOT / "frontend" / "node_modules" / ".bin" / "openapi-typescript"), str(target / OPENAPI)]
    commands = (
        [*manage, "spectacular", "--validate", "--fail-on-warn", "--file", str(target / OPENAPI)],
        [*manage, "write_events", "--docs", str(target / EVENTS), "--types", str(target / EVENT_TYPES)],
        [*manage, "write_lifecycle", "--docs", str(target / LIFECYCLE)],
        [*types, "-o", str(target / API_TYPES)],
    )
    path = node_environment(voice)["PATH"]
    for command in commands:
        done = subprocess.run(
            command, cwd=ROOT, env=environment | {"PATH": path}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Trouble(f"{' '.join(command[1:3])} failed.", (done.stdout + done.stderr).strip()[-3000:])


def drifted(voice: Voice) -> list[Path]:
    """The generated files whose committed text is not what the code would write today."""
    with TemporaryDirectory() as folder:
        fresh = Path(folder)
        write(fresh, voice)
        return [file for file in FILES if _text(ROOT / file) != _text(fresh / file)]


def main() -> int:
    """Write them in place."""
    voice = Voice()
    try:
        write(ROOT, voice)
    except Trouble as trouble:
        voice.trouble(trouble)
        return 2
    for file in FILES:
        voice.line(f"  {file}")
    return 0


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
