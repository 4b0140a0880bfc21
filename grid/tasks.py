"""Work that may be done later: the photos' renditions. Rows are the proof; tasks and sweeps only nudge."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.models import FileState
from core.uploads import Rendition, render
from grid.actions.end_absence import settle_absences
from grid.actions.settle_photos import settle_photos
from grid.models import Visit, VisitPhoto

logger = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=30)
AGAIN_AFTER = 60
BATCH = 20


@shared_task(name="grid.tasks.render_photos")
def render_photos(subjects: Sequence[str]) -> int:
    """Make the renditions still missing of these visits ("visit.<uuid>"). Running twice makes them once."""
    done = 0
    visits = [subject.removeprefix("visit.") for subject in subjects]
    for visit in Visit.objects.select_related("enterprise").filter(uuid__in=visits).order_by("id"):
        waiting = visit.photos.filter(state=FileState.RECEIVED).order_by("id")
        rendered = {photo.pk: _rendition(photo.original, photo.content_type) for photo in waiting}
        if rendered:
            settle_photos(at=timezone.now(), visit=visit, rendered=rendered)
        done += len(rendered)
    return done


def sweep_photos(at: datetime) -> int:
    """Nudge again for photos that have waited too long, at most once a minute; answers for how many visits."""
    overdue = VisitPhoto.objects.filter(state=FileState.RECEIVED, created_at__lt=at - PATIENCE)
    visits = list(overdue.order_by("id").values_list("visit__uuid", flat=True)[:BATCH])
    if not visits or not cache.add("grid.sweep_photos", value=True, timeout=AGAIN_AFTER):
        return 0
    subjects = sorted({f"visit.{visit}" for visit in visits})
    try:
        render_photos.delay(subjects)
    except (OperationalError, ConnectionError):
        logger.warning("photos wait: the broker does not answer")
        return 0
    return len(subjects)


def sweep_absences(at: datetime) -> int:
    """Tell of those who came back."""
    return settle_absences(at=at)


def _rendition(original: str, content_type: str) -> Rendition | None:
    try:
        return render(original, content_type)
    except (OSError, ValueError):
        logger.exception("a photo could not be rendered")
        return None
