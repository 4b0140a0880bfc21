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

from accounts.models import Role, User
from core.events import event_class
from core.models import EventRecord, Feed
from core.registry import Projection, registry
from notifications.live.frames import from_record
from notifications.live.publisher import Nudger, Publisher

logger = logging.getLogger(__name__)
POST = "relay"
BATCH = 200
UNDO_SECONDS = 8
TICK = timedelta(seconds=5)
Row = tuple[int, int, str, str, datetime, datetime | None, bool]
"""Event, recipient, channel, state, when it may leave, when it left, and whether it joins a digest."""


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
    """Number up to 200 waiting events, with all that follows from them in the database, in one transaction."""
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
    wanted = {user_id for record in records for user_id in record.notify}
    if not wanted:
        return
    people = {user.pk: user for user in User.objects.filter(id__in=wanted, is_active=True)}
    leaving = _leaving(records)
    _insert(
        [
            row
            for record in records
            for user_id in record.notify
            if (user := people.get(user_id)) and (record.public or user.role != Role.CONTACT)
            for row in _rows(record, user, at, leaving[record.pk])
        ]
    )


def _insert(rows: Sequence[Row]) -> None:
    """All of them in one statement; a delivery that is there already stays as it is."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_delivery"
            " (event_id, recipient_id, channel, state, send_after, sent_at, digest, attempts, error)"
            " SELECT given.*, 0, '' FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[],"
            " %s::timestamptz[], %s::timestamptz[], %s::boolean[]) AS given ON CONFLICT DO NOTHING",
            [list(column) for column in zip(*rows, strict=True)],
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


def _rows(record: EventRecord, user: User, at: datetime, leaving: tuple[datetime, bool]) -> list[Row]:
    inbox = (record.pk, user.pk, "inbox", "sent", record.at, at, False)
    if not user.email or not _says(record.kind, "mails"):
        return [inbox]
    mail = (record.pk, user.pk, "email", "waiting", leaving[0], None, leaving[1])
    return [inbox, mail]


@cache
def _says(kind: str, what: str) -> bool:
    """What the catalogue says of a kind; of one it does not know, nothing."""
    try:
        return bool(getattr(event_class(kind), what))
    except KeyError:
        return False
