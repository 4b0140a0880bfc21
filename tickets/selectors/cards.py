"""The ticket card, made by the database in one expression: for lists, the board, and events alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django.db.models import BigIntegerField, Case, F, Q, TextField, When
from django.db.models.functions import Cast, JSONObject

from core.prepared import Given, Prepared
from tickets.events import STAFF_CARD, PersonCard, Place, TicketCard, UnitCard
from tickets.models import Ticket


class Plain(JSONObject):
    """As `json`, for what is sent on as text: `jsonb` sorts its keys, which costs more than reading the rows."""

    def as_native(self, *args: Any, returning: str, **kwargs: Any) -> Any:
        return super().as_native(*args, **{**kwargs, "returning": "JSON"})


def person(path: str, made: type[JSONObject] = JSONObject) -> Case:
    """A person as {id, name, role}, or null."""
    shown = made(id=F(f"{path}_id"), name=F(f"{path}__name"), role=F(f"{path}__role"))
    return Case(When(Q(**{f"{path}_id__isnull": False}), then=shown))


def unit(path: str, made: type[JSONObject] = JSONObject) -> Case:
    """A unit as {id, name, name_en, kind}, or null."""
    names = {name: F(f"{path}__{name}") for name in ("name", "name_en", "kind")}
    return Case(When(Q(**{f"{path}_id__isnull": False}), then=made(id=F(f"{path}_id"), **names)))


def card(made: type[JSONObject] = JSONObject) -> JSONObject:
    """The whole card; its shape is `TicketCard`."""
    plain = """ref uuid version title state lamp priority due_at submitted_at updated_at rung rung_state rung_since
    supervised urged returned redone on_the_spot tasks_done tasks_total"""
    return made(
        **{name: F(name) for name in plain.split()},
        category=made(code=F("category_id"), name=F("category__name"), name_en=F("category__name_en")),
        enterprise=made(
            id=F("enterprise__uuid"), name=F("enterprise__name"), short_name=F("enterprise__short_name")
        ),
        unit=unit("holder_unit", made),
        holder=person("holder", made),
    )


CARD = card()
WRITTEN = Cast(card(Plain), TextField())
"""The card as JSON text."""


_OF_ONE = Prepared(lambda _: Ticket.objects.filter(pk=Given("ticket", BigIntegerField())).values(card=CARD))


def card_of(ticket_id: int) -> TicketCard:
    """The card of one ticket as it stands in this transaction."""
    row = _OF_ONE.first(None, ticket=ticket_id)
    if row is None:
        raise Ticket.DoesNotExist
    return cast(TicketCard, row["card"])


def drawn_card(ticket: Ticket, unit_card: UnitCard | None, holder: PersonCard | None) -> TicketCard:
    """The same card drawn from a row in memory, for those who write hundreds at once."""
    category, owner = ticket.category, ticket.enterprise
    return {
        "ref": ticket.ref,
        "uuid": str(ticket.uuid),
        "version": ticket.version,
        "title": ticket.title,
        "state": str(ticket.state),
        "lamp": str(ticket.lamp),
        "priority": str(ticket.priority),
        "category": {"code": category.pk, "name": category.name, "name_en": category.name_en},
        "enterprise": {"id": str(owner.uuid), "name": owner.name, "short_name": owner.short_name},
        "unit": unit_card,
        "holder": holder,
        "due_at": _moment(ticket.due_at),
        "submitted_at": str(_moment(ticket.submitted_at)),
        "updated_at": str(_moment(ticket.updated_at)),
        "rung": ticket.rung,
        "rung_state": str(ticket.rung_state),
        "rung_since": _moment(ticket.rung_since),
        "supervised": str(ticket.supervised),
        "urged": ticket.urged,
        "returned": ticket.returned,
        "redone": ticket.redone,
        "on_the_spot": ticket.on_the_spot,
        "tasks_done": ticket.tasks_done,
        "tasks_total": ticket.tasks_total,
    }


def _moment(at: datetime | None) -> str | None:
    """As PostgreSQL writes it: in UTC, without the last zeros of a fraction."""
    if at is None:
        return None
    plain, _, fraction = at.astimezone(UTC).replace(tzinfo=None).isoformat().partition(".")
    fraction = fraction.rstrip("0")
    return f"{plain}.{fraction}+00:00" if fraction else f"{plain}+00:00"


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
    return {**card, **STAFF_CARD}
