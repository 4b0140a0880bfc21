"""One `./run up` a house at a time: the next one waits until the last one has tidied up behind itself."""

import contextlib
import fcntl
from collections.abc import Iterator
from typing import IO

from config.embedded.house import House
from config.embedded.say import Trouble
from config.embedded.supervisor import wait_until

PATIENCE = 90.0


@contextlib.contextmanager
def only_tenant(house: House) -> Iterator[None]:
    """Hold the house's lock; the system lets go of it however the holder ends. Trouble when it stays taken."""
    house.var.mkdir(parents=True, exist_ok=True)
    with (house.var / "up.lock").open("w") as lock:
        if not wait_until(lambda: _taken(lock), seconds=PATIENCE):
            raise Trouble(
                f"Another ./run up of {house.var} is still at work.",
                "Wait until it has ended, or end it with Ctrl-C in its terminal; then try again.",
            )
        yield


def wait_until_empty(house: House) -> bool:
    """Wait until nobody holds the house; False when somebody still does."""
    with contextlib.suppress(Trouble), only_tenant(house):
        return True
    return False


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
