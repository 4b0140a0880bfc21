"""Where the house keeps its things: one folder per tree, var/ unless VAR_DIR says another."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.say import Trouble

ROOT = Path(__file__).resolve().parents[2]
SOCKET_PATH_LIMIT = 100
LONGEST_SOCKET_NAME = len("/.s.PGSQL.65535.lock")


@dataclass(frozen=True, kw_only=True)
class House:
    """The folders of one running grid. Two houses never share a file, so tests can run beside a live one."""

    var: Path

    @classmethod
    def at_home(cls) -> "House":
        """The house that `./run up` lives in."""
        return cls(var=Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve())

    @property
    def secrets(self) -> Path:
        return self.var / "secrets"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def static(self) -> Path:
        return self.var / "static"

    @property
    def stamps(self) -> Path:
        return self.var / "stamps"

    @property
    def run(self) -> Path:
        """Sockets and generated configuration; a short private folder when a socket's path would not fit."""
        home = self.var / "run"
        if len(bytes(home)) + LONGEST_SOCKET_NAME <= SOCKET_PATH_LIMIT:
            return home
        digest = hashlib.sha256(bytes(self.var)).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"grid-{os.geteuid()}-{digest}"

    def lay_out(self) -> None:
        """Make the folders; the ones with secrets or sockets are closed to other users."""
        for folder in (self.var, self.log, self.static, self.stamps):
            folder.mkdir(parents=True, exist_ok=True)
        for folder, mode in ((self.secrets, 0o700), (self.run, 0o711)):
            folder.mkdir(parents=True, exist_ok=True, mode=mode)
            if folder.stat().st_uid != os.geteuid():
                raise Trouble(
                    f"{folder} belongs to another user.",
                    f"Remove it as its owner, or run as that user: ls -ld {folder}",
                )
            folder.chmod(mode)
