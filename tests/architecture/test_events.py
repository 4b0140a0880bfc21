"""Every event can be told: it is written down, has a type, and when it is mailed it has a text."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command

from core.event_catalogue import payload_hints, typescript
from core.events import ENVELOPE, Event, catalogue
from core.messages import Message
from core.registry import registry

EVENTS = list(catalogue())
MAILED = [event for event in EVENTS if event.mails]
PLACE = re.compile(r"%\((\w+)\)s")
ALWAYS = {"subject", "name", "link"}


def test_the_browser_has_a_type_for_every_event() -> None:
    written = typescript(EVENTS)
    assert all(f"  {event.kind}: " in written for event in EVENTS)


@pytest.mark.parametrize("event", MAILED, ids=lambda event: event.kind)
def test_every_event_that_is_mailed_has_a_text(event: type[Event]) -> None:
    assert isinstance(registry.messages.get(event.kind), Message)


@pytest.mark.parametrize("event", MAILED, ids=lambda event: event.kind)
def test_a_text_names_only_what_the_event_carries(event: type[Event]) -> None:
    message = registry.messages[event.kind]
    named = set(PLACE.findall(f"{message.subject} {message.text}")) - ALWAYS
    carried = set(payload_hints(event))
    assert all(any(place == field or place.startswith(f"{field}_") for field in carried) for place in named)


def test_every_text_belongs_to_an_event() -> None:
    assert set(registry.messages) <= {event.kind for event in EVENTS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_private_fields_are_fields(event: type[Event]) -> None:
    assert event.private_fields <= set(payload_hints(event))
    assert not event.private_fields & ENVELOPE


@pytest.mark.parametrize("task", sorted(set(registry.reactions.values())))
def test_every_reaction_is_a_task_that_exists(task: str) -> None:
    from config.celery import app

    app.loader.import_default_modules()
    assert task in app.tasks


@pytest.mark.parametrize("kind", sorted(registry.reactions))
def test_every_reaction_is_to_an_event_that_exists(kind: str) -> None:
    assert kind in {event.kind for event in EVENTS}


def test_the_written_catalogue_is_what_the_code_says() -> None:
    call_command("write_events", check=True)
