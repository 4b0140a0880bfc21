"""Changing what is promised: a new version beside the old one, and running promises moved only by a decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.refusals import InvalidField, Stale
from tickets.actions._batch import Batch
from tickets.actions._transition import begin, record, touch
from tickets.events import PromiseMoved
from tickets.models import PROMISES, Clock, ClockPolicy, ClockState, Ticket
from tickets.rules.lifecycle import Facts

BATCH = 500


@transaction.atomic
def change_policy(*, pk: int, actor: User, at: datetime, version: int, **fields: Any) -> ClockPolicy:
    """The next version of a policy. Running promises keep the old one. Http404 when missing, Stale when it is no
    longer the newest."""
    policy = ClockPolicy.objects.select_for_update().filter(pk=pk).first()
    if policy is None:
        raise Http404
    if not policy.active or policy.version != version:
        raise Stale(_("时限规则刚刚被别人修改。"), remedy=_("请刷新后再改。"))
    for name in ("acknowledge_seconds", "first_contact_seconds", "resolve_seconds"):
        if fields.get(name, getattr(policy, name)) <= 0:
            raise InvalidField(_("时限应大于零。"), field=name, remedy=_("请填写工作秒数。"))

    same = ClockPolicy.objects.filter(category=policy.category_id, priority=policy.priority, kind=policy.kind)
    newest = same.aggregate(newest=Max("version"))["newest"]
    same.filter(active=True).update(active=False)
    policy.pk, policy.version, policy.active = None, newest + 1, True
    policy.since, policy.by = at, actor
    for name, value in fields.items():
        setattr(policy, name, value)
    policy.save(force_insert=True)

    return policy


def promises_under_older(policy: ClockPolicy) -> QuerySet[Clock]:
    """The living first promises that older versions of a policy gave: what a move would change."""
    older = ClockPolicy.objects.filter(
        category=policy.category_id, priority=policy.priority, kind=policy.kind, version__lt=policy.version
    )
    alive = (ClockState.RUNNING, ClockState.PAUSED)
    rows: QuerySet[Clock] = Clock.objects.filter(
        policy__in=older, state__in=alive, kind__in=PROMISES, round=1
    )
    return rows


def move_promises(*, pk: int, actor: User, at: datetime) -> int:
    """Every living promise of an older version gets this one's budgets, with an event on each ticket. Done in
    batches of 500, each in its own transaction; answers how many promises were moved."""
    policy = ClockPolicy.objects.filter(pk=pk, active=True).first()
    if policy is None:
        raise Http404
    total = 0
    while moved := _move_batch(policy, actor, at):
        total += moved
    return total


@transaction.atomic
def _move_batch(policy: ClockPolicy, actor: User, at: datetime) -> int:
    keys = promises_under_older(policy).order_by("ticket_id").values_list("ticket_id", flat=True)
    wanted = list(dict.fromkeys(keys[:BATCH]))
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("enterprise", "category")
    found = list(rows.filter(pk__in=wanted).order_by("id"))
    batch = Batch(found, at)
    moved = sum(_move(ticket, batch, policy, actor, at) for ticket in found)
    batch.write()
    return moved


def _move(ticket: Ticket, batch: Batch, policy: ClockPolicy, actor: User, at: datetime) -> int:
    locked = begin(ticket, actor, at, frozenset(), Facts(), batch)
    moved = 0
    for clock in locked.clocks.alive(*PROMISES):
        old = clock.policy
        if old is None or clock.round != 1 or not _older(old, policy):
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


def _older(old: ClockPolicy, new: ClockPolicy) -> bool:
    same = (old.category_id, old.priority, old.kind) == (new.category_id, new.priority, new.kind)
    return same and old.version < new.version
