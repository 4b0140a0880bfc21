"""A photo whose task was lost is rendered all the same."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from core.uploads import receive
from grid import tasks
from grid.actions.add_photo import add_photo
from grid.actions.log_visit import log_visit
from grid.models import Visit, VisitPhoto
from grid.selectors import scope_for
from tests.grid.test_visits_api import picture
from tests.people import World


@pytest.fixture
def photo(people: World) -> VisitPhoto:
    """A photo that nobody rendered."""
    cache.clear()
    visit = visit_of(people.ada, people)
    return add_photo(
        actor=people.ada,
        at=timezone.now(),
        scope=scope_for(people.ada),
        visit=visit.uuid,
        uuid=uuid.uuid4(),
        received=receive(picture()),
        original_name="gate.jpg",
    )


def visit_of(user: User, people: World) -> Visit:
    now = timezone.now()
    return log_visit(
        actor=user,
        at=now,
        uuid=uuid.uuid4(),
        enterprise=people.chips.uuid,
        template_version=1,
        occurred_at=now,
    )


def test_a_waiting_photo_is_nudged_once_a_minute(photo: VisitPhoto, monkeypatch: Any) -> None:
    nudged: list[list[str]] = []
    monkeypatch.setattr(tasks.render_photos, "delay", nudged.append)
    later = timezone.now() + timedelta(minutes=1)

    assert tasks.sweep_photos(timezone.now()) == 0, "it has not waited long"
    assert tasks.sweep_photos(later) == 1
    assert tasks.sweep_photos(later) == 0
    assert nudged == [[f"visit.{photo.visit.uuid}"]]

    tasks.render_photos(nudged[0])
    cache.clear()
    assert tasks.sweep_photos(later) == 0


def test_a_broker_that_is_down_loses_nothing(photo: VisitPhoto, monkeypatch: Any) -> None:
    def down(subjects: list[str]) -> None:
        raise OperationalError("redis is down")

    monkeypatch.setattr(tasks.render_photos, "delay", down)
    assert tasks.sweep_photos(timezone.now() + timedelta(minutes=1)) == 0
    photo.refresh_from_db()
    assert photo.state == "received"
