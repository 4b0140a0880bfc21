"""The base every API view stands on: it asks for the reader's scope, or it does not load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.views import APIView

from core.refusals import InvalidField, NotAllowed, Refusal
from core.registry import registry
from core.scope import Scope


class MissingVersion(Refusal):
    """A change must say which version it changes."""

    status = 428
    code = "version_missing"


class ScopedView(APIView):
    """A view that reads only `model.objects.visible_to(scope)`.

    `model` must have a scoped manager; a view without one says `model = None` and why in its docstring.
    `roles` closes the door to every other role (404 for reads of rows is the queryset's work, 403 here).
    """

    model: Any
    roles: frozenset[str] = frozenset()
    idempotent_create = False
    needs_version = False
    may_be_stale = False
    """Its body itself says what the sender has seen, and is refused when that is no longer so (412)."""
    may_come_too_soon = False
    """Some of its requests are refused until a while has passed (429)."""
    also_refuses: frozenset[int] = frozenset()
    """Statuses that its requests may be refused with besides those that every request of their kind may."""
    may_be_absent = False
    """The address itself is not there in every installation (404)."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        model = getattr(cls, "model", None)
        if model is not None and not hasattr(model.objects.none(), "visible_to"):
            raise TypeError(f"{cls.__name__}: {model.__name__} has no visible_to(scope)")

    @cached_property
    def scope(self) -> Scope:
        return registry.scope(self.request.user)

    @property
    def decoded(self) -> dict[str, Any]:
        """The decoded body as it came; the parser refuses everything but an object."""
        data: Any = self.request.data
        return dict(data)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        for name, value in (*request.query_params.items(), *kwargs.items()):
            if "\0" in str(value):
                raise InvalidField(
                    _("文字中有不可用的字符。"), field=name, remedy=_("请删去空字符后再发送。")
                )
        role = getattr(request.user, "role", "")
        if self.roles and role not in self.roles:
            raise NotAllowed(_("您的身份不能使用这项功能。"), remedy=_("如有需要,请联系管理员。"))

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Whoever answers with a row that has a version sends it as ETag, too, for the next If-Match."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        body = getattr(answer, "data", None)
        if answer.status_code < 300 and isinstance(body, Mapping) and "version" in body:
            answer.headers["ETag"] = f'"{body["version"]}"'
        return answer

    @property
    def actor(self) -> Any:
        """The signed-in user; the permission class has let nobody else in."""
        return self.request.user

    def visible(self) -> QuerySet[Any, Any]:
        """The rows this reader may see."""
        rows: QuerySet[Any, Any] = self.model.objects.visible_to(self.scope)
        return rows

    def find(self, **lookup: Any) -> Any:
        """One visible row; a hidden one answers as a missing one."""
        return get_object_or_404(self.visible(), **lookup)

    def find_in(self, rows: QuerySet[Any, Any], **lookup: Any) -> Any:
        """One row of `rows`, which a selector has cut to this reader's scope."""
        return get_object_or_404(rows, **lookup)

    def asked(self, filter_class: type[Any]) -> dict[str, Any]:
        """The validated query string."""
        serializer = filter_class(data=self.request.query_params.dict())
        serializer.is_valid(raise_exception=True)
        data: dict[str, Any] = serializer.validated_data
        return data

    def sent(self, serializer_class: type[Any]) -> dict[str, Any]:
        """The validated body."""
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        data: dict[str, Any] = serializer.validated_data
        return data

    def expected_version(self) -> int:
        """The version in If-Match; 428 when it is missing."""
        sent = self.request.headers.get("If-Match")
        if not sent:
            raise MissingVersion(
                _("缺少版本(If-Match)。"), field="If-Match", remedy=_("请带上您看到的版本号。")
            )
        match = re.fullmatch(r'(?:W/)?"(\d{1,9})"', sent.strip())
        if not match:
            raise InvalidField(_("版本号格式不对。"), field="If-Match", remedy=_('请写成 "7" 这样的形式。'))
        return int(match[1])
