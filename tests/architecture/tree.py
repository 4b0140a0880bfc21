"""The files of the tree as git knows them: what is ignored is nobody's business here."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = {".py", ".ts", ".vue", ".js", ".css", ".html"}
APART = ("tests", "migrations", "generated", "e2e")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is or would be committed, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    files = (Path(name) for name in listed.stdout.split("\0") if name)
    return tuple(file for file in files if (ROOT / file).is_file())


def code_files() -> list[Path]:
    """Code that people wrote and maintain: no tests, no migrations, nothing generated."""
    return [file for file in tracked_files() if file.suffix in CODE and not _is_apart(file)]


def lines_of(file: Path) -> int:
    return len((ROOT / file).read_text(encoding="utf-8").splitlines())


def _is_apart(file: Path) -> bool:
    return any(part in APART for part in file.parts) or ".test." in file.name
