"""What is measured. Each case returns a ratio against the ordinary way of doing the same."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from accounts.models import User
from benchmarks.timing import Ratio, interleave
from core.models import EventRecord
from grid.selectors import scope_for
from tests.browser import Browser
from tests.people import World
from tickets.models import BoardCounter, Clock, Span, Ticket
from tickets.selectors.board import board

TEXT = "我司一线操作工共 386 人,目前到岗 121 人,其中 94 人因当地无班车无法返岗,请协助组织包车。"


def fill(people: World, count: int) -> None:
    """Copies of one submitted ticket, so that tables have a size."""
    first = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT}).json()
    model = Ticket.objects.get(ref=first["ref"])
    values = {f.attname: getattr(model, f.attname) for f in Ticket._meta.concrete_fields if f.attname != "id"}
    states = ("submitted", "assigned", "handling", "closed")
    unit, now = people.team.pk, timezone.now()
    Ticket.objects.bulk_create(
        (
            Ticket(
                **{
                    **values,
                    "uuid": uuid.uuid4(),
                    "ref": f"QT-19700101-{n:08d}",
                    "state": states[n % 4],
                    "holder_unit_id": unit,
                    "due_at": now + timedelta(minutes=n),
                }
            )
            for n in range(count)
        ),
        batch_size=2000,
    )
    BoardCounter.objects.bulk_create(
        BoardCounter(unit_id=unit, category="LAB-RET", state=state, lamp="green", count=count // 4)
        for state in states
    )


def create(people: World, rounds: int) -> Ratio:
    """A ticket through the whole API against a bare ORM create of the same rows."""
    browser = Browser(people.eva)
    model = Ticket.objects.order_by("id").first()
    assert model is not None
    values = {f.attname: getattr(model, f.attname) for f in Ticket._meta.concrete_fields if f.attname != "id"}
    clocks = list(Clock.objects.filter(ticket=model).values())

    @transaction.atomic
    def bare() -> None:
        ticket = Ticket.objects.create(**{**values, "uuid": uuid.uuid4(), "ref": f"B{uuid.uuid4().hex[:20]}"})
        for clock in clocks:
            Clock.objects.create(**{**clock, "id": None, "ticket_id": ticket.pk})
        Span.objects.create(ticket=ticket, state="submitted", started_at=timezone.now())
        EventRecord.objects.create(
            kind="ticket_submitted",
            subject=ticket.ref,
            at=timezone.now(),
            topics=["board"],
            public=True,
            payload={"ref": ticket.ref},
        )

    return interleave(
        "create a ticket: whole API vs bare ORM create",
        lambda: browser.create("/tickets", {"category": "LAB-RET", "text": TEXT}),
        bare,
        rounds=rounds,
        goal=0.2,
    )


def listing(people: World, rounds: int) -> Ratio:
    """A page of 25 against the same page by a ModelSerializer."""

    class Plain(serializers.ModelSerializer[Ticket]):
        enterprise = serializers.StringRelatedField[Any]()
        category = serializers.StringRelatedField[Any]()
        holder_unit = serializers.StringRelatedField[Any]()
        holder = serializers.StringRelatedField[Any]()

        class Meta:
            model = Ticket
            exclude = ("search",)

    browser, dora = Browser(people.dora), people.dora

    def plain() -> bytes:
        User.objects.get(pk=dora.pk)
        rows = Ticket.objects.select_related("enterprise", "category", "holder_unit", "holder")
        data: bytes = JSONRenderer().render(Plain(rows.order_by("-id")[:25], many=True).data)
        return data

    return interleave(
        "list of 25: ours over HTTP vs ModelSerializer in process",
        lambda: browser.get("/tickets"),
        plain,
        rounds=rounds,
        goal=1.0,
    )


def snapshot(people: World, rounds: int) -> Ratio:
    """The board's snapshot against counting by GROUP BY."""
    scope = scope_for(people.dora)

    def grouped() -> list[Any]:
        return list(
            Ticket.objects.order_by().values("holder_unit_id", "state", "lamp").annotate(n=Count("id"))
        )

    return interleave(
        "board snapshot with cards vs its counts by GROUP BY",
        lambda: board(scope),
        grouped,
        rounds=rounds,
        goal=1.0,
    )
