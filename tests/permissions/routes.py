"""Every address of the API as the URL resolver knows it, and how one is called with what it needs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from grid.models import VisitTemplate, WorkingCalendar
from grid.rules.template_document import document_of
from grid.selectors import zone_calendar
from tests.browser import API, Browser
from tests.grid.visits import questions, visit_body
from tests.people import World
from tests.permissions.devices import PIECE, announcement, pushed
from tests.tickets.conftest import TEXT
from tests.tickets.test_reading import picture
from tickets.api.views.verbs import VERBS
from tickets.models import Clock, CommonCause, RoutingRule, Rung, SubTask

REASON = "情况有变,请按新的安排办理。"
TIMES = {"acknowledge_seconds": 3600, "first_contact_seconds": 7200, "resolve_seconds": 54_000}
CLOSED = {"days": [{"date": "2031-07-02", "works": False, "name": "停电"}]}


def api_routes() -> set[tuple[str, str]]:
    """(method, path) of everything below /api/v1/, verbs left out: they have their own table."""
    found = {
        (method.upper(), "/" + path.removeprefix("api/v1/"))
        for path, view in _patterns(get_resolver().url_patterns)
        if path.startswith("api/v1/")
        for method in view.view_class.http_method_names
        if method != "options" and hasattr(view.view_class, method)
    }
    verbs = {f"/tickets/<str:ref>/{verb}" for verb in VERBS}
    return {(method, path) for method, path in found if path not in verbs}


def addresses() -> set[str]:
    """The first part of every address that is no API."""
    return {path.partition("/")[0] for path, _view in _patterns(get_resolver().url_patterns)}


def _patterns(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


PLACES = {
    "causes/<str:ref>": "cause",
    "<str:ref>": "ref",
    "<str:kind>": "clock",
    "<slug:code>": "calendar",
    "<int:user>": "holder",
    "absences/<uuid:uuid>": "absence",
    "meetings/<uuid:uuid>": "meeting",
    "subtasks/<uuid:uuid>": "subtask",
    "units/<int:pk>": "unit",
    "routing-rules/<int:pk>": "rule",
    "clock-policies/<int:pk>": "policy",
    "<int:number>": "template",
    "enterprises/<uuid:uuid>": "enterprise",
    "<int:contact_id>": "contact",
    "visits/<uuid:uuid>": "visit",
    "photos/<uuid:uuid>": "photo",
    "plans/<uuid:uuid>": "planned",
    "attachments/<uuid:uuid>": "file",
    "uploads/<uuid:uuid>": "upload",
    "held-items/<int:pk>": "held",
}


def address(path: str, row: dict[str, Any]) -> str:
    """The path with the row's own ids in it."""
    for place, name in PLACES.items():
        path = path.replace(place, place.partition("<")[0] + str(row[name]))
    return path


def call(people: World, browser: Browser, method: str, path: str, row: dict[str, Any]) -> Any:
    """One request as a page would make it, with a body that means something."""
    at = address(path, row)
    if path.endswith(("/photos", "/attachments")):
        return browser.upload(at, picture())
    if path.startswith("/uploads"):
        return send_piece(browser, method, path, at)
    if method == "GET":
        return browser.get(at, **({"text": TEXT} if path.endswith("/suggest") else {}))
    make_ready(f"{method} {path}", row)
    body = _body(people, method, path, row, browser)
    headers = {"If-Match": f'"{_version(path)}"', "Idempotency-Key": body.get("uuid", "")}
    send = getattr(browser.client, method.lower())
    return send(API + at, body, content_type="application/json", headers=headers)


def send_piece(browser: Browser, method: str, path: str, at: str) -> Any:
    """An upload begun, looked at, or gone on with."""
    if method == "HEAD":
        return browser.client.head(API + at)
    facts = {"Upload-Offset": str(len(PIECE))}
    if method == "POST":
        facts = announcement(str(uuid.uuid4()))
    send = getattr(browser.client, method.lower())
    return send(API + at, PIECE, content_type="application/offset+octet-stream", headers=facts)


def make_ready(subject: str, row: dict[str, Any]) -> None:
    """Put the row where what is asked may begin."""
    now = timezone.now()
    if subject.endswith("/send_back"):
        SubTask.objects.filter(uuid=row["subtask"]).update(state="done", ended_at=now, alarm_at=None)
    if subject == "POST /visit-templates":
        VisitTemplate.objects.filter(published_at=None).delete()
    if subject == "POST /causes/<str:ref>/close":
        CommonCause.objects.filter(ref=row["cause"]).update(state="answered", answer=REASON)


def _version(path: str) -> int:
    """The version that the world has of the row; the calendar is everybody's and may have moved on."""
    if path.startswith("/calendars/"):
        return int(WorkingCalendar.objects.values_list("version", flat=True).get(code="zone"))
    return 1


def _body(people: World, method: str, path: str, row: dict[str, Any], browser: Browser) -> dict[str, Any]:
    key = {"uuid": str(uuid.uuid4())}
    contact = browser.get("/me").json().get("role") == "contact"
    bodies: dict[str, dict[str, Any]] = {
        "PATCH /me": {"language": "en"},
        "POST /inbox/read": {"all": True},
        "POST /tickets": {**key, "category": "LAB-RET", "text": TEXT, "enterprise": row["enterprise"]},
        "POST /tickets/<str:ref>/comments": {
            **key,
            "kind": "supplement" if contact else "internal",
            "text": "补充一句。",
        },
        "POST /enterprises/<uuid:uuid>/reports": {
            **key,
            "reported_on": timezone.localdate().isoformat(),
            "expected_staff": 10,
            "returned_staff": 5,
            "capacity_percent": 40,
            "state": "partial",
        },
        "POST /enterprises/<uuid:uuid>/contacts/<int:contact_id>/reveal": {"reason": "约定上门时间"},
        "POST /visits": {**key, **visit_body(people.chips), "enterprise": row["enterprise"]},
        "POST /visits/<uuid:uuid>/answer": {"confirmed": True},
        "POST /visits/<uuid:uuid>/explain": {"text": REASON},
        "POST /visits/<uuid:uuid>/look": {"note": REASON},
        "PATCH /visits/<uuid:uuid>": {"reason": REASON, "summary": "改一句。"},
        "POST /routing-rules": {**key, "name": "新规则", "lead_unit": people.labour.pk},
        "POST /routing-rules/dry_run": {"last": 5},
        "PATCH /routing-rules/<int:pk>": {"name": "改个名字"},
        "PUT /routing-rules/order": {"rules": list(RoutingRule.objects.values_list("pk", flat=True))},
        "PUT /units/<int:pk>/members/<int:user>/capacity": {"hours": 30},
        "POST /absences": {**key, "starts_at": _in_days(20), "ends_at": _in_days(22)},
        "PATCH /calendars/<slug:code>": CLOSED,
        "PATCH /clock-policies/<int:pk>": {"version": 1, "acknowledge_seconds": 3600},
        "POST /clock-policies": {**key, "category": "LAB", "priority": "low", **TIMES},
        "POST /clock-policies/preview": {"category": "LAB", "priority": "low"},
        "POST /clock-policies/<int:pk>/retire": {"version": 1},
        "POST /ladder/versions": _ladder(),
        "POST /calendars/<slug:code>/preview": CLOSED,
        "POST /causes": {**key, "title": "毕节方向无返岗班车", "unit": people.labour.pk},
        "POST /causes/<str:ref>/answer": {"outcome": "solved", "answer": "明日起加开两班返岗专列。"},
        "POST /meetings": {**key, "title": "第三次联席会议", "begins_at": _in_days(3)},
        "PATCH /meetings/<uuid:uuid>": {"place": "二楼会议室"},
        "POST /meetings/<uuid:uuid>/cancel": {"reason": REASON},
        "POST /meetings/<uuid:uuid>/decide": {"ref": row["ref"], "decision": "由牵头单位三日内答复。"},
        "POST /meetings/<uuid:uuid>/hold": {"minutes": "会议同意加开返岗专列。"},
        "POST /plans": {
            **key,
            "enterprise": row["enterprise"],
            "on": working_day(4).isoformat(),
            "cadre": row["holder"],
        },
        "POST /plans/week": {"monday": working_day(8).isoformat(), "cadre": _who(browser, row)},
        "POST /plans/<uuid:uuid>/move": {"on": working_day(6).isoformat()},
        "POST /plans/<uuid:uuid>/drop": {"reason": REASON},
        "POST /visit-templates": {**key, **questions()},
        "PUT /visit-templates/<int:number>": questions(),
        "POST /visit-templates/read": {"document": document_of(**questions())},
        "POST /held-items/<int:pk>": {"accept": False, "reason": REASON},
        "POST /sync/items": pushed(browser, visit_body(people.chips)),
        "POST /subtasks/<uuid:uuid>/cancel": {"reason": REASON},
        "POST /subtasks/<uuid:uuid>/finish": {"reply": "已加开两班。"},
        "POST /subtasks/<uuid:uuid>/return": {"reason": REASON},
        "POST /subtasks/<uuid:uuid>/send_back": {"reason": REASON},
    }
    return bodies.get(f"{method} {path}", {})


def _ladder() -> dict[str, Any]:
    """The ladder in force, under another name."""
    names = (
        "level",
        "name",
        "name_en",
        "trigger",
        "amount",
        "duty_seconds",
        "recipients",
        "notice",
        "hands_over",
    )
    return {"name": "换个名字", "rungs": list(Rung.objects.filter(ladder__active=True).values(*names))}


def _who(browser: Browser, row: dict[str, Any]) -> int:
    """Oneself where one visits, else whoever the row is about."""
    me = browser.get("/me").json()
    return int(me["id"]) if me.get("role") in ("cadre", "team_leader") else int(row["holder"])


def working_day(number: int) -> date:
    """The so-manieth working day after today."""
    calendar, day = zone_calendar(), timezone.localdate()
    while number:
        day += timedelta(days=1)
        number -= calendar.is_working(day)
    return day


def _in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat()


def a_day_more(ref: str) -> str:
    """A day behind the ticket's deadline; behind this moment while its clock rests."""
    due = Clock.objects.filter(ticket__ref=ref, kind="resolve").values_list("due_at", flat=True).last()
    return ((due or timezone.now()) + timedelta(days=1)).isoformat()


def verb_body(
    people: World, verb: str, needs: tuple[str, ...], row: dict[str, Any], into: str
) -> dict[str, Any]:
    """What the life cycle says a verb needs; a unit that is asked for where another one must take over."""
    others = {"rule_objection", "hand_over", "give_subtask"}
    elsewhere = {"unit": people.labour.pk} if verb in others else {}
    values: dict[str, Any] = {
        "reason": REASON,
        "text": "说明一下情况。",
        "unit": row["unit"],
        "how": "phone",
        "due_at": a_day_more(row["ref"]),
        "decision": "granted",
        "review_on": (timezone.localdate() + timedelta(days=10)).isoformat(),
        "outcome": "solved",
        "public_reply": "已经办好了。",
        "score": 5,
        "into": into,
        "category": "LOG",
        "cause": row["cause"],
        "colour": "blue",
    }
    return {name: values[name] for name in needs if not name.startswith("optional_")} | elsewhere
