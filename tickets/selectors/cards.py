"""The ticket card, made by the database in one expression: for lists, the board, and events alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from django.db.models import BigIntegerField, Case, F, JSONField, Q, Value, When
from django.db.models.functions import JSONObject

from core.prepared import Given, Prepared
from tickets.events import STAFF_CARD, PersonCard, Place, TicketCard, UnitCard
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
    rung_state=F("rung_state"),
    rung_since=F("rung_since"),
    supervised=F("supervised"),
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
