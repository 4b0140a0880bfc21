"""Time's other verb: after a calendar has changed, running deadlines are counted anew, batch by batch.

The calendar's version is the order, the clock's `calendar_version` the receipt: a batch may be done twice, late,
or by another process, and the end is the same. A row of Recount keeps how far it has come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core.memory import collected_afterwards
from core.outbox import publish
from grid.models import CalendarVersion, WorkingCalendar
from grid.rules.calendar import Calendar
from grid.selectors import ZONE_CALENDAR, build_calendar
from tickets.actions._moved import Moved, tell_moved, write_clocks, write_tickets
from tickets.events import DeadlinesRecounted
from tickets.models import PROMISES, Clock, ClockKind, ClockState, Recount, Ticket
from tickets.rules import ladder, sla
from tickets.rules.sla import Face, Lamp, Reading
from tickets.selectors.promises import rungs_of

BATCH = 1000
READ = (
    "ticket_id",
    "kind",
    "state",
    "budget_seconds",
    "used_seconds",
    "running_since",
    "due_at",
    "alarm_at",
    "lamp",
    "version",
    "rung",
    "ladder_id",
    "calendar_id",
    "calendar_version",
)
"""What of a clock a recount reads: half of its columns, of a hundred thousand rows."""


def recount_deadlines(*, at: datetime) -> int:
    """Do one batch of what is due; answers for how many tickets were looked at. Safe to run twice at once."""
    with collected_afterwards(), transaction.atomic():
        run = _run(at)
        if run is None:
            return 0
        calendar = build_calendar(run.calendar)
        refs = _waiting(run.calendar, run.first_day).filter(ticket_id__gt=run.cursor).order_by("ticket_id")
        ids = list(dict.fromkeys(refs.values_list("ticket_id", flat=True)[: 2 * BATCH]))[:BATCH]
        if not ids:
            return _end_of_round(run, at)
        moved = _batch(ids, run, calendar, at)
        run.cursor, run.done, run.moved = ids[-1], run.done + len(ids), run.moved + len(moved)
        run.save()
        units = {unit for one in moved for unit in one.units}
        _tell(run, at, units)
        return len(ids)


def _run(at: datetime) -> Recount | None:
    """The recount to go on with, locked; a new one when a calendar has moved on since its last."""
    run = (
        Recount.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("calendar")
        .filter(finished_at=None)
        .order_by("id")
        .first()
    )
    if run is not None:
        return run if run.version == run.calendar.version else _restart(run)
    last = Recount.objects.filter(calendar_id=OuterRef("pk"), version__gte=OuterRef("version"))
    calendar = WorkingCalendar.objects.filter(~Exists(last)).order_by("id").first()
    if calendar is None or Recount.objects.filter(calendar=calendar, finished_at=None).exists():
        return None
    before = Recount.objects.filter(calendar=calendar).order_by("-version").values_list("version", flat=True)
    first_day = _first_day(calendar, before.first() or 0)
    total = _waiting(calendar, first_day).values("ticket_id").distinct().count()
    return Recount.objects.create(
        calendar=calendar, version=calendar.version, first_day=first_day, total=total, started_at=at
    )


def _restart(run: Recount) -> Recount:
    """The calendar moved on meanwhile: what is done so far is looked at again under the newest version."""
    before = Recount.objects.filter(calendar=run.calendar, finished_at__isnull=False).order_by("-version")
    last = before.values_list("version", flat=True).first()
    run.version, run.cursor, run.done = run.calendar.version, 0, 0
    run.first_day = _first_day(run.calendar, last or 0)
    run.total = _waiting(run.calendar, run.first_day).values("ticket_id").distinct().count()
    return run


def _first_day(calendar: WorkingCalendar, since: int) -> date | None:
    """The first day that any version after `since` changed; None when that is not known, or a week changed."""
    days = list(
        CalendarVersion.objects.filter(calendar=calendar, version__gt=since).values_list(
            "first_day", flat=True
        )
    )
    known = [day for day in days if day is not None]
    return min(known) if since and known and len(known) == len(days) else None


def _waiting(calendar: WorkingCalendar, first_day: date | None) -> QuerySet[Clock]:
    """Running clocks of the calendar that end after the change begins and were counted under an older version."""
    mine = Q(calendar=calendar)
    if calendar.code == ZONE_CALENDAR:
        mine |= Q(calendar=None)  # clocks older than this column
    rows = Clock.objects.filter(mine, state=ClockState.RUNNING, calendar_version__lt=calendar.version)
    if first_day is not None:
        rows = rows.filter(due_at__gte=datetime.combine(first_day, time(0), build_calendar(calendar).zone))
    return rows


def _end_of_round(run: Recount, at: datetime) -> int:
    """At the end look for what others held meanwhile, once more from the start; then it is finished."""
    if run.cursor and _waiting(run.calendar, run.first_day).exists():
        run.cursor = 0
        run.save()
        return 1
    run.finished_at, run.done = at, run.total
    run.save()
    # The first walk of a new installation finds nothing, and nobody changed anything.
    if run.total or Recount.objects.filter(calendar=run.calendar).exclude(pk=run.pk).exists():
        _tell(run, at, set())
    return 1


def _tell(run: Recount, at: datetime, units: set[int]) -> None:
    publish(
        DeadlinesRecounted(
            at=at,
            actor_id=None,
            topics=("board", *(f"unit.{unit}" for unit in sorted(units))),
            calendar=run.calendar.code,
            version=run.version,
            done=min(run.done, run.total),
            total=run.total,
            moved=run.moved,
            finished=run.finished_at is not None,
        )
    )


def _batch(ids: Sequence[int], run: Recount, calendar: Calendar, at: datetime) -> list[Moved]:
    """Count the clocks of these tickets anew; tickets that somebody holds right now come in the next round."""
    tickets = list(
        Ticket.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(id__in=ids)
        .only("id", "ref", "version", "lamp", "due_at", "returned", "state", "category_id", "holder_unit_id")
        .annotate(owner=F("enterprise__uuid"))
    )
    alive = Clock.objects.filter(
        ticket_id__in=[ticket.pk for ticket in tickets], state__in=(ClockState.RUNNING, ClockState.PAUSED)
    )
    of_ticket: dict[int, list[Clock]] = defaultdict(list)
    for clock in alive.only(*READ).order_by("id"):
        of_ticket[clock.ticket_id].append(clock)
    counted: list[Clock] = []
    moved: list[Moved] = []
    for ticket in tickets:
        clocks = of_ticket[ticket.pk]
        shown, changed = _recount(ticket, clocks, run, calendar, at, counted)
        if changed or (shown.lamp, shown.due_at) != (ticket.lamp, ticket.due_at):
            moved.append(Moved.of(ticket, shown, changed))
    write_clocks(counted)
    write_tickets(moved, at)
    tell_moved(moved, calendar.version, at)
    return moved


def _recount(
    ticket: Ticket,
    clocks: Sequence[Clock],
    run: Recount,
    calendar: Calendar,
    at: datetime,
    counted: list[Clock],
) -> tuple[Face, list[tuple[Clock, datetime]]]:
    """The ticket's face, and the clocks whose deadline moved with what it was."""
    faces: list[Face] = []
    changed: list[tuple[Clock, datetime]] = []
    for clock in clocks:
        if clock.state == ClockState.RUNNING and clock.calendar_id in (run.calendar_id, None):
            was, lamp = clock.due_at, clock.lamp
            reading = Reading(
                budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since
            )
            promise = clock.kind in PROMISES
            shown = sla.face(calendar, reading, at, returned=promise and ticket.returned > 0, warns=promise)
            late_now = shown.lamp is Lamp.RED and lamp != Lamp.RED
            clock.due_at, clock.calendar_id, clock.calendar_version = shown.due_at, calendar.id, run.version
            # Falling overdue is the lamps' sweep to say, with everybody who must hear; it finds the clock at once.
            clock.lamp, clock.alarm_at = (
                (lamp, at) if late_now else (shown.lamp, _alarm(clock, calendar, shown))
            )
            if promise and was is not None and was != shown.due_at:
                changed.append((clock, was))
            counted.append(clock)
        if clock.kind in PROMISES:
            faces.append(Face(due_at=clock.due_at, lamp=Lamp(clock.lamp), alarm_at=clock.alarm_at))
    return sla.most_pressing(faces), changed


def _alarm(clock: Clock, calendar: Calendar, shown: Face) -> datetime | None:
    """The next moment of the lamp or of the ladder, whichever is first; a rung already fired stays fired."""
    rungs = rungs_of(clock.ladder_id) if clock.kind == ClockKind.RESOLVE else ()
    following = ladder.next_rung(rungs, clock.rung)
    reading = Reading(budget=clock.budget_seconds, used=clock.used_seconds, running_since=clock.running_since)
    moment = ladder.due_of(calendar, rungs, reading, following.level) if following else None
    return min((one for one in (moment, shown.alarm_at) if one is not None), default=None)
