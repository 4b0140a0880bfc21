"""Keeping the outcome of rendering a photo."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.models import FileState
from core.outbox import publish
from grid.actions._named import enterprise_name, topics
from grid.actions._trust import question_photo
from grid.events import PhotoSettled
from grid.models import VisitPhoto


@transaction.atomic
def settle_photo(
    *, at: datetime, photo_id: int, rendition: str | None, fingerprint: int | None = None
) -> VisitPhoto:
    """Ready with its rendition, or rejected without one; settled once, whoever comes second changes nothing."""
    photo: VisitPhoto = (
        VisitPhoto.objects.select_for_update(of=("self",))
        .select_related("visit__enterprise")
        .get(pk=photo_id)
    )
    if photo.state != FileState.RECEIVED:
        return photo

    photo.state = FileState.REJECTED if rendition is None else FileState.READY
    photo.rendition = rendition or ""
    photo.fingerprint = fingerprint
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
