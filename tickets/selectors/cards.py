"""The ticket card, made by the database in one expression: for lists, the board, and events alike."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import BigIntegerField, Case, F, JSONField, Q, Value, When
from django.db.models.functions import JSONObject

from core.prepared import Given, Prepared
from tickets.events import STAFF_CARD, Place, TicketCard
from tickets.models import Ticket

NULL = Value(None, JSONField())


def person(path: str) -> Case:
    """A person as {id, name, role}, or null."""
    return Case(
        When(Q(**{f"{path}_id__isnull": True}), then=NULL),
        default=JSONObject(id=F(f"{path}_id"), name=F(f"{path}__name"), role=F(f"{path}__role")),
    )


def unit(path: str) -> Case:
    """A unit as {id, name, name_en, kind}, or null."""
    return Case(
        When(Q(**{f"{path}_id__isnull": True}), then=NULL),
        default=JSONObject(
            id=F(f"{path}_id"),
            name=F(f"{path}__name"),
            name_en=F(f"{path}__name_en"),
            kind=F(f"{path}__kind"),
        ),
    )


CARD = JSONObject(
    ref=F("ref"),
    uuid=F("uuid"),
    version=F("version"),
    title=F("title"),
    state=F("state"),
    lamp=F("lamp"),
    priority=F("priority"),
    category=JSONObject(code=F("category_id"), name=F("category__name"), name_en=F("category__name_en")),
    enterprise=JSONObject(
        id=F("enterprise__uuid"), name=F("enterprise__name"), short_name=F("enterprise__short_name")
    ),
    unit=unit("holder_unit"),
    holder=person("holder"),
    due_at=F("due_at"),
    submitted_at=F("submitted_at"),
    updated_at=F("updated_at"),
    rung=F("rung"),
    urged=F("urged"),
    returned=F("returned"),
    redone=F("redone"),
    on_the_spot=F("on_the_spot"),
    tasks_done=F("tasks_done"),
    tasks_total=F("tasks_total"),
)


_OF_ONE = Prepared(lambda _: Ticket.objects.filter(pk=Given("ticket", BigIntegerField())).values(card=CARD))


def card_of(ticket_id: int) -> TicketCard:
    """The card of one ticket as it stands in this transaction."""
    row = _OF_ONE.first(None, ticket=ticket_id)
    if row is None:
        raise Ticket.DoesNotExist
    return cast(TicketCard, row["card"])


def place_of(ticket: Ticket) -> Place:
    """Where the ticket counts on the board; unit 0 is "nobody yet"."""
    return Place(
        unit=ticket.holder_unit_id or 0,
        category=ticket.category_id,
        state=ticket.state,
        lamp=ticket.lamp,
    )


def shown_to_enterprise(card: dict[str, Any]) -> dict[str, Any]:
    """The card without what is for staff only."""
    return {key: 0 if key in STAFF_CARD else value for key, value in card.items()}
