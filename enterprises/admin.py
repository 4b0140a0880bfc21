"""The register and its reference tables in the admin, written through the actions."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from core.admin import KeptAdmin, ReadOnlyAdmin
from core.phones import mask_phone
from enterprises.actions.edit_reference import edit_reference
from enterprises.actions.register_enterprise import register_enterprise
from enterprises.actions.save_contact import save_contact
from enterprises.actions.update_enterprise import update_enterprise
from enterprises.models import Contact, Enterprise, Industry, ProductionReport, Subdistrict


class ReferenceAdmin(KeptAdmin):
    """A reference table: every change says who made it."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        edit_reference(actor=actor, at=timezone.now(), row=obj, fields=form.changed_data)


@admin.register(Subdistrict)
class SubdistrictAdmin(ReferenceAdmin):
    list_display = ("code", "name", "name_en", "valid_from", "valid_to", "is_demo")


@admin.register(Industry)
class IndustryAdmin(ReferenceAdmin):
    list_display = ("code", "letter", "name", "name_en")
    list_filter = ("letter",)
    search_fields = ("code", "name", "name_en")


@admin.register(Enterprise)
class EnterpriseAdmin(KeptAdmin):
    list_display = ("name", "short_name", "uscc", "kind", "subdistrict", "is_key", "version")
    list_filter = ("kind", "subdistrict", "is_key")
    list_select_related = ("subdistrict",)
    search_fields = ("name",)
    autocomplete_fields = ("industry",)
    fields = (
        "name",
        "short_name",
        "uscc",
        "aliases",
        "kind",
        "is_key",
        "industry",
        "subdistrict",
        "address",
        "lat",
        "lon",
        "coord_source",
        "employees",
    )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """As the product finds: any part of the names and the code, or the start of the pinyin."""
        return queryset & Enterprise.objects.matching(search_term), False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        asked = dict(form.cleaned_data)
        if change:
            for name in ("industry", "subdistrict"):
                asked[f"{name}_id"] = getattr(obj, f"{name}_id")
                del asked[name]
            update_enterprise(actor=actor, at=timezone.now(), enterprise_id=obj.pk, changes=asked)
            return
        asked |= {"industry": obj.industry_id, "subdistrict": obj.subdistrict_id}
        made = register_enterprise(actor=actor, at=timezone.now(), uuid=uuid.uuid4(), **asked)
        obj.pk = made.pk


@admin.register(Contact)
class ContactAdmin(KeptAdmin):
    list_display = ("name", "title", "enterprise", "phone_line", "is_primary")
    list_select_related = ("enterprise",)
    search_fields = ("name", "enterprise__name")
    autocomplete_fields = ("enterprise", "user")
    fields = ("enterprise", "name", "title", "phone", "is_primary", "user")

    @admin.display(description="☎")
    def phone_line(self, contact: Contact) -> str:
        return mask_phone(contact.phone)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actor: Any = request.user
        kept = save_contact(
            actor=actor,
            at=timezone.now(),
            contact=obj if change else None,
            **{**form.cleaned_data, "enterprise": obj.enterprise},
        )
        obj.pk = kept.pk


@admin.register(ProductionReport)
class ProductionReportAdmin(ReadOnlyAdmin):
    list_display = ("enterprise", "reported_on", "state", "capacity_percent", "returned_staff", "reported_by")
    list_select_related = ("enterprise", "reported_by")
    list_filter = ("state",)
    date_hierarchy = "reported_on"
