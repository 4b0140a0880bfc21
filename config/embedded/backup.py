"""A backup is one file: the database, the uploads, and a manifest with the epoch and the SHA-256 of each part."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

from config.embedded import binaries
from config.embedded.desk import services
from config.embedded.environment import build
from config.embedded.house import ROOT, House
from config.embedded.say import Trouble, Voice
from config.embedded.stack import Stack
from config.embedded.supervisor import Supervisor

ZONE = ZoneInfo("Asia/Shanghai")

DUMP = "database.dump"
MANIFEST = "manifest.json"
UPLOADS = "uploads"
FORMAT = 1


def backup(file: str | None, voice: Voice) -> None:
    """Write a backup while the grid may go on running: the database is one consistent snapshot."""
    now = datetime.now(ZONE)
    target = Path(file or House.at_home().var / "backups" / f"grid-{now:%Y%m%d-%H%M%S}.tar").resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with services(voice) as stack, tempfile.TemporaryDirectory(dir=target.parent) as folder:
        parts = Path(folder)
        with voice.step("Database"):
            _postgres_tool(stack, "pg_dump", "--format=custom", "--no-owner", f"--file={parts / DUMP}")
        with voice.step("Uploads"):
            # After the dump: a file that arrives meanwhile is one too many, never one too few.
            uploads = stack.house.var / UPLOADS
            if uploads.exists():
                shutil.copytree(uploads, parts / UPLOADS)
        files = {
            str(path.relative_to(parts)): _sha256(path) for path in sorted(parts.rglob("*")) if path.is_file()
        }
        manifest = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "build": build(),
            "epoch": _epoch(stack),
            "files": files,
        }
        (parts / MANIFEST).write_text(json.dumps(manifest, indent=1))
        unfinished = target.with_suffix(".unfinished")
        with tarfile.open(unfinished, "w") as tar:
            for path in sorted(parts.iterdir()):
                tar.add(path, arcname=path.name)
        unfinished.chmod(0o600)
        unfinished.rename(target)
    voice.line(f"  {target}  ({target.stat().st_size / 1e6:.1f} MB, {len(files)} files)")


def restore(file: str, voice: Voice, *, sure: bool) -> None:
    """Put a backup in place of what is there, after every hash was verified."""
    house = House.at_home()
    if Supervisor(house).is_running():
        raise Trouble("The grid is running.", "Stop it first: ./run stop")
    if (
        not sure
        and input("This replaces the database and the uploads. Type 'replace' to go on: ") != "replace"
    ):
        raise Trouble("Nothing was changed.", "Call it again when you are sure.")
    house.lay_out()
    with tempfile.TemporaryDirectory(dir=house.var) as folder:
        parts = Path(folder)
        with voice.step("Reading and verifying"):
            unpack(Path(file), parts)
        with services(voice) as stack:
            with voice.step("Database"):
                _replace_database(stack, parts / DUMP)
            with voice.step("Uploads"):
                _replace_folder(house.var / UPLOADS, parts / UPLOADS)
            with voice.step("Migrations and a new epoch"):
                stack.prepare()
                command = [sys.executable, "manage.py", "new_epoch"]
                subprocess.run(command, cwd=ROOT, env=stack.environment, check=True)
                stack.world.settle("demo" if stack.demo else "empty")
    voice.line("  Restored. Open pages will notice and take a fresh snapshot.")


def unpack(file: Path, parts: Path) -> None:
    """Unpack a backup after every hash of its manifest was found right; else refuse it."""
    remedy = "Take another backup file; this one was cut short or changed. Nothing was touched."
    try:
        with tarfile.open(file) as tar:
            tar.extractall(parts, filter="data")
        manifest = json.loads((parts / MANIFEST).read_text())
    except FileNotFoundError as error:
        raise Trouble(f"{error.filename} is missing.", remedy) from error
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise Trouble(f"{file} is not a backup: {error}", remedy) from error
    found = {str(path.relative_to(parts)) for path in parts.rglob("*") if path.is_file()} - {MANIFEST}
    if manifest["format"] != FORMAT or found != set(manifest["files"]):
        raise Trouble(f"{file} does not hold what its manifest lists.", remedy)
    for name, digest in manifest["files"].items():
        if _sha256(parts / name) != digest:
            raise Trouble(f"{name} in {file} is damaged: its SHA-256 is another.", remedy)


def _epoch(stack: Stack) -> str:
    """Which history this is a moment of; a restore begins another."""
    command = ("psql", "--quiet", "--tuples-only", "--no-align", "--command=select epoch from core_feed")
    return _postgres_tool(stack, *command).strip()


def _replace_database(stack: Stack, dump: Path) -> None:
    _postgres_tool(
        stack, "psql", "--quiet", "--command=drop schema public cascade", "--command=create schema public"
    )
    _postgres_tool(stack, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))


def _replace_folder(target: Path, source: Path) -> None:
    before = target.with_name(f"{target.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if target.exists():
        target.rename(before)
    if source.exists():
        shutil.copytree(source, target)
    shutil.rmtree(before, ignore_errors=True)


def _postgres_tool(stack: Stack, name: str, *arguments: str) -> str:
    url = urlsplit(stack.environment["DATABASE_URL"])
    query = parse_qs(url.query)
    environment = os.environ | {
        "PGHOST": query.get("host", [url.hostname or "127.0.0.1"])[0],
        "PGPORT": query.get("port", [str(url.port or 5432)])[0],
        "PGUSER": unquote(url.username or ""),
        "PGPASSWORD": unquote(url.password or ""),
        "PGDATABASE": url.path.lstrip("/"),
    }
    target = ["--dbname", environment["PGDATABASE"]] if name == "pg_restore" else []
    command = [str(binaries.postgres_folder() / name), *target, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{name} failed.", done.stderr.strip())
    return done.stdout


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
