"""Sub-tasks as their readers see them: on a ticket, and as the list of what one's unit must do."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import JSONObject

from core.scope import Scope
from tickets.models import SubTask
from tickets.rules.lifecycle import Part, State
from tickets.rules.subtasks import SubTaskPart, allowed
from tickets.selectors.cards import person, unit

GIVERS = frozenset({Part.HOLDER, Part.COORDINATOR, Part.LEADER})
PLAIN = (
    *("uuid", "kind", "text", "reply", "reason", "state", "given_at", "accepted_at"),
    *("ended_at", "due_at", "lamp", "version"),
)


def subtask_json(scope: Scope) -> JSONObject:
    """One sub-task, with whether the reader is of its unit and leads it (taken out again by `with_abilities`)."""
    return JSONObject(
        **{name: F(name) for name in PLAIN},
        unit=unit("unit"),
        holder=person("holder"),
        given_by=person("given_by"),
        in_unit=_flag(Q(unit_id__in=scope.unit_ids)),
        leads_unit=_flag(Q(unit_id__in=scope.led_unit_ids)),
    )


def with_abilities(
    rows: list[dict[str, Any]], *, parts: Collection[Part], scope: Scope, state: str
) -> list[dict[str, Any]]:
    """The sub-tasks of one ticket, each with what the reader may do to it. No query."""
    for row in rows:
        holder = row["holder"] or {"id": None}
        does = _does(row.pop("in_unit"), row.pop("leads_unit"), holder["id"], scope)
        found = {SubTaskPart.DOER} if does else set()
        found |= {SubTaskPart.GIVER} if GIVERS & set(parts) else set()
        verbs = allowed(row["state"], found, ticket=State(state))
        row["abilities"] = [{"verb": verb.verb, "needs": list(verb.needs)} for verb in verbs]
    return rows


def parts_in(task: SubTask, parts: Collection[Part], scope: Scope) -> frozenset[SubTaskPart]:
    """What the reader is to one sub-task: of the unit that does it, or among those who may give one."""
    led = dict(scope.unit_ids.values_list("unit_id", "is_lead"))
    does = _does(task.unit_id in led, led.get(task.unit_id, False), task.holder_id, scope)
    found = {SubTaskPart.DOER} if does else set()
    return frozenset(found | ({SubTaskPart.GIVER} if GIVERS & set(parts) else set()))


def subtask_rows(scope: Scope, *, mine: bool, unfinished: bool) -> QuerySet[Any, Any]:
    """The sub-tasks one may see, each with its ticket's card; `mine` cuts to those of one's units."""
    rows = SubTask.objects.visible_to(scope)
    rows = rows.filter(unit_id__in=scope.unit_ids) if mine else rows
    rows = rows.unfinished() if unfinished else rows
    return rows.values("id", "due_at", task=subtask_json(scope), card=_card())


def _card() -> JSONObject:
    """The ticket's few facts that a list of sub-tasks shows."""
    return JSONObject(
        ref=F("ticket__ref"),
        title=F("ticket__title"),
        state=F("ticket__state"),
        enterprise=F("ticket__enterprise__short_name"),
        unit=unit("ticket__holder_unit"),
        holder=person("ticket__holder"),
    )


def _does(in_unit: bool, leads: bool, holder_id: int | None, scope: Scope) -> bool:
    return in_unit and (leads or holder_id in (None, scope.user_id))


def _flag(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())
