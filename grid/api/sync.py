"""The grid's part in keeping phones in step: visits, amendments and photos come in, what is served goes out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import UUIDField
from django.http import Http404
from django.utils import timezone

from core.pieces import finish_upload
from core.prepared import Given, Prepared
from core.receipts import Told
from core.scope import Scope
from core.shelves import Shelf
from grid.actions.add_photo import add_photo
from grid.actions.amend_visit import amend_visit
from grid.actions.log_visit import log_visit
from grid.api.inputs import AmendmentInput, ShownPhotoInput, VisitInput
from grid.api.serializers import EnterpriseDetailSerializer, VisitDetailSerializer, VisitTemplateSerializer
from grid.models import Visit
from grid.selectors import scope_for, shelves

_VISIBLE = Prepared(lambda scope: Visit.objects.visible_to(scope).filter(uuid=Given("uuid", UUIDField())))


def receive_visit(told: Told) -> dict[str, Any]:
    """A visit, at the times of our clock; one whose author did not serve the enterprise that day is held."""
    body = _checked(VisitInput, told.body)
    for name in ("occurred_at", "arrived_at", "began_at", "left_at"):
        if body.get(name):
            body[name] = told.by_our_clock(body[name])
    body.pop("sent_at", None)
    visit = log_visit(
        actor=told.actor,
        at=told.at,
        offset_seconds=told.offset_seconds,
        from_device=True,
        vouched_by=told.vouched_by,
        **body,
    )
    return {"uuid": str(visit.uuid), "at": visit.received_at.isoformat(), "version": visit.version}


def receive_amendment(told: Told) -> dict[str, Any]:
    """A correction made offline: merged where nobody else touched the same, else refused with both (412)."""
    changes = _checked(AmendmentInput, told.body)
    changes.pop("uuid")
    scope = scope_for(told.actor)
    visit = _visible(scope, changes.pop("visit"))
    amended = amend_visit(
        actor=told.actor,
        at=told.at,
        scope=scope,
        visit_id=visit.pk,
        version=changes.pop("version"),
        reason=changes.pop("reason"),
        changes=changes,
    )
    return {"uuid": str(amended.uuid), "version": amended.version}


def receive_photo(told: Told) -> dict[str, Any]:
    """A photo whose bytes came in pieces; its hash is of the bytes received. NotYet while some are missing."""
    body = _checked(ShownPhotoInput, told.body)
    photo = add_photo(
        actor=told.actor,
        at=told.at,
        scope=scope_for(told.actor),
        visit=body["visit"],
        uuid=told.uuid,
        received=finish_upload(actor=told.actor, uuid=told.uuid),
        original_name=body["name"],
        caption=body.get("caption", ""),
    )
    return {"uuid": str(photo.uuid), "sha256": photo.sha256, "state": photo.state}


def _checked(shape: type[Any], body: dict[str, Any]) -> dict[str, Any]:
    serializer = shape(data=body)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _visible(scope: Scope, uuid: Any) -> Visit:
    visit: Visit | None = _VISIBLE.first(scope, uuid=uuid)
    if visit is None:
        raise Http404
    return visit


def _enterprises(scope: Scope, keys: Collection[str] | None, since: date) -> dict[str, Any]:
    rows = shelves.kept_enterprises(scope, keys, on=timezone.localdate())
    return _by("id", EnterpriseDetailSerializer(rows, many=True).data)


def _visits(scope: Scope, keys: Collection[str] | None, since: date) -> dict[str, Any]:
    return _by("uuid", VisitDetailSerializer(shelves.kept_visits(scope, keys, since), many=True).data)


def _templates(scope: Scope, keys: Collection[str] | None, since: date) -> dict[str, Any]:
    return _by("code", VisitTemplateSerializer(shelves.kept_templates(), many=True).data)


def _by(key: str, rows: Any) -> dict[str, Any]:
    return {str(row[key]): row for row in rows}


RECEIVERS = {"visit": receive_visit, "visit_amendment": receive_amendment, "visit_photo": receive_photo}
SHELVES = {
    "enterprises": Shelf(topic="enterprise.", rows=_enterprises, total=shelves.enterprises_total),
    "visits": Shelf(topic="visit.", rows=_visits, total=shelves.visits_total),
    "templates": Shelf(topic="visit_template.", rows=_templates, total=shelves.templates_total),
}
