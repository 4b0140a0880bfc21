"""The tickets' part in keeping phones in step: problems and files come in, the cards of one's tickets go out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import User
from core.pieces import finish_upload
from core.receipts import Told
from core.scope import Scope
from core.shelves import Shelf, total
from tickets.actions.attach_file import attach_file
from tickets.actions.open_ticket import open_ticket
from tickets.api.inputs import FileInput, OpenTicketInput
from tickets.models import Ticket
from tickets.rules.lifecycle import OPEN_STATES
from tickets.selectors.cards import CARD


def receive_ticket(told: Told) -> dict[str, Any]:
    """A problem found in a visit or written by an enterprise; on a vouched visit it is opened by who vouches."""
    body = _checked(OpenTicketInput, told.body)
    if body.get("occurred_at"):
        body["occurred_at"] = told.by_our_clock(body["occurred_at"])
    ticket = open_ticket(actor=told.vouched_by or told.actor, at=told.at, **body)
    return {"ref": ticket.ref, "at": ticket.submitted_at.isoformat()}


def receive_file(told: Told) -> dict[str, Any]:
    """A file whose bytes came in pieces, for a ticket that this person opened."""
    body = _checked(FileInput, told.body)
    actor: User = told.vouched_by or told.actor
    file = attach_file(
        ref=_ref(body["ticket"]),
        actor=actor,
        at=told.at,
        uuid=told.uuid,
        name=body["name"],
        received=finish_upload(actor=told.actor, uuid=told.uuid),
    )
    return {"uuid": str(file.uuid), "sha256": file.sha256, "state": file.state}


def _ref(uuid: Any) -> str:
    """The number of the ticket; what is hidden is asked by `attach_file`."""
    return Ticket.objects.filter(uuid=uuid).values_list("ref", flat=True).first() or ""


def _checked(shape: type[Any], body: dict[str, Any]) -> dict[str, Any]:
    serializer = shape(data=body)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _kept(scope: Scope, since: date) -> Any:
    return Ticket.objects.visible_to(scope).filter(Q(state__in=OPEN_STATES) | Q(updated_at__date__gte=since))


def _cards(scope: Scope, keys: Collection[str] | None, since: date) -> dict[str, Any]:
    rows = _kept(scope, since) if keys is None else _kept(scope, since).filter(ref__in=keys)
    return {card["ref"]: card for card in rows.order_by("id").values_list(CARD, flat=True)}


def _total(scope: Scope, since: date) -> int:
    return total(_kept(scope, since), "ref", "version")


RECEIVERS = {"ticket": receive_ticket, "ticket_file": receive_file}
SHELVES = {"tickets": Shelf(topic="ticket.", rows=_cards, total=_total)}
