"""What opening a ticket needs to know, read at once: whose it is, who serves them, and the ticket's number."""

from __future__ import annotations

import uuid as uuids
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, Func, OuterRef, QuerySet, Subquery, UUIDField, Value

from core.prepared import Given, Prepared
from core.scope import Scope
from enterprises.models import Enterprise
from grid.models import Placement


def owner_for(scope: Scope, uuid: uuids.UUID | None, on: date) -> Any:
    """The enterprise a reader may open a ticket for (one's own without a uuid), or None.

    `team` is the id of the team that serves it on the day, `number` a fresh ticket number.
    """
    return _OWNER.first(scope, uuid is not None, day=on, uuid=uuid)


def _owner(scope: Scope, named: bool) -> QuerySet[Any, Any]:
    served = Enterprise.objects.all() if scope.reads_everything else Enterprise.objects.served_by(scope)
    rows = served.filter(uuid=Given("uuid", UUIDField())) if named else served
    placed = Placement.objects.current(Given("day", DateField())).filter(enterprise_id=OuterRef("pk"))
    number = Func(Value("ticket_number"), function="nextval", output_field=BigIntegerField())
    with_team = rows.annotate(team=Subquery(placed.values("unit_id")[:1]), number=number)
    shown: QuerySet[Any, Any] = with_team.only("uuid", "name", "short_name").order_by("pk")[:1]
    return shown


_OWNER = Prepared(_owner)
