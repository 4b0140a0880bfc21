"""The relay: numbers events without a gap, folds them into kept figures, writes deliveries, then tells the world.

A row's id is given before its transaction commits, so ids may become visible out of order; `seq` is given
here, under the lock of the feed's one row, and never is.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db import OperationalError, connection, transaction

from accounts.models import Role
from core.events import event_class
from core.models import EventRecord, Feed
from core.registry import Projection, registry
from notifications.live.frames import from_record
from notifications.live.publisher import Nudger, Publisher

logger = logging.getLogger(__name__)
POST = "relay"
BATCH = 500
UNDO_SECONDS = 8
TICK = timedelta(seconds=5)
DELIVER = """
INSERT INTO notifications_delivery
    (event_id, recipient_id, channel, state, send_after, sent_at, digest, attempts, error)
SELECT event.id, person.id, way.channel, way.state, way.send_after, way.sent_at, way.digest, 0, ''
FROM unnest(%s::bigint[], %s::boolean[], %s::timestamptz[], %s::boolean[]) AS given(id, mails, leaves, digest)
JOIN core_eventrecord AS event ON event.id = given.id
CROSS JOIN unnest(event.notify) AS told(id)
JOIN accounts_user AS person
    ON person.id = told.id AND person.is_active AND (event.public OR person.role <> %s)
CROSS JOIN LATERAL (
    VALUES ('inbox', 'sent', event.at, %s::timestamptz, false),
           ('email', 'waiting', given.leaves, NULL, given.digest)
) AS way(channel, state, send_after, sent_at, digest)
WHERE way.channel = 'inbox' OR (given.mails AND person.email <> '')
ORDER BY event.id, person.id
ON CONFLICT DO NOTHING
"""


class Relay:
    """One drains at a time; a second one only waits for the feed's row, and finds nothing left."""

    def __init__(self, publisher: Publisher, nudger: Nudger | None = None) -> None:
        self._publisher = publisher
        self._nudger = nudger

    def begin(self) -> None:
        """Tell listeners where the feed stands: a predecessor may have died between its commit and its publish."""
        self._publisher.point(Feed.objects.get_or_create(id=1)[0].head)

    def drain(self, at: datetime) -> int:
        """Dispatch everything that waits; returns how many events left."""
        total = 0
        while True:
            records = dispatch_batch(at)
            self._tell(records)
            total += len(records)
            if len(records) < BATCH:
                return total

    def _tell(self, records: Sequence[EventRecord]) -> None:
        self._publisher.publish(from_record(record) for record in records)
        subjects: dict[str, dict[str, str]] = defaultdict(dict)
        for record in records:
            if task := registry.reactions.get(record.kind):
                subjects[task][record.subject] = record.request_id
        if self._nudger:
            for task, found in subjects.items():
                self._nudger.nudge(task, found)


def dispatch_batch(at: datetime) -> list[EventRecord]:
    """Number up to 500 waiting events, with all that follows from them in the database, in one transaction."""
    with transaction.atomic():
        feed, _ = Feed.objects.select_for_update().get_or_create(id=1)
        records = list(EventRecord.objects.filter(seq__isnull=True).order_by("id")[:BATCH])
        if not records and feed.ticked_at and at - feed.ticked_at < TICK:
            return []

        _number(records, feed.head)
        for projection in registry.projections:
            _project(projection, records)
        _deliver(records, at)

        Feed.objects.filter(id=1).update(head=feed.head + len(records), ticked_at=at)
    return records


def _number(records: Sequence[EventRecord], head: int) -> None:
    for seq, record in enumerate(records, head + 1):
        record.seq = seq
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_eventrecord AS event SET seq = given.seq"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS given(id, seq) WHERE event.id = given.id",
            [[record.pk for record in records], [record.seq for record in records]],
        )


def _project(projection: Projection, records: Sequence[EventRecord]) -> None:
    """One event that a projection cannot fold must not stop the feed for everybody: it is skipped and logged."""
    if not records:
        return
    try:
        with transaction.atomic():
            projection(records)
    except OperationalError:
        raise
    except Exception:
        if len(records) == 1:
            logger.exception("event %s was not folded by %s", records[0].pk, projection)
            return
        for record in records:
            _project(projection, [record])


def _deliver(records: Sequence[EventRecord], at: datetime) -> None:
    """Expand each event's audience into channels. Once each, however often it is tried."""
    told = [record for record in records if record.notify]
    if not told:
        return
    leaving = _leaving(told)
    with connection.cursor() as cursor:
        cursor.execute(
            DELIVER,
            [
                [record.pk for record in told],
                [_says(record.kind, "mails") for record in told],
                *(list(column) for column in zip(*(leaving[record.pk] for record in told), strict=True)),
                Role.CONTACT.value,
                at,
            ],
        )


def _leaving(records: Sequence[EventRecord]) -> dict[int, tuple[datetime, bool]]:
    """When each event's mail may leave: after the time to undo, a nudge not before working time; and whether that
    made it wait for others."""
    found: dict[int, tuple[datetime, bool]] = {}
    openings: dict[datetime, datetime] = {}
    for record in records:
        soonest = record.at + timedelta(seconds=UNDO_SECONDS)
        opens = soonest
        if registry.opening is not None and _says(record.kind, "nudge"):
            opens = openings.get(soonest) or openings.setdefault(soonest, registry.opening(soonest))
        found[record.pk] = (max(opens, soonest), opens > soonest)
    return found


@cache
def _says(kind: str, what: str) -> bool:
    """What the catalogue says of a kind; of one it does not know, nothing."""
    try:
        return bool(getattr(event_class(kind), what))
    except KeyError:
        return False
