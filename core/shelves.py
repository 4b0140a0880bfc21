"""The tables that devices keep a copy of: how their rows are read, and what changed since a cursor.

The cursor is (epoch, seq, scope): `seq` is the relay's gap-free number, read before the rows in one REPEATABLE READ
transaction, so that whatever commits meanwhile is numbered above it and comes with the next answer. `scope` is a
fingerprint of what the reader may see; when it changed, everything comes anew and replaces what the device had.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Expression, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from core.models import EventRecord, Feed
from core.registry import registry
from core.scope import Scope

KEPT = timedelta(days=60)
"""How far back devices keep visits and ended tickets."""
MOST_EVENTS = 5_000
"""More than this since the cursor, and everything comes anew."""
Rows = Callable[[Scope, Collection[str] | None, date], Mapping[str, Any]]
Sum = Callable[[Scope, date], int]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """`rows(scope, keys, since)`: the rows by key, all of them without keys; `total`: their order-free checksum."""

    topic: str
    """What event subjects and topics begin with that touch a row: "ticket."."""
    rows: Rows
    total: Sum


@dataclass(frozen=True)
class Cursor:
    """Where a device stands."""

    epoch: str
    seq: int
    scope: str
    since: str

    def __str__(self) -> str:
        return f"{self.epoch}.{self.seq}.{self.scope}.{self.since}"


def read_cursor(text: str) -> Cursor | None:
    """None for a text that is no cursor of ours: the device then gets everything."""
    parts = text.split(".")
    if len(parts) != 4 or not parts[1].isascii() or not parts[1].isdigit() or len(parts[1]) > 18:
        return None
    return Cursor(parts[0], int(parts[1]), parts[2], parts[3])


def delta(scope: Scope, cursor: Cursor | None, *, today: date, whole: Collection[str] = ()) -> dict[str, Any]:
    """What changed, as {cursor, since, shelves: {name: {reset, rows, gone, total}}}. Call inside REPEATABLE READ.

    A shelf that is `reset` comes whole and replaces the device's; so do those asked for in `whole`.
    """
    feed = Feed.objects.get(id=1)
    since = floor(today)
    here = Cursor(feed.epoch.hex[:8], feed.head, fingerprint(scope), since.isoformat())
    touched = _touched(scope, cursor, here)
    shelves: dict[str, Any] = {}
    for name, shelf in registry.shelves.items():
        keys = None if touched is None or name in whole else touched.get(shelf.topic, set())
        rows = shelf.rows(scope, keys, since) if keys is None or keys else {}
        shelves[name] = {
            "reset": keys is None,
            "rows": list(rows.values()),
            "gone": sorted(keys - set(rows)) if keys else [],
            "total": shelf.total(scope, since),
        }
    return {"cursor": str(here), "since": here.since, "shelves": shelves}


def floor(today: date) -> date:
    """From which day on visits and ended tickets are kept; it moves once a week, so that sums rarely do."""
    day = today - KEPT
    return day - timedelta(days=day.weekday())


def fingerprint(scope: Scope) -> str:
    """Of whom the reader is and serves: part, units and enterprises."""
    whole = hashlib.sha256(f"{scope.user_id} {scope.role}".encode())
    for ids in (scope.unit_ids, scope.enterprise_ids):
        whole.update(repr(sorted(value for row in ids for value in row.values())).encode())
    return whole.hexdigest()[:12]


def _touched(scope: Scope, cursor: Cursor | None, here: Cursor) -> dict[str, set[str]] | None:
    """Keys by topic prefix that events since the cursor name, as far as they concern the reader; None for all."""
    if cursor is None or (cursor.epoch, cursor.scope, cursor.since) != (here.epoch, here.scope, here.since):
        return None
    if not 0 <= here.seq - cursor.seq <= MOST_EVENTS:
        return None
    if here.seq == cursor.seq:
        return {}
    found: dict[str, set[str]] = {}
    events = EventRecord.objects.filter(
        seq__gt=cursor.seq, seq__lte=here.seq, topics__overlap=registry.topics_heard(scope)
    )
    for subject, topics in events.values_list("subject", "topics"):
        for name in {subject, *topics}:
            prefix, dot, key = name.partition(".")
            if dot:
                found.setdefault(f"{prefix}.", set()).add(key)
    return found


def total(rows: QuerySet[Any, Any], key: Expression | str, version: Expression | str) -> int:
    """The checksum that a device computes of its own copy: XOR of the first 48 bits of SHA-256("key version")."""
    text = Concat(Cast(key, TextField()), Value(" "), Cast(version, TextField()), output_field=TextField())
    bits = Func(text, template=BITS, output_field=BigIntegerField())
    whole = 0
    for one in rows.order_by().values_list(bits, flat=True):
        whole ^= one
    return whole


BITS = "('x' || encode(substr(sha256(convert_to(%(expressions)s, 'UTF8')), 1, 6), 'hex'))::bit(48)::bigint"
