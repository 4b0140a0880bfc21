"""Reads over the grid: a reader's scope, who answers for an enterprise, and the calendar in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from core.scope import Scope
from enterprises.models import Contact, Enterprise
from grid.models import Assignment, Membership, Placement, WorkingCalendar
from grid.rules.calendar import WEEKDAYS, Calendar, Hours

READS_EVERYTHING = frozenset({Role.COORDINATOR, Role.LEADER, Role.ADMIN})
ZONE_CALENDAR = "zone"
_calendars: dict[tuple[int, int], Calendar] = {}


def scope_for(user: User) -> Scope:
    """What a user may see today. Lazy: no query is made here."""
    today = timezone.localdate()
    member = Membership.objects.current(today).filter(user_id=user.pk)
    units = member.values("unit_id")
    if user.role == Role.CONTACT:
        enterprises = Contact.objects.filter(user_id=user.pk).values("enterprise_id")
    else:
        placed = Placement.objects.current(today).filter(unit_id__in=units).values("enterprise_id")
        answers = Assignment.objects.current(today).filter(cadre_id=user.pk).values("enterprise_id")
        enterprises = Enterprise.objects.filter(Q(id__in=placed) | Q(id__in=answers)).values("id")
    return Scope(
        user_id=user.pk,
        role=user.role,
        reads_everything=user.role in READS_EVERYTHING,
        reads_register=user.role == Role.OFFICER,
        unit_ids=units,
        led_unit_ids=member.filter(is_lead=True).values("unit_id"),
        enterprise_ids=enterprises,
    )


@dataclass(frozen=True, kw_only=True)
class Service:
    """Who serves an enterprise on a day: its team, its primary cadre, and the backups in order."""

    unit_id: int | None
    primary_id: int | None
    backup_ids: tuple[int, ...]


def service_of(enterprise_id: int, on: date) -> Service:
    """The team and cadres of one enterprise on a day."""
    unit_id = (
        Placement.objects.current(on)
        .filter(enterprise_id=enterprise_id)
        .values_list("unit_id", flat=True)
        .first()
    )
    rows = (
        Assignment.objects.current(on)
        .filter(enterprise_id=enterprise_id)
        .order_by("id")
        .values_list("kind", "cadre_id")
    )
    cadres = list(rows)
    return Service(
        unit_id=unit_id,
        primary_id=next((cadre for kind, cadre in cadres if kind == "primary"), None),
        backup_ids=tuple(cadre for kind, cadre in cadres if kind == "backup"),
    )


def members_of(unit_id: int, on: date) -> list[int]:
    """Ids of the active people of a unit on a day, in a stable order."""
    return list(
        Membership.objects.current(on)
        .filter(unit_id=unit_id, user__is_active=True)
        .order_by("user_id")
        .values_list("user_id", flat=True)
    )


def leads_of(unit_id: int, on: date) -> list[int]:
    """Ids of those who lead a unit on a day."""
    return list(
        Membership.objects.current(on)
        .filter(unit_id=unit_id, is_lead=True, user__is_active=True)
        .order_by("user_id")
        .values_list("user_id", flat=True)
    )


def zone_calendar() -> Calendar:
    """The zone's working calendar; built once per version."""
    row = WorkingCalendar.objects.get(code=ZONE_CALENDAR)
    return build_calendar(row)


def build_calendar(row: WorkingCalendar) -> Calendar:
    """A stored calendar as the pure one that rules compute with, cached by its version."""
    key = (row.pk, row.version)
    found = _calendars.get(key)
    if found is None:
        week = tuple(_hours(row.hours.get(name, [])) for name in WEEKDAYS)
        ordinary = week[0]
        days, names = {}, {}
        for day in row.days.all():
            days[day.date] = (_hours(day.hours) if day.hours else ordinary) if day.works else ()
            names[day.date] = day.name
        found = Calendar(
            zone=ZoneInfo(row.timezone),
            week=week,  # type: ignore[arg-type]
            days=days,
            names=names,
            provisional_from=row.provisional_from,
        )
        _calendars.clear()
        _calendars[key] = found
    return found


def _hours(pairs: list[Any]) -> Hours:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)
