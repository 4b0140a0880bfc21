"""Holding the house still while the world goes out or comes in: nobody writes or locks a row in between."""

from __future__ import annotations

from django.db import OperationalError, connection, transaction

LOCKED = (
    "core_feed",
    "core_eventrecord",
    "accounts_user",
    "enterprises_enterprise",
    "grid_unit",
    "grid_visit",
    "tickets_ticket",
    "tickets_boardcounter",
    "tickets_commoncause",
    "tickets_meeting",
    "tickets_subtask",
)
PATIENCE = "500ms"
"""Shorter than PostgreSQL's own wait before it looks for a deadlock, so that nobody else's work is broken off."""
TRIES = 120


def hold_still() -> None:
    """Lock the tables for the caller's transaction; reading goes on.

    Others lock rows in orders of their own: the relay the feed and then its events, an action its ticket and then
    whatever it needs. Whoever waits here therefore holds nothing for long: all tables at once, or let go and try
    again. OperationalError when there was no gap in a minute.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute(f"LOCK TABLE {', '.join(LOCKED)} IN EXCLUSIVE MODE")
                cursor.execute("SET LOCAL lock_timeout = DEFAULT")
        except OperationalError:
            if not left:
                raise
        else:
            return
