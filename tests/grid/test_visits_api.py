"""Visits through the API: logged, read, amended, photographed."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from core.models import EventRecord
from enterprises.models import Enterprise
from grid.actions.assign_enterprise import assign_enterprise
from grid.actions.leave_unit import leave_unit
from grid.models import Assignment, Membership, Visit, VisitPhoto, VisitRevision
from grid.tasks import render_photos
from tests.browser import Browser
from tests.grid.visits import visit_body
from tests.people import World

Browsers = Callable[..., Browser]


@pytest.fixture
def logged(people: World, browser_of: Browsers) -> dict[str, Any]:
    """Ada's visit to the chip maker."""
    body: dict[str, Any] = browser_of(people.ada).create("/visits", visit_body(people.chips)).json()
    return body


def test_ada_logs_a_visit_and_reads_it_back(people: World, browser_of: Browsers) -> None:
    ada = browser_of(people.ada)

    answer = ada.create("/visits", visit_body(people.chips, device_id="pad-3"))

    assert answer.status_code == 201
    body = answer.json()
    assert body["enterprise"]["short_name"] == "芯屿半导体"
    assert body["author"]["name"] == "安达"
    assert body["unit"]["id"] == people.team.pk
    assert 60 < body["distance_m"] < 90
    assert body["production"]["returned_staff"] == 121
    assert body["version"] == 1
    assert ada.get(f"/visits/{body['uuid']}").json() == body


def test_production_seen_in_a_visit_becomes_the_latest_of_the_enterprise(
    people: World, logged: dict[str, Any]
) -> None:
    chips = Enterprise.objects.select_related("latest_report").get(pk=people.chips.pk)
    assert chips.latest_report.capacity_percent == 40
    assert chips.latest_report.reported_by_id == people.ada.pk


def test_a_visit_is_told_to_its_enterprise_its_team_and_the_board(
    people: World, logged: dict[str, Any]
) -> None:
    event = EventRecord.objects.get(kind="visit_logged")
    assert set(event.topics) == {
        "board",
        f"enterprise.{people.chips.uuid}",
        f"unit.{people.team.pk}",
        f"user.{people.ada.pk}",
    }
    assert event.payload["visit"] == logged["uuid"]


def test_the_same_visit_sent_twice_is_one_visit(people: World, browser_of: Browsers) -> None:
    ada, body = browser_of(people.ada), visit_body(people.chips)
    key = str(uuid.uuid4())

    first, again = ada.create("/visits", body, key=key), ada.create("/visits", body, key=key)
    other = ada.create("/visits", {**body, "summary": "另一件事"}, key=key)

    assert first.json() == again.json()
    assert again.headers["Idempotent-Replay"] == "true"
    assert other.status_code == 422
    assert other.json()["sent_hash"] != other.json()["stored_hash"]
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"occurred_at": "2099-01-01T00:00:00Z"}, "occurred_at"),
        ({"occurred_at": "yesterday"}, "occurred_at"),
        ({"template_version": 99}, "template_version"),
        ({"answers": {"plan_ready": "perhaps"}}, "answers.plan_ready"),
        ({"answers": {"missing_workers": "many"}}, "answers.missing_workers"),
        ({"answers": {"weather": "fine"}}, "answers.weather"),
        ({"answers": []}, "answers"),
        ({"lat": 91}, "lat"),
        ({"lat": "NaN"}, "lat"),
        ({"people_met": [{"title": "人事"}]}, "people_met.0.name"),
        ({"production": {"expected_staff": 1}}, "production.returned_staff"),
        (
            {
                "production": {
                    "expected_staff": 1,
                    "returned_staff": 2,
                    "capacity_percent": 3,
                    "state": "partial",
                }
            },
            "returned_staff",
        ),
        ({"mood": "good"}, "mood"),
        ({"enterprise": "chips"}, "enterprise"),
        ({"summary": "x" * 4001}, "summary"),
        ({"follow_up_on": "2020-02-30"}, "follow_up_on"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_name(
    people: World, browser_of: Browsers, change: dict[str, Any], field: str
) -> None:
    answer = browser_of(people.ada).create("/visits", visit_body(people.chips, **change))

    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("ada", 201),
        ("ben", 201),
        ("dora", 201),
        ("lena", 201),
        ("cleo", 404),
        ("finn", 403),
        ("eva", 403),
        ("adam", 403),
    ],
)
def test_who_may_log_a_visit(people: World, browser_of: Browsers, who: str, status: int) -> None:
    answer = browser_of(getattr(people, who)).create("/visits", visit_body(people.chips))
    assert answer.status_code == status


def test_a_foreign_enterprise_answers_as_a_missing_one(people: World, browser_of: Browsers) -> None:
    cleo = browser_of(people.cleo)
    foreign = cleo.create("/visits", visit_body(people.chips)).json()
    missing = cleo.create("/visits", visit_body(people.chips, enterprise=str(uuid.uuid4()))).json()
    for body in (foreign, missing):
        del body["request_id"]
    assert foreign == missing


def test_a_visit_made_before_a_change_of_hands_is_still_taken(people: World, browser_of: Browsers) -> None:
    """Ada was offline; meanwhile Ben took the chip maker on and she left the team."""
    today = timezone.localdate()
    assign_enterprise(
        actor=None, at=timezone.now(), enterprise=people.chips, cadre=people.ben, starts_on=today
    ) if not Assignment.objects.filter(cadre=people.ben, kind="primary").exists() else None
    membership = Membership.objects.get(user=people.ada)
    leave_unit(actor=None, at=timezone.now(), membership_id=membership.pk, ends_on=today)
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    ada = browser_of(people.ada)

    late = ada.create("/visits", visit_body(people.chips, occurred_at=yesterday))
    new = ada.create("/visits", visit_body(people.chips))

    assert late.status_code == 201
    assert new.status_code == 404


def test_a_visit_dated_before_one_served_the_enterprise_is_refused_with_the_reason(
    people: World, browser_of: Browsers
) -> None:
    answer = browser_of(people.ada).create(
        "/visits", visit_body(people.chips, occurred_at="2019-12-01T02:00:00Z")
    )
    assert answer.status_code == 403
    assert "包联干部" in answer.json()["errors"][0]["remedy"]


def test_a_phone_whose_clock_runs_ahead_is_believed_when_it_says_so(
    people: World, browser_of: Browsers
) -> None:
    ahead = timezone.now() + timedelta(hours=3)
    answer = browser_of(people.ada).create(
        "/visits",
        visit_body(people.chips, occurred_at=ahead.isoformat(), sent_at=ahead.isoformat()),
    )
    assert answer.status_code == 201
    assert Visit.objects.get().clock_offset_seconds == pytest.approx(-3 * 3600, abs=5)


def test_amending_keeps_what_was_said_before(
    people: World, browser_of: Browsers, logged: dict[str, Any]
) -> None:
    path, ada = f"/visits/{logged['uuid']}", browser_of(people.ada)
    production = {"expected_staff": 386, "returned_staff": 200, "capacity_percent": 55, "state": "partial"}

    answer = ada.patch(
        path, {"reason": "人数写错", "summary": "缺工 86 人。", "production": production}, version=1
    )

    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"2"'
    body = answer.json()
    assert (body["version"], body["summary"], body["production"]) == (2, "缺工 86 人。", production)
    assert body["revisions"][0]["reason"] == "人数写错"
    before = VisitRevision.objects.get().before
    assert before["summary"] == logged["summary"]
    assert before["production"]["returned_staff"] == 121
    assert EventRecord.objects.get(kind="visit_amended").payload["fields"] == ["production", "summary"]


def test_amending_asks_for_the_version_last_seen(
    people: World, browser_of: Browsers, logged: dict[str, Any]
) -> None:
    path, ada = f"/visits/{logged['uuid']}", browser_of(people.ada)
    change = {"reason": "补充", "summary": "新"}
    assert ada.patch(path, change).status_code == 428
    assert ada.patch(path, change, version=1).status_code == 200

    stale = ada.patch(path, {"reason": "补充", "summary": "更新"}, version=1)

    assert stale.status_code == 412
    assert stale.json()["current"]["version"] == 2
    assert stale.json()["current"]["summary"] == "新"


@pytest.mark.parametrize(("who", "status"), [("ben", 200), ("dora", 200), ("lena", 403), ("cleo", 404)])
def test_who_may_amend_ada_s_visit(
    people: World, browser_of: Browsers, logged: dict[str, Any], who: str, status: int
) -> None:
    answer = browser_of(getattr(people, who)).patch(
        f"/visits/{logged['uuid']}", {"reason": "补充", "summary": "新"}, version=1
    )
    assert answer.status_code == status


def test_the_enterprise_learns_that_somebody_came_but_not_what_was_noted(
    people: World, browser_of: Browsers, logged: dict[str, Any]
) -> None:
    eva = browser_of(people.eva)
    (row,) = eva.get("/visits").json()["results"]
    assert (row["summary"], row["distance_m"]) == ("", None)
    assert eva.get(f"/visits/{logged['uuid']}").status_code == 403


def test_visits_come_latest_first_in_pages(people: World, browser_of: Browsers) -> None:
    ada, now = browser_of(people.ada), timezone.now()
    for days in (3, 1, 2):
        ada.create("/visits", visit_body(people.chips, occurred_at=(now - timedelta(days=days)).isoformat()))

    first = ada.get("/visits", limit=2, mine="true", enterprise=str(people.chips.uuid)).json()
    rest = ada.get("/visits", limit=2, cursor=first["next"]).json()

    moments = [row["occurred_at"] for row in [*first["results"], *rest["results"]]]
    assert moments == sorted(moments, reverse=True)
    assert (len(moments), rest["next"]) == (3, None)


@pytest.mark.parametrize("query", [{"cursor": "xx"}, {"limit": "0"}, {"enterprise": "x"}, {"colour": "red"}])
def test_a_wrong_query_is_refused_by_its_name(
    people: World, browser_of: Browsers, query: dict[str, str]
) -> None:
    answer = browser_of(people.ada).get("/visits", **query)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == next(iter(query))


@pytest.mark.parametrize("rows", [1, 4])
def test_lists_and_details_cost_the_same_for_any_number_of_rows(
    people: World, browser_of: Browsers, django_assert_num_queries: Any, rows: int
) -> None:
    ada = browser_of(people.ada)
    created = [ada.create("/visits", visit_body(people.chips)).json()["uuid"] for _ in range(rows)]
    ada.upload(f"/visits/{created[0]}/photos", picture())

    with django_assert_num_queries(2):
        ada.get("/visits")
    with django_assert_num_queries(5):
        ada.get(f"/visits/{created[0]}")


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small photo with a place in its metadata."""
    image, exif, out = Image.new("RGB", size, "teal"), Image.Exif(), io.BytesIO()
    exif[0x010E] = "at the gate"
    image.save(out, kind, exif=exif)
    return out.getvalue()


def test_a_photo_is_received_rendered_and_shown_without_its_metadata(
    people: World, browser_of: Browsers, logged: dict[str, Any], settings: Any
) -> None:
    ada, data = browser_of(people.ada), picture()
    path = f"/visits/{logged['uuid']}/photos"

    received = ada.upload(path, data, caption="大门")
    photo = received.json()
    too_early = ada.get(f"/photos/{photo['uuid']}")
    render_photos([f"visit.{logged['uuid']}"])
    shown = ada.get(f"/photos/{photo['uuid']}")

    assert received.status_code == 201
    assert photo["state"] == "received"
    assert too_early.status_code == 404
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"].startswith("private")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    rendition = b"".join(shown.streaming_content)
    assert rendition != data
    assert not Image.open(io.BytesIO(rendition)).getexif()
    (row,) = ada.get(f"/visits/{logged['uuid']}").json()["photo_list"]
    assert (row["caption"], row["state"]) == ("大门", "ready")
    assert EventRecord.objects.filter(kind="photo_settled").count() == 1


@pytest.mark.parametrize(("who", "status"), [("ben", 200), ("dora", 200), ("cleo", 404), ("eva", 404)])
def test_who_may_see_a_photo(
    people: World, browser_of: Browsers, logged: dict[str, Any], who: str, status: int
) -> None:
    photo = browser_of(people.ada).upload(f"/visits/{logged['uuid']}/photos", picture()).json()
    render_photos([f"visit.{logged['uuid']}"])
    assert browser_of(getattr(people, who)).get(f"/photos/{photo['uuid']}").status_code == status


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.4 x", b"<svg onload=alert(1)>", b"MZ\x90", b"\xff\xd8\xff\xe0 no picture"],
)
def test_bytes_that_are_no_picture_are_refused_before_the_receipt(
    people: World, browser_of: Browsers, logged: dict[str, Any], data: bytes
) -> None:
    answer = browser_of(people.ada).upload(f"/visits/{logged['uuid']}/photos", data, name="gate.jpg")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "file"
    assert not VisitPhoto.objects.exists()


def test_a_photo_that_cannot_be_decoded_is_rejected_and_does_not_stop_the_others(
    people: World, browser_of: Browsers, logged: dict[str, Any]
) -> None:
    ada, path = browser_of(people.ada), f"/visits/{logged['uuid']}/photos"
    broken, whole = ada.upload(path, picture()).json(), ada.upload(path, picture("PNG")).json()
    row = VisitPhoto.objects.get(uuid=broken["uuid"])
    (settings.MEDIA_ROOT / row.original).write_bytes(b"\xff\xd8\xff\xe0 cut short")

    render_photos([f"visit.{logged['uuid']}"])

    states = dict(VisitPhoto.objects.values_list("uuid", "state"))
    assert states == {row.uuid: "rejected", uuid.UUID(whole["uuid"]): "ready"}
