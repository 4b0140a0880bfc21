"""Every refusal leaves by this one door, as a problem response (RFC 9457) in the reader's language."""

from __future__ import annotations

import logging
import math
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request as django_bad_request
from django.views.defaults import page_not_found, server_error
from rest_framework import exceptions
from rest_framework.response import Response

from core.api.authentication import SCHEME
from core.api.renderers import OrjsonRenderer
from core.context import current_request_id
from core.refusals import InvalidFields, Missing, Refusal

logger = logging.getLogger(__name__)
TYPE = "application/problem+json"

TITLES = {
    400: _("有内容需要更正"),
    401: _("请先登录"),
    403: _("没有权限"),
    404: _("没有找到"),
    405: _("不支持这种请求"),
    406: _("不支持这种格式"),
    409: _("现在不能这样做"),
    412: _("内容已被更新"),
    413: _("内容过大"),
    415: _("不支持这种格式"),
    422: _("同一编号的内容不一致"),
    428: _("缺少版本"),
    429: _("请求过于频繁"),
    500: _("服务出错"),
    503: _("服务暂时不可用"),
}
DATABASE_AWAY = (OperationalError, InterfaceError)
NO_DATABASE = _("数据库暂时没有应答,请稍后再试。")
NOT_FOUND = _("没有找到,或不在您的范围内。")


def problem(status: int, code: str, detail: Any, errors: list[dict[str, Any]], **extras: Any) -> Response:
    """The one shape of a refusal."""
    body = {
        "type": f"{settings.PUBLIC_URL}/problems/{code}",
        "title": TITLES.get(status, TITLES[400]),
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": current_request_id(),
        "errors": errors,
        **extras,
    }
    return Response(body, status=status, content_type=TYPE)


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: what a user can understand becomes a problem, the rest crashes and is logged."""
    if isinstance(exc, Http404):
        exc = Missing(NOT_FOUND)
    if isinstance(exc, Refusal):
        return _refusal(exc)
    if isinstance(exc, exceptions.ValidationError):
        errors = list(_flatten(exc.detail))
        detail = errors[0]["detail"] if len(errors) == 1 else _("有 %(n)d 处需要更正。") % {"n": len(errors)}
        return problem(400, "invalid", detail, errors)
    if isinstance(exc, RequestDataTooBig):
        return problem(413, "too_large", _("请求正文超过 1 MB。"), [])
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, exceptions.APIException):
        code = exc.get_codes() if isinstance(exc.get_codes(), str) else "refused"
        response = problem(exc.status_code, str(code), exc.detail, [])
        if header := getattr(exc, "auth_header", None):
            response["WWW-Authenticate"] = header
        if wait := getattr(exc, "wait", None):
            response["Retry-After"] = str(max(1, math.ceil(wait)))
        return response
    if isinstance(exc, DATABASE_AWAY):
        logger.error("the database did not answer")
        response = problem(503, "unavailable", NO_DATABASE, [])
        response["Retry-After"] = "2"
        return response
    return None


def _refusal(refusal: Refusal) -> Response:
    places = (
        refusal.wrong
        if isinstance(refusal, InvalidFields)
        else [(refusal.field, refusal.detail, refusal.remedy)]
    )
    errors = [
        {"field": field, "code": refusal.code, "detail": detail, "remedy": remedy}
        for field, detail, remedy in places
    ]
    response = problem(
        refusal.status,
        refusal.code,
        refusal.detail,
        errors if refusal.field or refusal.remedy else [],
        **refusal.extras,
    )
    if refusal.status == 401:
        response["WWW-Authenticate"] = SCHEME
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _flatten(detail: Any, path: str = "") -> Any:
    """DRF's nested error detail as flat rows that name the field."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _flatten(value, f"{path}.{key}" if path else str(key))
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from _flatten(value, f"{path}.{index}" if nested else path)
    else:
        yield {"field": path, "code": getattr(detail, "code", "invalid"), "detail": str(detail), "remedy": ""}


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: the API answers as it always does, pages get Django's own."""
    if request.path.startswith("/api/"):
        return plain_problem(request, 404, "not_found", NOT_FOUND)
    return page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: what is refused before a view is asked, such as a form of ten thousand fields."""
    if request.path.startswith("/api/"):
        return plain_problem(request, 400, "invalid", _("请求格式不正确。"))
    return django_bad_request(request, exception)


def crashed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: the crash has been logged with the request id that the answer carries.

    It is called while the exception is handled. A database that goes away while the middleware reads the session
    is no crash: the same answer as from a view says that it pays to come back.
    """
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        response: HttpResponse = HttpResponse(
            NO_DATABASE, status=503, content_type="text/plain; charset=utf-8"
        )
        if request.path.startswith("/api/"):
            response = plain_problem(request, 503, "unavailable", NO_DATABASE)
        response["Retry-After"] = "2"
        return response
    if request.path.startswith("/api/"):
        return plain_problem(request, 500, "crashed", _("出了意外,请稍后再试;如仍不行,请把编号告诉管理员。"))
    return server_error(request)


def plain_problem(request: HttpRequest, status: int, code: str, detail: Any) -> HttpResponse:
    """A problem outside DRF: CSRF failures, unknown paths and crashes of the API."""
    body = problem(status, code, detail, []).data
    return HttpResponse(OrjsonRenderer().render(body), status=status, content_type=TYPE)
