"""Changing what is promised: a new version beside the old one, and running promises moved only by a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.database import hold
from core.refusals import InvalidField, Stale, WrongState
from tickets.actions._batch import Batch
from tickets.actions._transition import begin, record, touch
from tickets.events import PromiseMoved
from tickets.models import PROMISES, Category, ClockPolicy, Ticket
from tickets.rules.lifecycle import Facts
from tickets.selectors.policies import promises_for

BATCH = 500


@transaction.atomic
def add_policy(
    *, actor: User, at: datetime, category: str | None, priority: str = "", tier: str = "", **fields: Any
) -> ClockPolicy:
    """A policy for a combination that has none in force; one that was ended before goes on with its next version.

    InvalidField when the category is not there, a time is none, or the combination has its policy.
    """
    hold("policies")
    if category is not None and not Category.objects.filter(pk=category).exists():
        raise InvalidField(_("没有这个类别。"), field="category", remedy=_("请从列表中选择。"))
    policy = ClockPolicy(category_id=category, priority=priority, tier=tier, since=at, by=actor, **fields)
    _check_times(policy)
    versions = _versions(policy)
    if versions.filter(active=True).exists():
        raise InvalidField(
            _("这个组合已经有时限规则。"), field="category", remedy=_("请在列表中修改它,或选择别的组合。")
        )

    policy.version = (versions.aggregate(newest=Max("version"))["newest"] or 0) + 1
    policy.save(force_insert=True)

    return policy


@transaction.atomic
def change_policy(*, pk: int, actor: User, at: datetime, version: int, **fields: Any) -> ClockPolicy:
    """The next version of a policy. Running promises keep the old one. Http404 when missing, Stale when it is no
    longer the newest."""
    policy = _lock(pk, version)
    for name, value in fields.items():
        setattr(policy, name, value)
    _check_times(policy)

    return _succeed(policy, actor, at)


@transaction.atomic
def retire_policy(*, pk: int, actor: User, at: datetime, version: int) -> ClockPolicy:
    """The version with which a policy ends: what is more general holds for new tickets, running promises keep theirs.

    WrongState for the one that asks for nothing: every ticket must find one.
    """
    policy = _lock(pk, version)
    if policy.category_id is None and not policy.priority and not policy.tier:
        raise WrongState(_("这条规则是其他所有问题的底线,不能停用。"), remedy=_("请修改它的时限。"))

    return _succeed(policy, actor, at, retired=True)


def _lock(pk: int, version: int) -> ClockPolicy:
    hold("policies")
    policy = ClockPolicy.objects.select_for_update().filter(pk=pk).first()
    if policy is None:
        raise Http404
    if not policy.active or policy.version != version:
        raise Stale(_("时限规则刚刚被别人修改。"), remedy=_("请刷新后再改。"))
    return policy


def _check_times(policy: ClockPolicy) -> None:
    for name in ("acknowledge_seconds", "first_contact_seconds", "resolve_seconds"):
        if getattr(policy, name) <= 0:
            raise InvalidField(_("时限应大于零。"), field=name, remedy=_("请填写工作秒数。"))


def _succeed(policy: ClockPolicy, actor: User, at: datetime, *, retired: bool = False) -> ClockPolicy:
    versions = _versions(policy)
    newest = versions.aggregate(newest=Max("version"))["newest"]
    versions.filter(active=True).update(active=False)
    policy.pk, policy.version, policy.active, policy.retired = None, newest + 1, not retired, retired
    policy.since, policy.by = at, actor
    policy.save(force_insert=True)
    return policy


def _versions(policy: ClockPolicy) -> QuerySet[ClockPolicy]:
    return ClockPolicy.objects.filter(category=policy.category_id, priority=policy.priority, tier=policy.tier)


def move_promises(*, pk: int, actor: User, at: datetime) -> int:
    """Every living promise of an older version, and of a ticket that this policy now fits best, gets its budgets, with
    an event on each ticket. Batches of 500, each in its own transaction; answers how many promises were moved."""
    policy = ClockPolicy.objects.filter(pk=pk, active=True).first()
    if policy is None:
        raise Http404
    total = 0
    while moved := _move_batch(policy, actor, at):
        total += moved
    return total


@transaction.atomic
def _move_batch(policy: ClockPolicy, actor: User, at: datetime) -> int:
    found = list(promises_for(policy).order_by("ticket_id").values_list("ticket_id", "pk")[:BATCH])
    clocks = {clock for _ticket, clock in found}
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("enterprise", "category", "policy")
    tickets = list(rows.filter(pk__in={ticket for ticket, _clock in found}).order_by("id"))
    batch = Batch(tickets, at)
    moved = sum(_move(ticket, clocks, batch, policy, actor, at) for ticket in tickets)
    batch.write()
    return moved


def _move(
    ticket: Ticket, clocks: set[int], batch: Batch, policy: ClockPolicy, actor: User, at: datetime
) -> int:
    locked = begin(ticket, actor, at, frozenset(), Facts(), batch)
    moved = 0
    for clock in locked.clocks.alive(*PROMISES):
        if clock.pk not in clocks:
            continue
        was = clock.due_at
        locked.clocks.adopt(clock, at, policy)
        touch(locked)
        record(
            locked,
            PromiseMoved,
            clock=str(clock.kind),
            was_due_at=was.isoformat() if was else None,
            due_at=clock.due_at.isoformat() if clock.due_at else None,
            policy=str(policy),
        )
        moved += 1
    return moved
