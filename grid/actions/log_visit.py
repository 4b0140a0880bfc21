"""Logging a visit, at once or days later when the phone finds the network again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.outbox import publish
from core.refusals import Held, InvalidField, Missing, NotAllowed
from enterprises.models import Enterprise
from grid.actions._named import enterprise_name, person_name, topics
from grid.actions._trust import question_visit
from grid.actions._visit import PersonMet, Production, ask_answers, people, seen
from grid.events import VisitLogged
from grid.models import Datum, Visit
from grid.rules.distance import distance_m
from grid.rules.place import from_gcj02
from grid.selectors import Visited, published_template, scope_for, visited_on

VISITS_SERVED = frozenset({Role.CADRE, Role.TEAM_LEADER})
VISITS_ANY = frozenset({Role.COORDINATOR, Role.LEADER})
AHEAD = timedelta(minutes=5)
NOT_THERE = _("没有找到这家企业,或不在您的范围内。")


# Who calls it has a savepoint of its own, or needs none.
@transaction.atomic(savepoint=False)
def log_visit(
    *,
    actor: User,
    at: datetime,
    uuid: UUID,
    enterprise: UUID,
    template_version: int,
    occurred_at: datetime,
    arrived_at: datetime | None = None,
    sent_at: datetime | None = None,
    lat: float | None = None,
    lon: float | None = None,
    accuracy_m: float | None = None,
    datum: str = Datum.WGS84,
    fix_age_s: float | None = None,
    began_at: datetime | None = None,
    left_at: datetime | None = None,
    answers: Mapping[str, Any] | None = None,
    people_met: Sequence[PersonMet] = (),
    production: Production | None = None,
    summary: str = "",
    follow_up_on: date | None = None,
    device_id: str = "",
    offset_seconds: int | None = None,
    from_device: bool = False,
    vouched_by: User | None = None,
) -> Visit:
    """The visit as its author tells it. Who served the enterprise on that day may still log it after leaving.

    `began_at` and `left_at` are when the form was opened and finished, `fix_age_s` how old the position was then.
    `sent_at` is the phone's clock when it sent; its offset to ours is kept beside the times it told. Missing for
    an enterprise out of sight, NotAllowed with the reason for one in sight that was not served that day. What came
    from a device, with its times already set right by `offset_seconds`, is Held instead until somebody vouches for it.
    """
    offset = (at - sent_at).total_seconds() if sent_at else 0.0
    if occurred_at + timedelta(seconds=offset) > at + AHEAD:
        raise InvalidField(_("走访时间在将来。"), field="occurred_at", remedy=_("请校准手机时间后重新提交。"))
    day = timezone.localdate(occurred_at)
    place = visited_on(enterprise, actor.pk, day)
    if not vouched_by:
        _ask_served(place, actor, held=from_device)
    if place is None:
        raise Missing(NOT_THERE, field="enterprise")
    visited, template = place.enterprise, published_template(template_version)
    if template is None:
        raise InvalidField(
            _("没有这个版本的走访模板。"), field="template_version", remedy=_("请刷新模板后重新填写。")
        )
    ask_answers(template.sections, answers or {})

    visit = Visit.objects.create(
        uuid=uuid,
        enterprise=visited,
        author=actor,
        unit_id=place.unit_id,
        template_id=template.id,
        occurred_at=occurred_at,
        arrived_at=arrived_at,
        received_at=at,
        clock_offset_seconds=round(offset) if sent_at else offset_seconds,
        lat=lat,
        lon=lon,
        accuracy_m=accuracy_m,
        datum=datum,
        fix_age_s=fix_age_s,
        began_at=began_at,
        left_at=left_at,
        distance_m=_distance(visited, lat, lon, datum),
        answers=dict(answers or {}),
        people_met=people(people_met),
        production=seen(
            production,
            actor=actor,
            at=at,
            visit=uuid,
            version=1,
            enterprise_id=visited.pk,
            occurred_at=min(occurred_at, at),
        ),
        summary=summary,
        follow_up_on=follow_up_on,
        device_id=device_id,
    )

    publish(
        VisitLogged(
            at=at,
            actor_id=actor.pk,
            topics=topics(visited, units={visit.unit_id}, users={actor.pk}, board=True),
            visit=str(uuid),
            enterprise=enterprise_name(visited),
            author=person_name(actor),
            unit=visit.unit_id,
            occurred_at=occurred_at.isoformat(),
            distance_m=visit.distance_m,
        )
    )
    question_visit(visit, at)
    return visit


def _ask_served(place: Visited | None, actor: User, *, held: bool) -> None:
    """Whether the actor may have visited the enterprise that day."""
    if place and (actor.role in VISITS_ANY or (actor.role in VISITS_SERVED and place.served)):
        return
    if held and actor.role in VISITS_SERVED:
        raise Held(_("走访当天您不服务这家企业,已交组长确认。"), remedy=_("无需重填;组长确认后即登记。"))
    seen_by = Enterprise.objects.visible_to(scope_for(actor))
    if place is None or not seen_by.filter(pk=place.enterprise.pk).exists():
        raise Missing(NOT_THERE, field="enterprise")
    if actor.role in VISITS_SERVED:
        raise NotAllowed(
            _("走访当天您还不服务这家企业。"),
            field="occurred_at",
            remedy=_("请核对走访日期,或请当时的包联干部补记。"),
        )
    raise NotAllowed(_("您的身份不能登记走访。"), remedy=_("请联系该企业的包联干部。"))


def _distance(enterprise: Enterprise, lat: float | None, lon: float | None, datum: str) -> float | None:
    """Metres between the phone and the site, where both are known."""
    if lat is None or lon is None or enterprise.lat is None or enterprise.lon is None:
        return None
    point = from_gcj02(lat, lon) if datum == Datum.GCJ02 else (lat, lon)
    return round(distance_m(*point, enterprise.lat, enterprise.lon), 1)
