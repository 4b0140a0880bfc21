"""Units, who belongs to them, calendars and templates in the admin; visits are looked at and never written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from core.admin import KeptAdmin, ReadOnlyAdmin
from enterprises.admin import ReferenceAdmin
from grid.actions.assign_enterprise import assign_enterprise
from grid.actions.edit_calendar import edit_calendar
from grid.actions.join_unit import join_unit
from grid.actions.leave_unit import leave_unit
from grid.actions.place_enterprise import place_enterprise
from grid.models import (
    Assignment,
    CalendarDay,
    Membership,
    Placement,
    Territory,
    Unit,
    Visit,
    VisitTemplate,
    WorkingCalendar,
)


@admin.register(Unit)
class UnitAdmin(ReferenceAdmin):
    list_display = ("code", "name", "name_en", "kind", "phone", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("code", "name", "name_en")


@admin.register(Territory)
class TerritoryAdmin(ReferenceAdmin):
    list_display = ("code", "unit", "subdistrict")
    list_select_related = ("unit",)


@admin.register(VisitTemplate)
class VisitTemplateAdmin(ReadOnlyAdmin):
    """Templates are written in the desk, where their rules are asked."""

    list_display = ("code", "version", "title", "active", "published_at")


class PeriodAdmin(KeptAdmin):
    """A row with a period: begun through its action; what has begun is not rewritten."""

    date_hierarchy = "starts_on"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.model._meta.fields] if obj else []  # noqa: SLF001


@admin.register(Membership)
class MembershipAdmin(PeriodAdmin):
    list_display = ("user", "unit", "is_lead", "starts_on", "ends_on")
    list_select_related = ("user", "unit")
    list_filter = ("is_lead", "unit")
    autocomplete_fields = ("user", "unit")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A membership is ended by its last day; nothing else of it changes."""
        return ["unit", "user", "is_lead", "starts_on"] if obj else ["ends_on"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        asked, now = form.cleaned_data, timezone.now()
        if change and asked.get("ends_on"):
            leave_unit(actor=actor, at=now, membership_id=obj.pk, ends_on=asked["ends_on"])
        elif not change:
            obj.pk = join_unit(actor=actor, at=now, **asked).pk


@admin.register(Placement)
class PlacementAdmin(PeriodAdmin):
    list_display = ("enterprise", "unit", "starts_on", "ends_on")
    list_select_related = ("enterprise", "unit")
    list_filter = ("unit",)
    autocomplete_fields = ("enterprise", "unit")
    exclude = ("ends_on",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        obj.pk = place_enterprise(actor=actor, at=timezone.now(), **form.cleaned_data).pk


@admin.register(Assignment)
class AssignmentAdmin(PeriodAdmin):
    list_display = ("enterprise", "cadre", "kind", "starts_on", "ends_on")
    list_select_related = ("enterprise", "cadre")
    list_filter = ("kind",)
    autocomplete_fields = ("enterprise", "cadre")
    exclude = ("ends_on",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        obj.pk = assign_enterprise(actor=actor, at=timezone.now(), **form.cleaned_data).pk


@admin.register(WorkingCalendar)
class WorkingCalendarAdmin(KeptAdmin):
    list_display = ("code", "name", "timezone", "provisional_from", "version")
    readonly_fields = ("version",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        edit_calendar(actor=actor, at=timezone.now(), row=obj, calendar=obj, fields=form.changed_data)


@admin.register(CalendarDay)
class CalendarDayAdmin(KeptAdmin):
    list_display = ("date", "name", "works", "hours", "calendar")
    list_select_related = ("calendar",)
    list_filter = ("works", "calendar")
    date_hierarchy = "date"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        edit_calendar(
            actor=actor, at=timezone.now(), row=obj, calendar=obj.calendar, fields=form.changed_data
        )


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    list_display = ("enterprise", "author", "unit", "occurred_at", "state", "distance_m", "version")
    list_select_related = ("enterprise", "author", "unit")
    list_filter = ("state", "unit")
    date_hierarchy = "occurred_at"
