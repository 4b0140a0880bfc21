"""Secrets of this house: made once, kept in files only the owner can read, never in a command line."""

import os
import secrets

from config.embedded.house import House


def key(house: House, name: str) -> str:
    """The secret of that name; made on first use."""
    file = house.secrets / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(f".{os.getpid()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        try:
            file.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text().strip()
