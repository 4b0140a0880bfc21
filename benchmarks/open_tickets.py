"""Tickets in hand whose promises fall due when a measurement wants them to, in a calendar that never closes."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import connection, transaction

from grid.models import CalendarDay, WorkingCalendar
from grid.rules.calendar import WEEKDAYS
from grid.selectors import ZONE_CALENDAR
from tests.people import World
from tickets.models import Clock, ClockPolicy, Ladder, Span, Ticket

BUDGET = 36_000
NEXT_REF = "'IDLE-' || nextval('ticket_number')"
FAR = "SELECT id FROM tickets_ticket WHERE ref = 'FAR-00000000'"
ALWAYS = [["00:00", "23:59:59"]]


def never_close() -> None:
    """Every second of every day is working time, so that a measurement at night shows what one at noon would."""
    CalendarDay.objects.all().delete()
    row = WorkingCalendar.objects.get(code=ZONE_CALENDAR)
    row.hours, row.version = dict.fromkeys(WEEKDAYS, ALWAYS), row.version + 1
    row.save()


@transaction.atomic
def in_hand(people: World, count: int, *, first: datetime, over: timedelta, mark: str) -> None:
    """So many tickets of Ada's in handling, their promises to resolve due evenly over a stretch of time."""
    began = first - timedelta(seconds=BUDGET)
    dues = [first + over * n / max(count, 1) for n in range(count)]
    tickets = Ticket.objects.bulk_create(
        (
            Ticket(
                uuid=uuid.uuid4(),
                ref=f"{mark}-{n:08d}",
                enterprise=people.chips,
                category_id="LAB-RET",
                source="enterprise",
                title="员工返岗包车",
                text="我司一线操作工到岗不足,请协助组织包车。",
                created_by=people.eva,
                state="handling",
                state_before="assigned",
                holder_unit=people.team,
                holder=people.ada,
                lead_unit=people.labour,
                team=people.team,
                lamp="yellow",
                due_at=due,
                submitted_at=began,
                updated_at=began,
            )
            for n, due in enumerate(dues)
        ),
        batch_size=1000,
    )
    ladder = Ladder.objects.get(active=True)
    policy = ClockPolicy.objects.filter(active=True).earliest("id")
    Clock.objects.bulk_create(
        (
            Clock(
                ticket=ticket,
                kind="resolve",
                policy=policy,
                ladder=ladder,
                state="running",
                budget_seconds=BUDGET,
                started_at=due - timedelta(seconds=BUDGET),
                running_since=due - timedelta(seconds=BUDGET),
                due_at=due,
                original_due_at=due,
                alarm_at=due,
                lamp="yellow",
            )
            for ticket, due in zip(tickets, dues, strict=True)
        ),
        batch_size=1000,
    )
    Span.objects.bulk_create(
        (
            Span(ticket=ticket, state="handling", unit=people.team, holder=people.ada, started_at=began)
            for ticket in tickets
        ),
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def idle_clocks(people: World, count: int, due_at: datetime) -> None:
    """So many more open tickets whose clocks ring far in the future, made by the database itself."""
    if not Ticket.objects.filter(ref="FAR-00000000").exists():
        in_hand(people, 1, first=due_at, over=timedelta(), mark="FAR")
    made = (
        "WITH made AS (" + _copies(Ticket, {"uuid": "gen_random_uuid()", "ref": NEXT_REF}) + " RETURNING id)"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{made} {_copies(Clock, {'ticket_id': 'made.id'})}", [count])
        cursor.execute("ANALYZE")


def _copies(model: type[Ticket] | type[Clock], changed: dict[str, str]) -> str:
    """An INSERT that copies the far ticket so many times, or its clock for each ticket made."""
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id"]
    values = ", ".join(changed.get(str(column), f'kept."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    of = "ref = 'FAR-00000000'" if model is Ticket else f"ticket_id = ({FAR})"
    times = "generate_series(1, %s)" if model is Ticket else "made"
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS kept, {times} WHERE kept.{of}"  # noqa: S608
