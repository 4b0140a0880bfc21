"""Administration of tickets: reference rows are edited, tickets are read and never written here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from tickets.actions.change_rule import save_rule
from tickets.models import Category, ClockPolicy, Ladder, PauseReason, RoutingRule, Rung, Ticket

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
    RungsInline = admin.TabularInline[Any, Any]
else:
    Admin = admin.ModelAdmin
    RungsInline = admin.TabularInline


@admin.register(Category)
class CategoryAdmin(Admin):
    list_display = ("code", "name", "name_en", "parent", "order", "active")
    list_filter = ("active",)
    search_fields = ("code", "name", "name_en")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A category that tickets used is switched off, not removed."""
        return False


@admin.register(ClockPolicy)
class ClockPolicyAdmin(Admin):
    list_display = (
        "category",
        "priority",
        "acknowledge_seconds",
        "first_contact_seconds",
        "resolve_seconds",
        "version",
        "active",
    )
    list_filter = ("active", "priority")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A policy that tickets were promised is not edited: a new version is added beside it."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PauseReason)
class PauseReasonAdmin(Admin):
    """How long clocks may rest for a reason; rests that have begun keep the limit they began with."""

    list_display = ("code", "name", "name_en", "limit_days")
    readonly_fields = ("code",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RungInline(RungsInline):
    model = Rung
    extra = 0


@admin.register(Ladder)
class LadderAdmin(Admin):
    """To look things up: a changed ladder is a new version, made through the API."""

    list_display = ("version", "name", "active")
    inlines = (RungInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RoutingRule)
class RoutingRuleAdmin(Admin):
    list_display = ("order", "name", "lead_unit", "start_at", "strategy", "active", "version")
    list_display_links = ("name",)
    list_filter = ("active", "lead_unit")
    readonly_fields = ("version",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_rule(actor=request.user, at=timezone.now(), rule=obj)  # type: ignore[arg-type]


@admin.register(Ticket)
class TicketAdmin(Admin):
    """To look things up. What happens to a ticket happens through its verbs."""

    list_display = ("ref", "title", "enterprise", "category", "state", "holder_unit", "lamp", "submitted_at")
    list_filter = ("state", "lamp", "priority")
    list_select_related = ("enterprise", "category", "holder_unit")
    search_fields = ("ref", "title")
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
