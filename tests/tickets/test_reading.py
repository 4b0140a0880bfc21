"""Who sees what, in how many queries, and nothing of what is internal."""

from __future__ import annotations

import io
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from core.models import EventRecord, Feed
from notifications.live.frames import from_record
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT, Do
from tickets.actions.keep_counters import keep_counters
from tickets.actions.let_time_pass import let_time_pass
from tickets.models import Attachment, BoardCounter, Clock, Ticket
from tickets.selectors.cards import card_of, drawn_card
from tickets.tasks import sweep_renditions


def picture() -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    Image.new("RGB", (64, 48), "navy").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def many(people: World, count: int) -> None:
    for number in range(count):
        Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": f"{TEXT} 第 {number} 件"})


def test_hidden_and_missing_tickets_answer_alike(people: World, routed: str) -> None:
    hidden = Browser(people.cleo).get(f"/tickets/{routed}")
    missing = Browser(people.cleo).get("/tickets/QT-20200101-000000")
    assert hidden.status_code == missing.status_code == 404
    assert {**hidden.json(), "request_id": ""} == {**missing.json(), "request_id": ""}


@pytest.mark.parametrize("fraction", [0, 74_560, 500_000, 123_456])
def test_a_card_drawn_in_memory_is_spelt_as_the_database_spells_it(
    people: World, handled: str, fraction: int
) -> None:
    ticket = Ticket.objects.get(ref=handled)
    moment = timezone.now().replace(microsecond=fraction)
    Ticket.objects.filter(pk=ticket.pk).update(updated_at=moment, due_at=moment, rung_since=moment)
    made = card_of(ticket.pk)
    row = Ticket.objects.select_related("category", "enterprise").get(pk=ticket.pk)
    assert drawn_card(row, made["unit"], made["holder"]) == made


def test_everybody_sees_exactly_their_tickets(people: World, routed: str) -> None:
    for user, sees in (
        (people.ada, True),
        (people.ben, True),
        (people.cleo, False),
        (people.dora, True),
        (people.eva, True),
        (people.finn, True),
        (people.lena, True),
        (people.adam, True),
    ):
        listed = [row["ref"] for row in Browser(user).get("/tickets").json()["results"]]
        assert (listed == [routed]) == sees, user
        assert (Browser(user).get(f"/tickets/{routed}").status_code == 200) == sees, user


def test_a_passer_by_is_asked_to_sign_in(people: World, routed: str) -> None:
    for path in ("/tickets", f"/tickets/{routed}", "/board", "/meta", "/overview"):
        assert Browser().get(path).status_code == 401


def test_an_enterprise_reads_no_internal_word(people: World, handled: str, do: Do) -> None:
    secret = "内部:企业负责人不太配合"
    Browser(people.ada).create(f"/tickets/{handled}/comments", {"kind": "internal", "text": secret})
    do(people.ada, handled, "record_contact", how="phone", text="电话里说得很不客气")
    do(people.ada, handled, "hand_over", reason="这家太麻烦")
    for path in (f"/tickets/{handled}", f"/tickets/{handled}/timeline", "/tickets"):
        seen = Browser(people.eva).get(path).content.decode()
        for word in (secret, "不客气", "太麻烦"):
            assert word not in seen, path
    detail = Browser(people.eva).get(f"/tickets/{handled}").json()
    assert detail["spans"] == detail["routing"] == []
    assert Browser(people.dora).get(f"/tickets/{handled}").json()["comments"][0]["text"] == secret


def test_an_enterprise_s_page_keeps_up_with_what_it_is_not_told(people: World, handled: str) -> None:
    note = {"kind": "internal", "text": "对方老板在外地,先不要催。"}
    version = Browser(people.ada).create(f"/tickets/{handled}/comments", note).json()["version"]
    record = EventRecord.objects.get(subject=handled, kind="note_added")
    record.seq = 1
    heard = json.loads(from_record(record).public(frozenset({f"ticket.{handled}"})) or "{}")
    assert heard["kind"] == "ticket_touched"
    assert set(heard["data"]) == {"ref", "version", "card"}
    assert (
        heard["data"]["version"]
        == version
        == Browser(people.eva).get(f"/tickets/{handled}").json()["version"]
    )


def test_lists_details_and_the_board_cost_the_same_however_many_rows(
    people: World, django_assert_max_num_queries: Any
) -> None:
    browser = Browser(people.ada)
    many(people, 3)
    ref = browser.get("/tickets").json()["results"][0]["ref"]
    for count in (0, 12):
        many(people, count)
        with django_assert_max_num_queries(4):
            browser.get("/tickets")
        with django_assert_max_num_queries(6):
            browser.get(f"/tickets/{ref}")
        with django_assert_max_num_queries(3):
            browser.get("/board")


def test_the_ledger_pages_by_key_and_filters(people: World) -> None:
    many(people, 7)
    browser = Browser(people.dora)
    first = browser.get("/tickets", limit=3).json()
    second = browser.get("/tickets", limit=3, cursor=first["next"]).json()
    third = browser.get("/tickets", limit=3, cursor=second["next"]).json()
    refs = [row["ref"] for page in (first, second, third) for row in page["results"]]
    assert len(refs) == len(set(refs)) == 7
    assert third["next"] is None
    assert refs == sorted(refs, reverse=True)
    assert len(browser.get("/tickets", state="submitted", limit=100).json()["results"]) == 7
    assert browser.get("/tickets", state="closed").json()["results"] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "flying"),
        ("unit", "x"),
        ("enterprise", "1"),
        ("cursor", "@@@"),
        ("cursor", "WyJ4Il0"),
        ("limit", "0"),
        ("limit", "9999999999999999999999"),
        ("unit", "99999999999999999999999"),
        ("category", "SUP\0"),
        ("search", "\0"),
    ],
)
def test_a_wrong_filter_names_itself(people: World, name: str, value: str) -> None:
    answer = Browser(people.dora).get("/tickets", **{name: value})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == name


def test_the_kept_counters_equal_the_counted(people: World, resolved: str, do: Do) -> None:
    many(people, 4)
    do(people.eva, resolved, "reject", reason="没有解决。")
    keep_counters(list(EventRecord.objects.order_by("id")))
    kept = {
        (row.unit_id, row.category, row.state, row.lamp): row.count
        for row in BoardCounter.objects.exclude(count=0)
    }
    counted: dict[Any, int] = {}
    for ticket in Ticket.objects.all():
        key = (ticket.holder_unit_id or 0, ticket.category_id, ticket.state, ticket.lamp)
        counted[key] = counted.get(key, 0) + 1
    assert kept == counted


def test_the_board_is_of_one_moment_and_cut_to_its_reader(people: World, routed: str) -> None:
    keep_counters(list(EventRecord.objects.order_by("id")))
    Feed.objects.update(head=41)
    for user, sees in ((people.dora, 1), (people.ben, 1), (people.cleo, 0), (people.finn, 0)):
        snapshot = Browser(user).get("/board").json()
        assert snapshot["as_of"] == 41
        assert len(snapshot["columns"]["assigned"]) == sees, user
        assert snapshot["totals"]["open"] == sees
    assert Browser(people.eva).get("/board").status_code == 403


def test_a_lamp_changes_by_itself_once_and_is_told(people: World, handled: str) -> None:
    clock = Clock.objects.get(ticket__ref=handled, kind="resolve")
    assert clock.due_at is not None
    late = clock.due_at + timedelta(seconds=1)
    assert let_time_pass(at=late) == 1
    assert let_time_pass(at=late) == 0
    assert Ticket.objects.get(ref=handled).lamp == "red"
    event = EventRecord.objects.get(subject=handled, kind="ticket_overdue")
    assert people.ada.pk in event.notify


def test_late_is_late_also_when_nobody_looked(people: World, handled: str, do: Do) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Clock.objects.filter(ticket__ref=handled, kind="resolve").update(due_at=yesterday, alarm_at=yesterday)
    do(people.ada, handled, "resolve", outcome="explained", public_reply="已经向企业解释清楚。")
    assert Clock.objects.get(ticket__ref=handled, kind="resolve").state == "missed"


def test_a_photo_is_judged_kept_by_its_hash_and_served_without_its_metadata(
    people: World, routed: str
) -> None:
    data = picture()
    receipt = Browser(people.eva).upload(f"/tickets/{routed}/attachments", data)
    assert receipt.status_code == 201, receipt.content
    uid = receipt.json()["uuid"]
    assert Browser(people.eva).get(f"/attachments/{uid}").status_code == 404
    assert sweep_renditions(timezone.now()) == 1
    served = Browser(people.ada).get(f"/attachments/{uid}")
    assert served["Content-Type"] == "image/jpeg"
    body = b"".join(served.streaming_content)
    assert b"secret camera" in data
    assert b"secret camera" not in body
    assert Browser(people.cleo).get(f"/attachments/{uid}").status_code == 404
    assert Attachment.objects.get().sha256 == receipt.json()["sha256"]


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload=alert(1)>", b"GIF89a", b"\xff\xd8\xff" + b"x" * 50, b"PK\x03\x04 word"]
)
def test_what_is_no_picture_and_no_pdf_is_refused_before_the_receipt(
    people: World, routed: str, data: bytes
) -> None:
    answer = Browser(people.eva).upload(f"/tickets/{routed}/attachments", data, name="photo.jpg")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "file"
    assert not Attachment.objects.exists()


def test_the_same_photo_twice_is_one_and_other_bytes_are_a_conflict(people: World, routed: str) -> None:
    browser, key, path = Browser(people.eva), str(uuid.uuid4()), f"/tickets/{routed}/attachments"
    data = picture()
    assert browser.upload(path, data, key=key).json() == browser.upload(path, data, key=key).json()
    other = browser.upload(path, b"%PDF-1.7 other", key=key)
    assert other.status_code == 422
    assert {"sent_hash", "stored_hash"} <= set(other.json())


def test_meta_tells_categories_units_and_working_hours(people: World) -> None:
    meta = Browser(people.ada).get("/meta").json()
    assert [node["code"] for node in meta["categories"]][:3] == ["LAB", "LOG", "FIN"]
    assert len(meta["units"]) == 38
    assert meta["working"][0][0] < meta["working"][0][1]
    assert Browser(people.eva).get("/meta").json()["units"] == []


def test_the_overview_is_for_those_who_steer(people: World) -> None:
    assert Browser(people.ada).get("/overview").status_code == 403
    figures = Browser(people.lena).get("/overview").json()
    assert figures["resumption"]["should"] == 2
    assert json.dumps(figures)


def test_an_unknown_address_and_a_crash_of_the_api_are_problems_too(
    people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = Browser(people.dora).get("/nowhere")
    assert unknown.status_code == 404
    assert unknown["Content-Type"] == "application/problem+json"

    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("tickets.api.views.tickets.board", crash)
    browser = Browser(people.dora)
    browser.client.raise_request_exception = False
    answer = browser.get("/board")
    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer["X-Request-ID"]


def test_a_ticket_is_found_by_either_end_of_its_number(people: World, routed: str) -> None:
    browser = Browser(people.dora)
    day, number = routed.split("-")[1:]
    for words in (routed, routed.lower(), f"QT-{day}", day, day[:6], f"{day}-{number}", number, number[-4:]):
        found = browser.get("/tickets", search=words).json()["results"]
        assert [row["ref"] for row in found] == [routed], words
    assert browser.get("/tickets", search="999999").json()["results"] == []
    assert browser.get("/tickets", search="((").json()["results"] == []


def test_filters_join_and_pages_go_on_under_them(people: World, routed: str) -> None:
    many(people, 3)
    browser, unit = Browser(people.dora), people.team.pk
    own = {"enterprise": people.chips.uuid, "category": "LAB", "state": "submitted,assigned", "open": "true"}
    first = browser.get("/tickets", limit=3, **own).json()
    rest = browser.get("/tickets", limit=3, cursor=first["next"], **own).json()
    assert len({row["ref"] for row in first["results"] + rest["results"]}) == 4
    held = browser.get("/tickets", unit=unit, holder=people.ada.pk, priority="normal,urgent").json()[
        "results"
    ]
    assert [row["ref"] for row in held] == [routed]
    assert browser.get("/tickets", enterprise=people.fibre.uuid).json()["results"] == []


def test_mine_is_what_lies_on_the_readers_own_desk(people: World, routed: str) -> None:
    for user, sees in ((people.ada, [routed]), (people.ben, []), (people.dora, [])):
        for more in ({}, {"open": "true"}, {"search": routed}):
            page = Browser(user).get("/tickets", mine="true", **more).json()
            assert [row["ref"] for row in page["results"]] == sees, (user, more)
