"""What an administrator sees of deliveries: all of it, and may only send dead letters again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.actions.send_again import send_again
from notifications.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = [
        "id",
        "kind",
        "recipient",
        "channel",
        "state",
        "attempts",
        "send_after",
        "sent_at",
        "error",
    ]
    list_filter = ["state", "channel"]
    list_select_related = ["event", "recipient"]
    search_fields = ["recipient__username", "recipient__name"]
    show_full_result_count = False
    actions = ["again"]

    @admin.display(description=_("事件"))
    def kind(self, delivery: Delivery) -> str:
        return delivery.event.kind

    @admin.action(description=_("重新发送所选的失败通知"))
    def again(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        count = send_again(ids=list(chosen.values_list("id", flat=True)), at=timezone.now())
        self.message_user(request, _("%(count)d 条通知将重新发送。") % {"count": count}, messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
