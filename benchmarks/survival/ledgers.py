"""What follows from the histories: routing, clocks, the feed, deliveries, counters, and what was seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from benchmarks.survival.evidence import Evidence, Violation
from core.events import event_class
from core.models import EventRecord, Feed
from notifications.models import Channel, Delivery, DeliveryState
from tickets.models import BoardCounter, Clock, RoutingStep, Span, Ticket
from tickets.rules.lifecycle import State

STEPS = frozenset({"classify", "unit", "person", "clocks", "publish"})
GRACE = timedelta(seconds=20)
CONNECTIONS = 80


def routing_took_effect_once(found: Evidence) -> Iterator[Violation]:
    """Each round writes each step once: all of them or, without a rule, only the first. A ticket that waits for a rule
    has another round when it is categorised."""
    steps: dict[int, list[str]] = {}
    for ticket_id, step in RoutingStep.objects.values_list("ticket_id", "step"):
        steps.setdefault(ticket_id, []).append(step)
    for ticket in found.created():
        done = Counter(steps.get(ticket.pk, []))
        routed = sum(event.kind == "ticket_routed" for event in found.events[ticket.ref])
        unruled = sum(event.kind == "routing_found_no_rule" for event in found.events[ticket.ref])
        again = sum(event.kind == "ticket_categorised" for event in found.events[ticket.ref])
        if routed > 1 or routed + unruled > 1 + again or any(n > routed + unruled for n in done.values()):
            text = f"routed {routed} times, without rule {unruled} times, steps {dict(done)}"
            yield Violation(rule="routing twice", subject=ticket.ref, text=text)
        if routed and set(done) != STEPS:
            yield Violation(rule="routing half", subject=ticket.ref, text=f"steps {sorted(done)}")
        if ticket.state == State.SUBMITTED and not unruled:
            yield Violation(rule="routing lost", subject=ticket.ref, text="was never routed")


def clocks_are_wound(found: Evidence) -> Iterator[Violation]:
    """I6: nothing that is due still waits; spans are one after another and one is present."""
    late = Clock.objects.filter(alarm_at__lt=timezone.now() - GRACE).select_related("ticket")
    for clock in late:
        text = f"{clock.kind} should have changed at {clock.alarm_at}"
        yield Violation(rule="I6 clock", subject=clock.ticket.ref, text=text)
    for ticket in found.created():
        spans = list(Span.objects.filter(ticket=ticket).order_by("id"))
        joined = all(a.ended_at == b.started_at for a, b in pairwise(spans))
        if not joined or not spans or spans[-1].ended_at is not None or spans[-1].state != ticket.state:
            text = f"{[(s.state, s.started_at.isoformat(), s.ended_at) for s in spans]}"
            yield Violation(rule="spans", subject=ticket.ref, text=text)
        if any(span.ended_at and span.ended_at < span.started_at for span in spans):
            yield Violation(rule="spans backwards", subject=ticket.ref, text="a span ended before it began")


def feed_is_drained(found: Evidence) -> Iterator[Violation]:
    """I8: every event has its number, without a gap; no lock and no transaction is left behind."""
    waiting = EventRecord.objects.filter(seq__isnull=True).count()
    if waiting:
        yield Violation(rule="I8 outbox", subject="", text=f"{waiting} events wait")
    head = Feed.objects.get(id=1).head
    numbered = EventRecord.objects.filter(seq__gt=0).aggregate(n=Count("seq"))["n"]
    if numbered != head:
        yield Violation(rule="I8 gap", subject="", text=f"{numbered} numbered events, head {head}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
            " AND now() - state_change > interval '20 s'"
        )
        if idle := cursor.fetchone()[0]:
            yield Violation(rule="I8 lease", subject="", text=f"{idle} transactions stand open")
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        if (open_ := cursor.fetchone()[0]) > CONNECTIONS:
            yield Violation(rule="I14 connections", subject="", text=f"{open_} are open")


def everybody_was_told(found: Evidence) -> Iterator[Violation]:
    """I9: each event, recipient and channel has its row, and each row has come to an end."""
    stuck = Delivery.objects.filter(state=DeliveryState.WAITING, send_after__lt=timezone.now() - GRACE)
    if n := stuck.count():
        yield Violation(rule="I9 waiting", subject="", text=f"{n} deliveries wait")
    dead = Delivery.objects.filter(state=DeliveryState.DEAD, event_id__gt=found.mark.event).count()
    if dead:
        yield Violation(rule="I9 dead", subject="", text=f"{dead} deliveries were given up")
    people = User.objects.in_bulk()
    rows = set(
        Delivery.objects.filter(event_id__gt=found.mark.event).values_list(
            "event_id", "recipient_id", "channel"
        )
    )
    for event in EventRecord.objects.filter(id__gt=found.mark.event, seq__isnull=False):
        for user_id in event.notify:
            user = people[user_id]
            if not user.is_active or (user.role == "contact" and not event.public):
                continue
            channels = [Channel.INBOX]
            if event_class(event.kind).mails and user.email:
                channels.append(Channel.EMAIL)
            for channel in channels:
                if (event.pk, user_id, str(channel)) not in rows:
                    text = f"{event.kind} #{event.pk} did not reach {user_id} by {channel}"
                    yield Violation(rule="I9 missing", subject=event.subject, text=text)


def counters_equal_the_ledger(found: Evidence) -> Iterator[Violation]:
    """The board's kept counts are what counting would give."""
    kept = {
        (row.unit_id, row.category, row.state, row.lamp): row.count
        for row in BoardCounter.objects.exclude(count=0)
    }
    rows = (
        Ticket.objects.order_by()
        .values_list("holder_unit_id", "category_id", "state", "lamp")
        .annotate(n=Count("id"))
    )
    true = {(unit or 0, category, state, lamp): n for unit, category, state, lamp, n in rows}
    for place in {*kept, *true}:
        if kept.get(place, 0) != true.get(place, 0):
            text = f"{place}: kept {kept.get(place, 0)}, counted {true.get(place, 0)}"
            yield Violation(rule="counters", subject="", text=text)


def nothing_was_seen_that_should_not(found: Evidence) -> Iterator[Violation]:
    """I13: the clients checked every answer."""
    for line in found.seen_violations:
        yield Violation(rule="I13 seen", subject="", text=json.dumps(line, ensure_ascii=False))
