"""When a delivery that failed for now is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
TRIES = 12


def retry_in(attempts: int, fraction: float) -> timedelta | None:
    """The wait after the nth failed attempt (1, 2, …): 30 s doubling up to an hour, up to a fifth more or less.

    `fraction` in [0, 1) spreads the tries of many deliveries; None means that it was the last one. With these
    figures a mail server may be away for about half a working day before anything is given up.
    """
    if attempts >= TRIES:
        return None
    wait = min(FIRST * float(2 ** min(attempts - 1, 20)), LONGEST)
    return wait * (0.8 + 0.4 * fraction)
