"""Accounts in the admin: made, corrected and closed through the actions; passwords are given once, never seen."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.change_user import change_user
from accounts.actions.create_user import create_user
from accounts.actions.disable_user import disable_user
from accounts.actions.give_password import give_password
from accounts.models import User
from core.admin import KeptAdmin, refusals_shown
from core.phones import mask_phone

FIELDS = ("username", "name", "role", "email", "phone", "language")


@admin.register(User)
class UserAdmin(KeptAdmin):
    list_display = ("username", "name", "role", "phone_line", "is_active", "last_login")
    list_filter = ("role", "is_active", "is_demo")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    fields = FIELDS
    actions = ("give_one_time_password", "disable")

    @admin.display(description=_("手机"))
    def phone_line(self, user: User) -> str:
        return mask_phone(user.phone)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return ("username",) if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """Through the actions, so that every change is an event."""
        actor: Any = request.user
        asked = {name: form.cleaned_data[name] for name in FIELDS if name in form.cleaned_data}
        if change:
            asked.pop("username", None)
            change_user(actor=actor, at=timezone.now(), user_id=obj.pk, changes=asked)
            return
        user = create_user(actor=actor, at=timezone.now(), **asked)
        obj.pk = user.pk
        self._show(request, user, give_password(actor=actor, at=timezone.now(), user=user))

    @admin.action(description=_("发放一次性密码"))
    def give_one_time_password(self, request: HttpRequest, users: QuerySet[User]) -> None:
        actor: Any = request.user
        for user in users:
            self._show(request, user, give_password(actor=actor, at=timezone.now(), user=user))

    @admin.action(description=_("停用账号"))
    def disable(self, request: HttpRequest, users: QuerySet[User]) -> None:
        actor: Any = request.user
        for user in users:
            with refusals_shown(request):
                disable_user(actor=actor, at=timezone.now(), user=user, reason=str(_("管理员停用")))

    def _show(self, request: HttpRequest, user: User, password: str) -> None:
        text = _("%(user)s 的一次性密码:%(password)s(只显示这一次)")
        self.message_user(request, text % {"user": user.username, "password": password}, messages.WARNING)
