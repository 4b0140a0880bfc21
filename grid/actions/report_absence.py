"""Saying that somebody is away, and who stands in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.database import hold
from core.outbox import publish
from core.refusals import InvalidField, NotAllowed, WrongState
from grid.actions._keeper import KEEPERS
from grid.actions._named import person_name
from grid.events import AbsenceReported
from grid.models import Absence, Membership
from grid.selectors.absence import closes_ring, colleagues


@transaction.atomic
def report_absence(
    *,
    actor: User | None,
    at: datetime,
    uuid: UUID,
    user: User,
    deputy: User | None,
    starts_at: datetime,
    ends_at: datetime | None,
    reason: str,
    note: str = "",
) -> Absence:
    """Away in [starts_at, ends_at), until further notice without an end.

    NotAllowed unless it is oneself, somebody one leads, or a coordinator says so. InvalidField when the deputy is no
    colleague or the chain of deputies would close to a ring; WrongState when the person is away then already.
    """
    hold("absences")

    ask_absence_keeper(actor, user, at)
    _period(starts_at, ends_at, at)
    _deputy(user, deputy, starts_at, ends_at)
    if Absence.objects.of(user.pk).overlapping(starts_at, ends_at).exists():
        raise WrongState(_("这段时间已经登记过外出。"), remedy=_("请先结束或取消原来的登记。"))

    absence = Absence.objects.create(
        uuid=uuid,
        user=user,
        deputy=deputy,
        reason=reason,
        note=note.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        reported_by=actor,
    )

    publish(
        AbsenceReported(
            at=at,
            actor_id=actor.pk if actor else None,
            topics=absence_topics(absence, at),
            notify=tuple(
                {one.pk for one in (user, deputy) if one is not None} - {actor.pk if actor else None}
            ),
            user=person_name(user),
            deputy=person_name(deputy) if deputy else None,
            starts_at=starts_at.isoformat(),
            ends_at=ends_at.isoformat() if ends_at else None,
            reason=reason,
        )
    )
    return absence


def ask_absence_keeper(actor: User | None, user: User, at: datetime) -> None:
    """Oneself, who leads a unit of the person, coordinators and administrators. NotAllowed otherwise."""
    if actor is None or actor.pk == user.pk or actor.role in KEEPERS:
        return
    today = timezone.localdate(at)
    led = Membership.objects.current(today).filter(user_id=actor.pk, is_lead=True).values("unit_id")
    if Membership.objects.current(today).filter(user_id=user.pk, unit_id__in=led).exists():
        return
    raise NotAllowed(
        _("只有本人、所在单位负责人或协调员可以登记外出。"), remedy=_("请联系您的负责人或企业服务中心。")
    )


def absence_topics(absence: Absence, at: datetime) -> tuple[str, ...]:
    """Those concerned and their units."""
    units = Membership.objects.current(timezone.localdate(at)).filter(user_id=absence.user_id)
    people = {absence.user_id, absence.deputy_id} - {None}
    named = {f"unit.{unit}" for unit in units.values_list("unit_id", flat=True)}
    return tuple(sorted(named | {f"user.{person}" for person in people}))


def _period(starts_at: datetime, ends_at: datetime | None, at: datetime) -> None:
    if ends_at is not None and ends_at <= max(starts_at, at):
        raise InvalidField(
            _("结束时间应晚于开始时间和现在。"), field="ends_at", remedy=_("请选择更晚的时间。")
        )


def _deputy(user: User, deputy: User | None, starts_at: datetime, ends_at: datetime | None) -> None:
    if deputy is None:
        return
    if deputy.pk == user.pk or not colleagues(user.pk).filter(user_id=deputy.pk).exists():
        raise InvalidField(
            _("代理人应是同一单位的另一名在岗人员。"), field="deputy", remedy=_("请从本单位成员中选择。")
        )
    if closes_ring(user_id=user.pk, deputy_id=deputy.pk, starts_at=starts_at, ends_at=ends_at):
        raise InvalidField(
            _("这样代理会形成循环:代理人那段时间也外出,并由本人代理。"),
            field="deputy",
            remedy=_("请选择另一名代理人。"),
        )
