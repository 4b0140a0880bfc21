"""Keeping the outcome of rendering photos."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from core.models import FileState
from core.outbox import publish
from core.uploads import Rendition
from grid.actions._named import enterprise_name, topics
from grid.actions._trust import question_photos
from grid.events import PhotoSettled
from grid.models import Visit, VisitPhoto


@transaction.atomic
def settle_photos(*, at: datetime, visit: Visit, rendered: Mapping[int, Rendition | None]) -> None:
    """Photos of a visit by id: ready with a rendition, rejected without one. Settled once, whoever comes second
    changes nothing."""
    held = VisitPhoto.objects.select_for_update().filter(visit=visit, state=FileState.RECEIVED)
    photos = list(held.filter(pk__in=rendered).order_by("pk"))
    for photo in photos:
        rendition = rendered[photo.pk]
        photo.state = FileState.REJECTED if rendition is None else FileState.READY
        photo.rendition = rendition.name if rendition else ""
        photo.fingerprint = rendition.fingerprint if rendition else None
    VisitPhoto.objects.bulk_update(photos, ["state", "rendition", "fingerprint"])

    publish(
        *(
            PhotoSettled(
                at=at,
                actor_id=None,
                topics=topics(visit.enterprise, units={visit.unit_id}, users={visit.author_id}),
                visit=str(visit.uuid),
                enterprise=enterprise_name(visit.enterprise),
                photo=str(photo.uuid),
                state=photo.state,
            )
            for photo in photos
        )
    )
    question_photos(visit, photos, at)
