"""Visits that need a look, through the API: raised, answered, looked at, and what the enterprise says."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw

from core.models import EventRecord
from grid.models import Visit, VisitLook, VisitPhoto, VisitSignal
from grid.rules.place import to_gcj02
from grid.tasks import render_photos
from tests.browser import Browser
from tests.grid.visits import visit_body
from tests.people import World

FAR = {"lat": 30.35, "lon": 120.4}
TEXT = "企业搬到了新厂区,地址还没有更新。"


def visited(people: World, **more: Any) -> dict[str, Any]:
    answer = Browser(people.ada).create("/visits", visit_body(people.chips, **more))
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def kinds(visit: dict[str, Any]) -> list[str]:
    return [one["kind"] for one in visit["signals"]]


def test_a_visit_at_the_gate_raises_nothing(people: World) -> None:
    visit = visited(people)
    assert (visit["signals"], visit["look"]) == ([], None)
    assert Browser(people.ben).get("/visit-looks").json()["results"] == []


def test_a_visit_far_away_is_shown_to_author_and_leader_and_to_no_colleague_or_enterprise(
    people: World,
) -> None:
    visit = visited(people, **FAR)

    assert kinds(visit) == ["far"]
    assert visit["signals"][0]["facts"]["distance_m"] > 5_000
    event = EventRecord.objects.get(kind="visit_needs_look")
    assert set(event.notify) == {people.ada.pk, people.ben.pk}
    assert set(event.topics) == {f"user.{people.ada.pk}", f"user.{people.ben.pk}"}
    (listed,) = Browser(people.ben).get("/visit-looks").json()["results"]
    assert (listed["visit"], listed["author"]["name"], kinds(listed)) == (visit["uuid"], "安达", ["far"])
    assert kinds(Browser(people.dora).get(f"/visits/{visit['uuid']}").json()) == ["far"]


def test_a_point_in_the_other_datum_is_put_right_when_it_says_so_and_explained_when_not(
    people: World,
) -> None:
    lat, lon = to_gcj02(30.3095, 120.3235)
    said = visited(people, lat=lat, lon=lon, datum="gcj02")
    silent = visited(people, lat=lat, lon=lon)
    assert (kinds(said), said["distance_m"] < 90) == ([], True)
    assert (kinds(silent), silent["look"]) == (["datum"], None)


def test_two_weak_signals_together_ask_for_a_look(people: World) -> None:
    now = timezone.now()
    moments = {"occurred_at": now.isoformat(), "left_at": (now + timedelta(seconds=30)).isoformat()}
    alone = visited(people, **moments)
    both = visited(people, **moments, lat=None, lon=None, accuracy_m=None)
    assert (kinds(alone), alone["look"]) == (["short_stay"], None)
    assert set(kinds(both)) == {"unproven", "short_stay"}
    assert both["look"]["looked_at"] is None


def test_the_weightiest_reason_is_read_first_whenever_it_was_found(people: World) -> None:
    visit = visited(people, **FAR, occurred_at=(timezone.now() - timedelta(days=5)).isoformat())
    stored = Visit.objects.get(uuid=visit["uuid"])
    for kind in ("quick_answers", "photo_near", "disputed"):
        VisitSignal.objects.create(visit=stored, kind=kind, facts={}, at=timezone.now())

    order = ["disputed", "far", "photo_near", "quick_answers", "back_dated"]
    assert kinds(Browser(people.ada).get(f"/visits/{visit['uuid']}").json()) == order
    (listed,) = Browser(people.ben).get("/visit-looks").json()["results"]
    assert kinds(listed) == order


def test_two_visits_that_no_car_can_join_are_asked_about(people: World) -> None:
    now = timezone.now()
    earlier = visit_body(
        people.site,
        occurred_at=(now - timedelta(minutes=3)).isoformat(),
        lat=30.9,
        lon=120.9,
    )
    Browser(people.ada).create("/visits", earlier)
    visit = visited(people, occurred_at=now.isoformat())
    assert kinds(visit) == ["speed"]


def test_the_author_answers_and_the_leader_looks_once_and_never_at_his_own(people: World) -> None:
    path = f"/visits/{visited(people, **FAR)['uuid']}"
    ada, ben, dora = Browser(people.ada), Browser(people.ben), Browser(people.dora)

    assert ben.post(f"{path}/explain", {"text": TEXT}).status_code == 403
    assert ada.post(f"{path}/look", {"note": "没有问题。"}).status_code == 403
    explained = ada.post(f"{path}/explain", {"text": TEXT})
    assert explained.json()["look"]["explanation"] == TEXT
    looked = ben.post(f"{path}/look", {"note": "已电话核实,情况属实。"})

    assert looked.json()["look"]["looked_by"]["name"] == "贝恩"
    assert ben.get("/visit-looks").json()["results"] == []
    assert len(ben.get("/visit-looks", done="true").json()["results"]) == 1
    assert dora.post(f"{path}/look", {"note": "再看一次。"}).status_code == 409
    assert ada.post(f"{path}/explain", {"text": TEXT}).status_code == 409
    assert list(EventRecord.objects.get(kind="visit_looked_at").notify) == [people.ada.pk]

    own = ben.create("/visits", visit_body(people.chips, **FAR)).json()
    assert ben.get("/visit-looks").json()["results"] == []
    assert ben.post(f"/visits/{own['uuid']}/look", {"note": "没有问题。"}).status_code == 403
    assert dora.post(f"/visits/{own['uuid']}/look", {"note": "没有问题。"}).status_code == 200


def test_a_visit_without_signals_cannot_be_looked_at(people: World) -> None:
    path = f"/visits/{visited(people)['uuid']}"
    assert Browser(people.ben).post(f"{path}/look", {"note": "看过了。"}).status_code == 409


def test_the_enterprise_confirms_a_visit_once_and_everybody_concerned_reads_it(people: World) -> None:
    visit, eva = visited(people), Browser(people.eva)

    answer = eva.post(f"/visits/{visit['uuid']}/answer", {"confirmed": True})

    assert (answer.status_code, answer.json()["backcheck"]) == (200, "confirmed")
    assert eva.post(f"/visits/{visit['uuid']}/answer", {"confirmed": False}).status_code == 409
    assert Browser(people.ben).get(f"/visits/{visit['uuid']}").json()["backcheck"] == "confirmed"
    assert EventRecord.objects.filter(kind="visit_confirmed").exists()
    assert not VisitLook.objects.exists()


def test_a_dispute_needs_its_reason_and_asks_for_a_look(people: World) -> None:
    visit, eva = visited(people), Browser(people.eva)
    path = f"/visits/{visit['uuid']}/answer"

    bare = eva.post(path, {"confirmed": False})
    assert (bare.status_code, bare.json()["errors"][0]["field"]) == (400, "text")
    told = eva.post(path, {"confirmed": False, "text": "当天没有人来过。"})

    assert told.json()["backcheck_text"] == "当天没有人来过。"
    assert "signals" not in told.json()
    (listed,) = Browser(people.ben).get("/visit-looks").json()["results"]
    assert (kinds(listed), listed["backcheck"]) == (["disputed"], "disputed")
    event = EventRecord.objects.get(kind="visit_disputed")
    assert set(event.notify) == {people.ada.pk, people.ben.pk}


def drawn(seed: int, *, caption: str = "", quality: int = 90) -> bytes:
    """Blocks of grey by the seed, with a watermark at the foot."""
    image = Image.new("RGB", (320, 240), "white")
    pen = ImageDraw.Draw(image)
    for cell in range(48):
        grey = (seed * 7919 + cell * cell * 104_729 + cell * seed * 31) % 256
        left, top = cell % 8 * 40, cell // 8 * 34
        pen.rectangle((left, top, left + 40, top + 34), fill=(grey, grey, grey))
    pen.text((10, 218), caption, fill="red")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        (drawn(3, caption="08:00"), ["photo_seen"]),
        (drawn(3, caption="17:45", quality=60), ["photo_near"]),
        (drawn(4, caption="08:00"), []),
    ],
    ids=["equal", "near", "other"],
)
def test_a_photo_seen_at_another_visit_is_a_reason_to_ask(
    people: World, again: bytes, expected: list[str]
) -> None:
    ada = Browser(people.ada)
    first, second = visited(people), visited(people)
    ada.upload(f"/visits/{first['uuid']}/photos", drawn(3, caption="08:00"), key=str(uuid.uuid4()))
    render_photos([f"visit.{first['uuid']}"])
    ada.upload(f"/visits/{second['uuid']}/photos", again, key=str(uuid.uuid4()))

    render_photos([f"visit.{second['uuid']}"])

    assert VisitPhoto.objects.filter(fingerprint__isnull=False).count() == 2
    assert list(VisitSignal.objects.values_list("kind", flat=True)) == expected
    assert not VisitSignal.objects.filter(visit__uuid=first["uuid"]).exists()


def test_the_list_costs_the_same_however_long(people: World, django_assert_num_queries: Any) -> None:
    ben = Browser(people.ben)
    ben.get("/me")
    for rows in (1, 4):
        while Visit.objects.count() < rows:
            visited(people, **FAR)
        with django_assert_num_queries(3):
            assert len(ben.get("/visit-looks").json()["results"]) == rows
