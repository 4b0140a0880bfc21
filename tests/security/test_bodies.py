"""Bodies that nobody's page would send: fields that are not the sender's to set, and JSON that says two things."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client

from config.embedded.house import ROOT
from tests.browser import API, BACKEND, Browser
from tests.people import World
from tests.permissions.conftest import Rows, rows
from tests.permissions.routes import address, api_routes, verb_body
from tests.tickets.conftest import TEXT
from tickets.api.views.verbs import VERBS
from tickets.models import Ticket
from tickets.rules.lifecycle import TABLE

__all__ = ["rows"]
DOCUMENT: dict[str, Any] = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
SHAPES = DOCUMENT["components"]["schemas"]
EVERY_NAME = {name for shape in SHAPES.values() for name in shape.get("properties", {})}
INSIDE = {
    "holder_id",
    "holder_unit_id",
    "created_by_id",
    "enterprise_id",
    "is_demo",
    "is_staff",
    "role",
    "pk",
    "__class__",
}
JSON_BODIES = [
    (
        method,
        path,
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2],
    )
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if "application/json" in operation.get("requestBody", {}).get("content", {})
]
IDS = {
    "causes/{ref}": "cause",
    "{ref}": "ref",
    "units/{id}": "unit",
    "{user}": "holder",
    "held-items/{id}": "held",
    "{id}": "rule",
    "{code}": "calendar",
    "meetings/{uuid}": "meeting",
    "subtasks/{uuid}": "subtask",
    "enterprises/{uuid}": "enterprise",
    "{contact_id}": "contact",
}


def place(path: str, row: dict[str, Any]) -> str:
    for name, key in IDS.items():
        path = path.replace(name, name.partition("{")[0] + str(row[key]))
    return path.replace("{uuid}", str(row["visit"])).replace("{number}", "1")


def test_every_name_that_a_body_does_not_know_is_refused_by_name(people: World, rows: Rows) -> None:
    """Whatever the API shows or the tables hold: none of it can be set by merely sending it."""
    before = list(Ticket.objects.order_by("pk").values())
    assert len(JSON_BODIES) > len(VERBS)
    for method, path, shape in JSON_BODIES:
        foreign = (EVERY_NAME | INSIDE) - set(SHAPES[shape].get("properties", {}))
        # By the coordinator, or where it is not hers to send, by the enterprise or the administrator.
        for reader in (people.dora, people.eva, people.adam):
            answer = getattr(Browser(reader).client, method)(
                place(path, rows["own"]),
                dict.fromkeys(foreign, 7),
                content_type="application/json",
                headers={"If-Match": '"1"', "Idempotency-Key": str(uuid.uuid4())},
            )
            if answer.status_code != 403:
                break
        named = {error["field"] for error in answer.json().get("errors", ()) if error["code"] == "unknown"}
        assert (answer.status_code, foreign - named) == (400, set()), (method, path)
    assert list(Ticket.objects.order_by("pk").values()) == before


def test_a_verb_with_one_field_too_many_is_not_done(people: World, rows: Rows) -> None:
    ref = rows["own"]["ref"]
    for verb in VERBS:
        row = TABLE[verb]
        body = {**verb_body(people, verb, row.needs, rows["own"], rows["team"]["ref"]), "version": 1}
        answer = Browser(people.dora).act(f"/tickets/{ref}/{verb}", 2, body)
        assert answer.json()["errors"][0]["field"] == "version", verb


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b'{"text":"a","text":"b"}', 400, "text"),
        (b'{"a":{"b":1,"b":2}}', 400, "b"),
        (b'{"a":' + b"[" * 30 + b"]" * 30 + b"}", 400, "body"),
        (b"[" * 100_000, 400, "body"),
        (b"[" * 900 + b"]" * 900, 400, "body"),
        (b'{"a":NaN}', 400, "body"),
        (b'{"a":"\xff"}', 400, "body"),
        (b'{"a":"\\ud800"}', 400, "body"),
        (b'{"text":"a\\u0000b"}', 400, "body"),
        (b"[]", 400, "body"),
        (b'"text"', 400, "body"),
        (b"{" + b" " * 1_100_000 + b"}", 413, ""),
    ],
)
def test_json_that_is_broken_doubled_deep_or_huge_is_refused(
    people: World, body: bytes, status: int, field: str
) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    browser = Browser(people.eva)
    answer = browser.client.post(f"{API}/tickets", body, content_type="application/json", headers=key)
    assert answer.status_code == status, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == ([field] if field else [])
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 1234567),
        ("category", ["LAB-RET"]),
        ("on_the_spot", "yes"),
        ("on_the_spot", 1),
        ("priority", {}),
    ],
)
def test_a_value_of_another_type_is_not_bent_into_shape(people: World, name: str, value: Any) -> None:
    answer = Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT, name: value})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, name)


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]
)
def test_only_json_is_a_body(people: World, kind: str) -> None:
    answer = Browser(people.eva).client.post(f"{API}/tickets", b"uuid=1", content_type=kind)
    assert answer.status_code == 415


def test_every_change_needs_the_token_of_the_page(people: World, rows: Rows) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.dora, backend=BACKEND)
    verbs = {("POST", f"/tickets/<str:ref>/{verb}") for verb in VERBS}
    for method, path in {*api_routes(), *verbs}:
        if method in ("GET", "HEAD"):
            continue
        at = address(path, rows["own"])
        answer = client.generic(method, API + at, b"{}", content_type="application/json")
        assert answer.status_code == 403, (method, path)
        assert answer["Content-Type"] == "application/problem+json"


def test_a_page_says_what_a_browser_may_do_with_it(people: World) -> None:
    answers = [Client().get("/"), Browser(people.dora).get("/me")]
    for answer in answers:
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert "unsafe" not in policy["script-src"].replace("'wasm-unsafe-eval'", "")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"


def test_no_query_is_written_by_hand() -> None:
    """No .raw, .extra or RawSQL: what a reader types reaches the database as a parameter only."""
    apps = ("accounts", "core", "enterprises", "grid", "notifications", "tickets")
    for app in apps:
        for file in (ROOT / app).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert not any(word in text for word in (".raw(", ".extra(", "RawSQL")), file
