"""The base of every admin page: what it writes, it writes through an action."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect

from core.refusals import Refusal

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    Admin = admin.ModelAdmin


class KeptAdmin(Admin):
    """Rows are added and changed, never deleted: others point to them."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What an action refuses is said on the form; nothing was written."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            say(request, refusal)
            return HttpResponseRedirect(request.get_full_path())


class ReadOnlyAdmin(KeptAdmin):
    """Rows are looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@contextmanager
def refusals_shown(request: HttpRequest) -> Iterator[None]:
    """A refusal of an action becomes a message on the page; nothing was written."""
    try:
        yield
    except Refusal as refusal:
        say(request, refusal)


def say(request: HttpRequest, refusal: Refusal) -> None:
    """What was refused, and what to do."""
    remedy = f" {refusal.remedy}" if refusal.remedy else ""
    messages.error(request, f"{refusal.detail}{remedy}")
