"""How the OpenAPI document is drawn: problem responses on every operation, required headers on writes."""

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The session cookie, with the CSRF token on unsafe requests."""

    target_class = "core.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class ProblemErrorSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()
    remedy = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457, with the fields concerned."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    request_id = serializers.CharField()
    errors = ProblemErrorSerializer(many=True)  # type: ignore[assignment]


def page_of(row: type[serializers.Serializer[Any]]) -> Any:
    """A keyset page of rows: EnterpriseRow gives EnterpriseRowPage."""
    return inline_serializer(
        row.__name__.removesuffix("Serializer") + "Page",
        {"next": serializers.CharField(allow_null=True), "results": row(many=True)},
    )


KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    "header",
    required=True,
    description="= body.uuid",
)
MATCH = OpenApiParameter(
    "If-Match", str, "header", required=True, description='The version last seen, in quotes: "7".'
)


class ProblemSchema(AutoSchema):
    """Adds what every operation shares, so that no view repeats it."""

    global_params: list[OpenApiParameter] = []

    def get_override_parameters(self) -> list[Any]:
        found = list(super().get_override_parameters())
        if getattr(self.view, "idempotent_create", False) and self.method == "POST":
            found.append(KEY)
        if getattr(self.view, "needs_version", False) and self.method in ("POST", "PATCH"):
            found.append(MATCH)
        return found

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        media = ["application/problem+json"]
        refused = self._get_response_for_code(ProblemSerializer, "default", media)  # type: ignore[no-untyped-call]
        bodies.setdefault("default", refused)
        return bodies
