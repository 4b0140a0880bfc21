"""Keeping the outcome of rendering a photo."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField

from core.models import FileState
from core.outbox import publish
from core.prepared import Given, Prepared
from core.uploads import Rendition
from grid.actions._named import enterprise_name, topics
from grid.actions._trust import question_photo
from grid.events import PhotoSettled
from grid.models import VisitPhoto

_HELD = Prepared(
    lambda _: (
        VisitPhoto.objects.select_for_update(of=("self",))
        .select_related("visit__enterprise")
        .filter(pk=Given("photo", BigIntegerField()))
    )
)


@transaction.atomic
def settle_photo(*, at: datetime, photo_id: int, rendition: Rendition | None) -> VisitPhoto:
    """Ready with its rendition, or rejected without one; settled once, whoever comes second changes nothing."""
    photo: VisitPhoto | None = _HELD.first(None, photo=photo_id)
    if photo is None:
        raise VisitPhoto.DoesNotExist
    if photo.state != FileState.RECEIVED:
        return photo

    photo.state = FileState.REJECTED if rendition is None else FileState.READY
    photo.rendition = rendition.name if rendition else ""
    photo.fingerprint = rendition.fingerprint if rendition else None
    photo.save(update_fields=["state", "rendition", "fingerprint"])

    visit = photo.visit
    publish(
        PhotoSettled(
            at=at,
            actor_id=None,
            topics=topics(visit.enterprise, units={visit.unit_id}, users={visit.author_id}),
            visit=str(visit.uuid),
            enterprise=enterprise_name(visit.enterprise),
            photo=str(photo.uuid),
            state=photo.state,
        )
    )
    question_photo(photo, at)
    return photo
