"""Amending a visit; what it said before is kept."""

from __future__ import annotations

from datetime import datetime
from json import loads
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.outbox import publish
from core.refusals import InvalidField, NotAllowed, Stale
from core.scope import Scope
from grid.actions._named import enterprise_name, topics
from grid.actions._visit import ask_answers, people, seen
from grid.events import VisitAmended
from grid.models import Visit, VisitRevision
from grid.rules.merging import merge

AMENDABLE = ("answers", "people_met", "summary", "follow_up_on")
PRODUCTION = ("expected_staff", "returned_staff", "capacity_percent", "state")


@transaction.atomic
def amend_visit(
    *,
    actor: User,
    at: datetime,
    scope: Scope,
    visit_id: int,
    version: int,
    reason: str,
    changes: dict[str, Any],
) -> Visit:
    """The visit with the changes (answers, people_met, summary, follow_up_on, production) applied.

    When it has moved on since `version`, changes to what nobody else touched are merged; Stale (412) names the
    fields that both changed, with both contents. NotAllowed for a mere reader.
    """
    visit: Visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("enterprise", "template", "production")
        .get(pk=visit_id)
    )

    ask_amender(visit, scope)
    if "people_met" in changes:
        changes = {**changes, "people_met": people(changes["people_met"])}
    before = told(visit)
    if visit.version != version:
        changes = _merged(visit, version, changes, before)
    ask_answers(visit.template.sections, changes.get("answers", {}))
    changed = sorted(name for name, value in changes.items() if before[name] != value)
    if not changed:
        raise InvalidField(_("没有要修改的内容。"), remedy=_("请改动至少一项后再提交。"))

    VisitRevision.objects.create(
        visit=visit, version=visit.version, at=at, by=actor, reason=reason, before=before
    )
    visit.version += 1
    for name in set(changed) - {"production"}:
        setattr(visit, name, changes[name])
    if "production" in changed:
        visit.production = seen(
            changes["production"],
            actor=actor,
            at=at,
            visit=visit.uuid,
            version=visit.version,
            enterprise_id=visit.enterprise_id,
            occurred_at=min(visit.occurred_at, at),
        )
    visit.save()

    publish(
        VisitAmended(
            at=at,
            actor_id=actor.pk,
            topics=topics(visit.enterprise, units={visit.unit_id}, users={visit.author_id}),
            notify=tuple({visit.author_id} - {actor.pk}),
            visit=str(visit.uuid),
            enterprise=enterprise_name(visit.enterprise),
            version=visit.version,
            fields=changed,
            reason=reason,
        )
    )
    return visit


def _merged(visit: Visit, version: int, changes: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The changes as they apply to what the visit says now."""
    seen_then = visit.revisions.filter(version=version).values_list("before", flat=True).first()
    comparable = loads(DjangoJSONEncoder().encode({"mine": changes, "now": now}))
    mine, present = comparable["mine"], comparable["now"]
    merged, conflicts = merge(seen_then, mine, present) if seen_then else ({}, sorted(changes))
    if conflicts or not merged:
        raise Stale(
            _("这次走访已被修改。"),
            remedy=_("请核对最新内容后再改。"),
            current=visit.version,
            conflicts=conflicts,
            base=seen_then,
            theirs=present,
        )
    return {name: _restored(name, merged[name], changes) for name in merged}


def _restored(name: str, value: Any, changes: dict[str, Any]) -> Any:
    """Values as they came (a date is a date), save a merged mapping."""
    return value if isinstance(value, dict) and name == "answers" else changes[name]


def ask_amender(visit: Visit, scope: Scope) -> None:
    """The author, who leads the author's unit, and coordinators."""
    if scope.user_id == visit.author_id or scope.role == Role.COORDINATOR:
        return
    if visit.unit_id and scope.led_unit_ids.filter(unit_id=visit.unit_id).exists():
        return
    raise NotAllowed(_("只有走访人、本组组长或协调员可以修改走访记录。"), remedy=_("请联系走访人补充。"))


def told(visit: Visit) -> dict[str, Any]:
    """What the visit says now, as kept in a revision."""
    production = visit.production
    return {
        **{name: getattr(visit, name) for name in AMENDABLE},
        "production": {name: getattr(production, name) for name in PRODUCTION} if production else None,
    }
