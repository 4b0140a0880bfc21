"""Taking the world away again: what hangs on demo enterprises and demo people, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from config.demo.people import MERGED_CODE
from config.demo.still import hold_still
from core.models import AnsweredCreate, EventRecord
from enterprises.models import Contact, Enterprise, ProductionReport
from grid.models import (
    Absence,
    Assignment,
    Membership,
    Placement,
    PlannedVisit,
    Unit,
    Visit,
    VisitLook,
    VisitPhoto,
    VisitRevision,
    VisitSignal,
)
from notifications.models import Delivery
from tickets.actions import keep_counters
from tickets.models import (
    AgendaItem,
    Attachment,
    Attendance,
    BoardCounter,
    Clock,
    CoHandler,
    Comment,
    CommonCause,
    Escalation,
    Meeting,
    Pause,
    Rating,
    Reminder,
    RoutingStep,
    Span,
    SubTask,
    SupervisionNotice,
    Ticket,
    TicketRequest,
    Turn,
)

HANGING: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    # table, the way to its enterprise, the people in it; children before their parents
    (Attachment, "ticket__enterprise", ("uploaded_by",)),
    (Comment, "ticket__enterprise", ("author",)),
    (Rating, "ticket__enterprise", ("by",)),
    (TicketRequest, "ticket__enterprise", ("asked_by", "decided_by")),
    (Escalation, "ticket__enterprise", ("raised_by", "settled_by", "ruled_by")),
    (SupervisionNotice, "ticket__enterprise", ("issued_by", "answered_by")),
    (Reminder, "ticket__enterprise", ("by",)),
    (Pause, "ticket__enterprise", ()),
    (Span, "ticket__enterprise", ("holder",)),
    (Clock, "ticket__enterprise", ()),
    (RoutingStep, "ticket__enterprise", ()),
    (CoHandler, "ticket__enterprise", ()),
    (SubTask, "ticket__enterprise", ("given_by", "holder")),
    (AgendaItem, "ticket__enterprise", ()),
    (Ticket, "enterprise", ("created_by", "holder")),
    (VisitPhoto, "visit__enterprise", ("uploaded_by",)),
    (VisitRevision, "visit__enterprise", ("by",)),
    (VisitSignal, "visit__enterprise", ()),
    (VisitLook, "visit__enterprise", ("looked_by",)),
    (Visit, "enterprise", ("author", "backcheck_by")),
    (PlannedVisit, "enterprise", ("cadre",)),
    (Assignment, "enterprise", ("cadre",)),
    (Placement, "enterprise", ()),
    (ProductionReport, "enterprise", ("reported_by",)),
    (Contact, "enterprise", ("user",)),
)


class WouldHarm(Exception):
    """Rows stand between the demo world and real people or enterprises; taking the world away would tear them."""

    def __init__(self, found: dict[str, int]) -> None:
        self.found = found
        super().__init__("、".join(f"{name} {count}" for name, count in found.items()))


def remove() -> None:
    """Delete the world in the transaction of the caller; its files go when that commits. WouldHarm, or nothing."""
    hold_still()
    harm = in_between()
    if harm:
        raise WouldHarm(harm)
    files = set(_files())
    events = list(_events().values_list("id", flat=True))
    people = User.objects.filter(is_demo=True)
    _wipe(Delivery.objects.filter(Q(event_id__in=events) | Q(recipient__is_demo=True)))
    _wipe(EventRecord.objects.filter(id__in=events))
    for model, owner, _ in HANGING:
        _wipe(QuerySet(model).filter(**{f"{owner}__is_demo": True}))
    _wipe(QuerySet(Attendance).filter(meeting__created_by__is_demo=True))
    _wipe(Meeting.objects.filter(created_by__is_demo=True))
    _wipe(CommonCause.objects.filter(created_by__is_demo=True))
    _wipe(Enterprise.objects.filter(is_demo=True))
    _wipe(Membership.objects.filter(Q(user__is_demo=True) | Q(unit__code=MERGED_CODE)))
    _wipe(AnsweredCreate.objects.filter(user__is_demo=True))
    Unit.objects.filter(code=MERGED_CODE).delete()
    _wipe(Absence.objects.filter(user__is_demo=True))
    _wipe(QuerySet(Turn).filter(user__is_demo=True))
    people.delete()
    _recount()
    transaction.on_commit(partial(_unlink, files))


def in_between() -> dict[str, int]:
    """Rows of demo enterprises with real people in them, or the other way round: table to number."""
    found: dict[str, int] = {}
    for model, owner, people in HANGING:
        torn = Q()
        for person in people:
            torn |= Q(**{f"{owner}__is_demo": True, f"{person}__is_demo": False})
            torn |= Q(**{f"{owner}__is_demo": False, f"{person}__is_demo": True})
        count = QuerySet(model).filter(torn).count() if people else 0
        if count:
            found[model.__name__] = count
    real = User.objects.filter(is_demo=False).values("id")
    count = _events().filter(actor_id__in=real).count()
    return {**found, "操作记录": count} if count else found


def _events() -> QuerySet[EventRecord]:
    """What is told of demo tickets, visits, enterprises and people."""
    subjects = (
        Ticket.objects.filter(enterprise__is_demo=True).values(subject=F("ref")),
        CommonCause.objects.filter(created_by__is_demo=True).values(subject=F("ref")),
        _named("", Meeting.objects.filter(created_by__is_demo=True), "uuid"),
        _named("visit.", Visit.objects.filter(enterprise__is_demo=True), "uuid"),
        _named("plan.", PlannedVisit.objects.filter(enterprise__is_demo=True), "uuid"),
        _named("enterprise.", Enterprise.objects.filter(is_demo=True), "uuid"),
        _named("user.", User.objects.filter(is_demo=True), "id"),
    )
    told = Q()
    for rows in subjects:
        told |= Q(subject__in=rows)
    people = User.objects.filter(is_demo=True).values_list("id", flat=True)
    moved = Q(kind__in=["member_joined", "member_left"], payload__user__in=list(people))
    return EventRecord.objects.filter(told | moved)


def _named(prefix: str, rows: QuerySet[Any], key: str) -> QuerySet[Any, Any]:
    return rows.order_by().values(subject=Concat(Value(prefix), Cast(key, CharField())))


def _wipe(rows: QuerySet[Any]) -> None:
    """Delete in one statement; references are checked by the database at the commit."""
    rows.order_by()._raw_delete(rows.db)  # noqa: SLF001 - delete() would first read every row


def _recount() -> None:
    """The board's counts of the tickets that stay."""
    BoardCounter.objects.all().delete()
    rows = (
        Ticket.objects.order_by()
        .values_list("holder_unit_id", "category_id", "state", "lamp")
        .annotate(n=Count("id"))
    )
    counts: Counter[tuple[int, str, str, str]] = Counter()
    for unit, category, state, lamp, count in rows:
        counts[unit or 0, category, state, lamp] += count
    keep_counters.add(counts)


def _files() -> Iterator[str]:
    for model, owner in ((Attachment, "ticket__enterprise"), (VisitPhoto, "visit__enterprise")):
        rows: QuerySet[Any] = QuerySet(model).filter(**{f"{owner}__is_demo": True})
        for names in rows.values_list("original", "rendition"):
            yield from (name for name in names if name)


def _unlink(names: set[str]) -> None:
    """Delete the files that nothing names any more."""
    still = set(_files())
    for name in names - still:
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
