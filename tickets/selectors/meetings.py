"""Joint meetings as those at the table see them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from core.scope import Scope
from tickets.models import AgendaItem, Attendance, Meeting, SubTask, Ticket
from tickets.rules.meeting import STEERS
from tickets.rules.supervising import TOP
from tickets.selectors.cards import person, unit

PLAIN = ("uuid", "title", "begins_at", "place", "state", "fills_itself", "minutes", "held_at", "version")


def meeting_rows(scope: Scope) -> QuerySet[Any, Any]:
    """The meetings one may see, with the size of their agendas."""
    items = AgendaItem.objects.filter(meeting_id=OuterRef("pk")).order_by()
    rows: QuerySet[Any, Any] = Meeting.objects.visible_to(scope).annotate(
        agenda=_counted(items), decided=_counted(items.filter(decided_at__isnull=False))
    )
    return rows


def meeting_json() -> JSONObject:
    """A meeting as a list shows it."""
    return JSONObject(
        **{name: F(name) for name in PLAIN}, chair=person("chair"), agenda=F("agenda"), decided=F("decided")
    )


def meeting_detail(uuid: object, scope: Scope) -> dict[str, Any] | None:
    """One meeting with its agenda, each item with its ticket and its tasks, and its table."""
    rows = meeting_rows(scope).filter(uuid=uuid)
    items = AgendaItem.objects.filter(meeting_id=OuterRef("pk")).order_by("order", "id")
    table = Attendance.objects.filter(meeting_id=OuterRef("pk")).order_by("unit_id")
    found = rows.values_list(
        meeting_json(), ArraySubquery(items.values(json=_item())), ArraySubquery(table.values(json=_SEAT))
    ).first()
    if found is None:
        return None
    meeting, agenda, seats = found
    steers = scope.role in STEERS and meeting["state"] == Meeting.State.PLANNED
    return {
        **meeting,
        "items": agenda,
        "units": seats,
        "abilities": ["change", "decide", "hold", "cancel"] if steers else [],
    }


def waiting_for_a_meeting() -> QuerySet[Any, Any]:
    """Open tickets on the top rung that no open agenda holds and no meeting has decided since they came there, the
    longest waiting first."""
    items = AgendaItem.objects.filter(ticket_id=OuterRef("pk"))
    settled = items.filter(Q(open=True) | Q(decided_at__gte=OuterRef("rung_since")))
    rows = Ticket.objects.open().filter(rung__gte=TOP).exclude(Exists(settled))
    ordered: QuerySet[Any, Any] = rows.order_by("due_at", "pk")
    return ordered


def _counted(items: QuerySet[Any, Any]) -> Coalesce:
    grouped = items.values("meeting_id").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), Value(0))


def _item() -> JSONObject:
    tasks = SubTask.objects.filter(item_id=OuterRef("pk")).order_by("id")
    return JSONObject(
        order=F("order"),
        origin=F("origin"),
        decision=F("decision"),
        decided_at=F("decided_at"),
        ref=F("ticket__ref"),
        title=F("ticket__title"),
        state=F("ticket__state"),
        lamp=F("ticket__lamp"),
        due_at=F("ticket__due_at"),
        enterprise=F("ticket__enterprise__short_name"),
        unit=unit("ticket__holder_unit"),
        tasks=ArraySubquery(tasks.values(json=_TASK)),
    )


_TASK = JSONObject(
    uuid=F("uuid"), text=F("text"), state=F("state"), due_at=F("due_at"), lamp=F("lamp"), unit=unit("unit")
)
_SEAT = JSONObject(unit=unit("unit"), asked_by_hand=F("asked_by_hand"), attended=F("attended"))
