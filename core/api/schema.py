"""How the OpenAPI document is drawn: what every operation shares is added here, so that no view repeats it."""

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers

UNSAFE = ("POST", "PATCH", "PUT", "DELETE")
WAIT = {"Retry-After": {"required": True, "schema": {"type": "integer"}, "description": "Seconds."}}
REFUSALS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "400": ("Invalid", "A field, a parameter or the body cannot be taken; `errors` names it.", {}),
    "401": (
        "SignedOut",
        "Nobody is signed in.",
        {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}},
    ),
    "403": ("Forbidden", "The reader may not do this, or the CSRF token is missing.", {}),
    "404": (
        "Missing",
        "There is no such row, or it is not the reader's to see: the two are not told apart.",
        {},
    ),
    "409": ("Conflict", "The row's present state does not allow it.", {}),
    "410": ("Closed", "The account is closed; what was kept of it is to be forgotten.", {}),
    "412": ("Stale", "The row has moved on; `current` is how it stands now.", {}),
    "413": ("TooLarge", "More bytes than are taken.", {}),
    "415": ("OtherFormat", "The body is of a media type that this address does not read.", {}),
    "422": ("OtherBody", "The same Idempotency-Key came before with another body.", {}),
    "428": ("NoVersion", "If-Match is missing.", {}),
    "429": ("TooOften", "Too many, or too soon after the last.", WAIT),
    "460": ("Garbled", "The piece is not what its checksum says.", {}),
    "503": ("Unavailable", "The database did not answer in time.", WAIT),
}
"""Status to the name of its response, what it means, and its headers. Each carries the Problem of RFC 9457."""


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
    "If-Match",
    {"type": "string", "pattern": r'^(W/)?"\d{1,9}"$'},
    "header",
    required=True,
    description='The version last seen, in quotes: "7".',
)
ETAG = {"required": True, "schema": {"type": "string"}, "description": "The row's version, for If-Match."}
REPLAY = {"schema": {"const": "true"}, "description": "This answer was given before, to the same request."}


class ProblemSchema(AutoSchema):
    """Required headers on writes, versions as ETag, and each status that an operation may refuse with."""

    global_params: list[OpenApiParameter] = []

    def get_override_parameters(self) -> list[Any]:
        found = list(super().get_override_parameters())
        if self._creates:
            found.append(KEY)
        if self._changes_version:
            found.append(MATCH)
        return found

    @property
    def _creates(self) -> bool:
        return bool(getattr(self.view, "idempotent_create", False)) and self.method == "POST"

    @property
    def _changes_version(self) -> bool:
        return bool(getattr(self.view, "needs_version", False)) and self.method in ("POST", "PATCH", "PUT")

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for body in bodies.values():
            if self._is_versioned(body):
                body.setdefault("headers", {})["ETag"] = ETAG
            if self._creates:
                body.setdefault("headers", {})["Idempotent-Replay"] = REPLAY
        # Draws the component that the shared responses name.
        self._get_response_for_code(ProblemSerializer, "default", ["application/problem+json"])  # type: ignore[no-untyped-call]
        for status in sorted(self._refusals()):
            bodies[status] = {"$ref": f"#/components/responses/{REFUSALS[status][0]}"}
        return bodies

    def _refusals(self) -> set[str]:
        """What the operation may refuse with, from what is said of it."""
        writes = self.method in UNSAFE
        # A create names other rows in its body, and those may be hidden from the reader.
        names_rows = "{" in self.path or self._creates
        asks = bool(self._get_parameters()) or writes
        facts = {
            "400": asks,
            "404": names_rows or getattr(self.view, "may_be_absent", False),
            "409": self._creates or self._changes_version,
            "412": self._changes_version or getattr(self.view, "may_be_stale", False),
            "413": writes,
            "415": writes,
            "422": self._creates,
            "428": self._changes_version,
            "429": bool(self.view.throttle_classes) or getattr(self.view, "may_come_too_soon", False),
        }
        more = {str(status) for status in getattr(self.view, "also_refuses", ())}
        return {"401", "403", "503"} | more | {status for status, holds in facts.items() if holds}

    def _is_versioned(self, body: dict[str, Any]) -> bool:
        """Whether the answer is a row with a version."""
        shape = body.get("content", {}).get("application/json", {}).get("schema", {})
        name = shape.get("$ref", "").rpartition("/")[2]
        if not name:
            return False
        component = self.registry._components.get((name, "schemas"))  # noqa: SLF001 - it has no public reading
        return component is not None and "version" in (component.schema or {}).get("properties", {})


def share_refusals(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's last hook: the responses that operations refer to, and lists parted by commas."""
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    result["components"]["responses"] = {
        name: {"description": said, **({"headers": headers} if headers else {}), "content": problem}
        for name, said, headers in REFUSALS.values()
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and parameter["schema"].get("type") == "array":
                    parameter |= {"style": "form", "explode": False}
    return result
