"""Who may plan for whom, and whom a planned visit concerns."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.refusals import InvalidField, NotAllowed
from grid.models import Membership, PlannedVisit
from grid.selectors import units_of
from grid.selectors.calendar import calendar_of

PLANNERS = frozenset({Role.COORDINATOR, Role.LEADER})
VISITORS = frozenset({Role.CADRE, Role.TEAM_LEADER})
FAR = timedelta(days=366)


def ask_planner(actor: User, cadre: User, on: date) -> None:
    """Oneself, who leads a unit of the person, coordinators and leaders. NotAllowed otherwise."""
    if (actor.pk == cadre.pk and actor.role in VISITORS) or actor.role in PLANNERS:
        return
    led = Membership.objects.current(on).filter(user_id=actor.pk, is_lead=True).values("unit_id")
    if Membership.objects.current(on).filter(user_id=cadre.pk, unit_id__in=led).exists():
        return
    raise NotAllowed(_("只有本人、组长、协调员或领导可以安排走访。"), remedy=_("请联系这位干部的组长。"))


def ask_near(day: date, at: datetime, field: str) -> None:
    """Within a year from now, either way. InvalidField otherwise."""
    if abs(day - timezone.localdate(at)) > FAR:
        raise InvalidField(_("这一天太远了。"), field=field, remedy=_("请选择一年以内的日子。"))


def ask_day(cadre: User, on: date, at: datetime) -> None:
    """A working day of the cadre's team that has not passed, within a year. InvalidField otherwise."""
    ask_near(on, at, "on")
    if on < timezone.localdate(at):
        raise InvalidField(_("这一天已经过去。"), field="on", remedy=_("请选择今天或以后的日子。"))
    calendar = calendar_of(next(iter(sorted(units_of(cadre.pk, on))), None))
    if not calendar.is_working(on):
        raise InvalidField(
            _("这一天不上班:%(day)s。") % {"day": calendar.names.get(on) or _("休息日")},
            field="on",
            remedy=_("请选择工作日。"),
        )


def plan_topics(planned: PlannedVisit, on: date) -> tuple[str, ...]:
    """The cadre's own topic and those of the cadre's units."""
    units = {f"unit.{unit}" for unit in units_of(planned.cadre_id, on)}
    return tuple(sorted({f"user.{planned.cadre_id}"} | units))
