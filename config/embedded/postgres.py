"""PostgreSQL for one house: a data folder that survives, a password even on the socket, fsync always on."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from config.embedded import binaries
from config.embedded.house import House
from config.embedded.keys import key
from config.embedded.ports import LOOPBACK
from config.embedded.privileges import as_database_user, give_to_database_user, open_binaries
from config.embedded.say import Trouble

OWNER = "postgres"
ROLE = "grid"
DATABASE = "grid"
PORT = 5432

SETTINGS = {
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "random_page_cost": "1.1",
    "max_wal_size": "1GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "jit": "off",
}


class Postgres:
    """The embedded server of a house; the supervisor runs `command()`, everything else is preparation."""

    def __init__(self, house: House, *, port: int) -> None:
        self._house = house
        self._port = port
        self._bin = binaries.postgres_folder()
        self._base = house.var / "postgres"
        self.data = self._base / str(binaries.POSTGRES_MAJOR)
        self.sockets = house.run / "postgres"

    @property
    def over_socket(self) -> bool:
        """Whether the socket's path fits; otherwise loopback TCP, with the same password."""
        return len(bytes(self.sockets / f".s.PGSQL.{PORT}.lock")) <= 100

    def url(self, *, role: str = ROLE, database: str = DATABASE) -> str:
        """The address the grid connects to, password included."""
        password = quote(key(self._house, f"postgres_{role}"), safe="")
        if self.over_socket:
            query = urlencode({"host": str(self.sockets), "port": PORT})
            return f"postgres://{role}:{password}@/{database}?{query}"
        return f"postgres://{role}:{password}@{LOOPBACK}:{self._port}/{database}"

    def command(self) -> list[str]:
        """What the supervisor runs."""
        settings = SETTINGS | (
            {"listen_addresses": "", "unix_socket_directories": str(self.sockets), "port": str(PORT)}
            if self.over_socket
            else {"listen_addresses": LOOPBACK, "unix_socket_directories": "", "port": str(self._port)}
        )
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return self._as_user([str(self._bin / "postgres"), "-D", str(self.data), *flags])

    def prepare(self) -> None:
        """Make the data folder when there is none, and clear what a kill left behind."""
        open_binaries(self._bin)
        for folder in (self._base, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
        give_to_database_user(self._base, mode=0o700)
        give_to_database_user(self.sockets, mode=0o711)
        if not self.data.exists():
            self._make_data_folder()
        for lock in (self.data / "postmaster.pid", self.sockets / f".s.PGSQL.{PORT}.lock"):
            _clear_if_stale(lock)

    def running_pid(self) -> int | None:
        """The server that holds the data folder right now, if any."""
        return _live_postgres(self.data / "postmaster.pid")

    def ensure_database(self) -> None:
        """Make the grid's own role and database. The role is no superuser; it may create (test) databases."""
        with psycopg.connect(self.url(role=OWNER, database="postgres"), autocommit=True) as owner:
            password = sql.Literal(key(self._house, f"postgres_{ROLE}"))
            role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
            if not owner.execute("select 1 from pg_roles where rolname = %s", [ROLE]).fetchone():
                owner.execute(sql.SQL("create role {} login createdb").format(role))
            if not self._accepts_role():
                owner.execute(sql.SQL("alter role {} password {}").format(role, password))
            if not owner.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone():
                owner.execute(sql.SQL("create database {} owner {}").format(database, role))

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.url(role=OWNER, database="postgres"), connect_timeout=3).close()
        except psycopg.OperationalError as refusal:
            if "password authentication failed" in str(refusal):
                raise Trouble(
                    "The database was made with another password than the one in var/secrets.",
                    f"Put the right files back into {self._house.secrets},\n"
                    f"or move {self._base} away to begin anew.",
                ) from refusal
            return False
        return True

    def _accepts_role(self) -> bool:
        try:
            psycopg.connect(self.url(database="postgres"), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_data_folder(self) -> None:
        unfinished = self._base / f"{self.data.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = self._base / "password"
        password.write_text(key(self._house, f"postgres_{OWNER}"))
        give_to_database_user(password, mode=0o600)
        # Builtin: the same order everywhere. The C library's character classes too, or pg_trgm drops Chinese.
        locale = [
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        access = [f"--username={OWNER}", f"--pwfile={password}", "--auth=scram-sha-256"]
        initdb = [str(self._bin / "initdb"), f"--pgdata={unfinished}", "--no-instructions", *locale, *access]
        try:
            made = subprocess.run(self._as_user(initdb), capture_output=True, text=True, check=False, cwd="/")
        finally:
            password.unlink()
        if made.returncode:
            raise Trouble(
                "PostgreSQL could not make its data folder.",
                f"{made.stderr.strip()}\nCheck the free space (df -h {self._base}) and try again.",
            )
        unfinished.rename(self.data)

    def _as_user(self, command: list[str]) -> list[str]:
        return as_database_user(command, reaching=(self.data, self.sockets, self._bin / "postgres"))


def _clear_if_stale(lock: Path) -> None:
    if lock.exists() and _live_postgres(lock) is None:
        lock.unlink()


def _live_postgres(lock: Path) -> int | None:
    """After a crash the number in a lock may belong to any program; only a postgres counts."""
    try:
        pid = int(lock.read_text().split(maxsplit=1)[0])
        os.kill(pid, 0)
        alive = Path(f"/proc/{pid}/comm").read_text().strip() == "postgres"
    except (OSError, ValueError, IndexError):
        return None
    return pid if alive else None
