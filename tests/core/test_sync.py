"""Numbered items, receipts and changes, through the API as a phone uses it."""

from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.utils import timezone

from accounts.actions.disable_user import disable_user
from core.models import Device, Receipt, Upload
from core.pieces import sweep_uploads
from core.registry import registry
from enterprises.models import Enterprise
from grid.actions.assign_enterprise import assign_enterprise
from grid.models import AssignmentKind, Visit, VisitPhoto
from notifications.relay import dispatch_batch
from tests.browser import API, Browser
from tests.grid.test_visits_api import picture
from tests.grid.visits import visit_body
from tests.people import World


class Phone:
    """A device with its own numbers."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.device, self.seq = browser, str(uuid.uuid4()), 0
        self.user = int(browser.client.session.get("_auth_user_id", 0))

    def item(self, kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
        self.seq += 1
        body = {"uuid": str(uuid.uuid4()), **body}
        return {"kind": kind, "uuid": body["uuid"], "seq": self.seq, "body": body, **more}

    def push(self, *items: dict[str, Any], **more: Any) -> Any:
        body = {
            "user": self.user,
            "device": self.device,
            "sent_at": timezone.now().isoformat(),
            "items": list(items),
            **more,
        }
        body["items"] = [{**one, "body": written(one["body"])} for one in items]
        return self.browser.post("/sync/items", body)

    def visit(self, visited: Enterprise, **more: Any) -> dict[str, Any]:
        return self.item("visit", visit_body(visited, **more))

    def upload(self, data: bytes, *, key: str | None = None, piece: int = 200) -> str:
        """The bytes in two pieces, the first with the announcement."""
        key = key or str(uuid.uuid4())
        facts = {"id": key, "sha256": hashlib.sha256(data).hexdigest()}
        told = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in facts.items())
        self.send_piece(
            "post", "/uploads", data[:piece], **{"Upload-Length": str(len(data)), "Upload-Metadata": told}
        )
        if data[piece:]:
            self.send_piece("patch", f"/uploads/{key}", data[piece:], **{"Upload-Offset": str(piece)})
        return key

    def send_piece(self, method: str, path: str, data: bytes, **headers: str) -> Any:
        call = getattr(self.browser.client, method)
        return call(API + path, data, content_type="application/offset+octet-stream", headers=headers)

    def changes(self, cursor: str = "", **more: Any) -> Any:
        return self.browser.get("/sync", cursor=cursor, **more)


@pytest.fixture
def phone(people: World) -> Phone:
    return Phone(Browser(people.ada))


def written(body: dict[str, Any]) -> str:
    return orjson.dumps(body).decode()


def hash_of(body: dict[str, Any]) -> str:
    return hashlib.sha256(written(body).encode()).hexdigest()


def test_a_visit_its_ticket_and_its_photo_each_get_a_receipt_with_the_hash_of_what_came(
    people: World, phone: Phone
) -> None:
    visit = phone.visit(people.chips)
    ticket = phone.item(
        "ticket",
        {
            "enterprise": str(people.chips.uuid),
            "category": "LAB-RET",
            "text": "缺工九十四人。",
            "visit": visit["uuid"],
        },
        after=visit["uuid"],
    )
    data = picture()
    key = phone.upload(data)
    sha = hashlib.sha256(data).hexdigest()
    photo = phone.item("visit_photo", {"uuid": key, "visit": visit["uuid"], "name": "a.jpg", "sha256": sha})

    answer = phone.push(visit, ticket, photo)

    assert answer.status_code == 200, answer.content
    receipts = answer.json()["receipts"]
    assert [row["outcome"] for row in receipts] == ["stored"] * 3
    assert [row["sha256"] for row in receipts] == [hash_of(item["body"]) for item in (visit, ticket, photo)]
    assert receipts[2]["result"]["sha256"] == sha == VisitPhoto.objects.get().sha256
    assert receipts[1]["result"]["ref"].startswith("QT-")
    assert answer.json()["last"] == 3
    assert not Upload.objects.exists()


def test_the_same_number_and_bytes_get_the_same_receipt_and_other_bytes_both_hashes(
    people: World, phone: Phone
) -> None:
    visit = phone.visit(people.chips)
    first, again = phone.push(visit).json(), phone.push(visit).json()
    assert first["receipts"] == again["receipts"]
    assert Visit.objects.count() == 1

    other = {**visit, "body": {**visit["body"], "summary": "另一件事"}}
    refused = phone.push(other)
    assert refused.status_code == 422
    assert refused.json()["sent_hash"] == hash_of(other["body"])
    assert refused.json()["stored_hash"] == hash_of(visit["body"])

    later = phone.push({**other, "seq": 2}).json()["receipts"][0]
    assert (later["outcome"], later["problem"]["code"]) == ("refused", "other_body")


def test_a_gap_is_answered_with_what_is_missing_and_a_taken_number_with_its_receipt(
    people: World, phone: Phone
) -> None:
    visits = [phone.visit(people.chips) for _ in range(3)]
    phone.push(visits[0])

    gap = phone.push(visits[2])
    assert (gap.status_code, gap.json()["code"], gap.json()["missing"]) == (409, "gap", [2, 2])
    assert Device.objects.get().gaps == 1

    taken = phone.push({**visits[1], "seq": 1})
    assert (taken.status_code, taken.json()["code"]) == (409, "number_taken")
    assert taken.json()["receipt"]["id"] == visits[0]["uuid"]
    assert taken.json()["last"] == 1


def test_a_refusal_is_a_receipt_and_blocks_nobody_but_what_hangs_on_it(people: World, phone: Phone) -> None:
    bad = phone.visit(people.chips, answers={"weather": "fine"})
    child = phone.item("ticket", {"category": "LAB-RET", "text": "缺工九十四人。"}, after=bad["uuid"])
    good = phone.visit(people.chips)

    receipts = phone.push(bad, child, good).json()["receipts"]

    assert [row["outcome"] for row in receipts] == ["refused", "refused", "stored"]
    assert receipts[0]["problem"]["errors"][0]["field"] == "answers.weather"
    assert receipts[1]["problem"]["code"] == "after_refused"
    assert Receipt.objects.get(seq=1).payload == bad["body"]

    mended = {**bad, "seq": 4, "body": {**bad["body"], "answers": {}}}
    assert phone.push(mended).json()["receipts"][0]["outcome"] == "stored"
    assert Receipt.objects.get(seq=1).settled_at is not None


def test_a_crash_leaves_no_trace_and_stops_what_comes_after(
    people: World, phone: Phone, monkeypatch: Any
) -> None:
    def crash(told: Any) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setitem(registry.receivers, "crash", crash)
    answer = phone.push(phone.visit(people.chips), phone.item("crash", {}), phone.visit(people.chips)).json()
    assert answer["stopped"] == {"seq": 2, "code": "crashed"}
    assert (len(answer["receipts"]), answer["last"]) == (1, 1)


def test_a_visit_with_position_and_production_costs_seventeen_statements(
    people: World, phone: Phone, django_assert_num_queries: Any
) -> None:
    phone.push(phone.visit(people.chips))
    for many in (1, 6):
        visits = [phone.visit(people.chips) for _ in range(many)]
        with django_assert_num_queries(4 + 17 * many):
            assert len(phone.push(*visits).json()["receipts"]) == many


def test_a_photo_waits_for_its_bytes_without_using_its_number_up(people: World, phone: Phone) -> None:
    visit = phone.visit(people.chips)
    phone.push(visit)
    data, key = picture(), str(uuid.uuid4())
    sha = hashlib.sha256(data).hexdigest()
    photo = phone.item("visit_photo", {"uuid": key, "visit": visit["uuid"], "name": "a.jpg", "sha256": sha})

    assert phone.push(photo).json()["stopped"]["code"] == "unfinished"
    phone.upload(data, key=key)
    assert phone.push(photo).json()["receipts"][0]["outcome"] == "stored"


def test_pieces_continue_where_the_last_one_ended_and_garbled_ones_are_sent_back(
    people: World, phone: Phone
) -> None:
    data = picture()
    key = phone.upload(data[:200] + data[200:], piece=200)
    assert Upload.objects.get().offset == len(data)
    state = phone.browser.client.head(f"{API}/uploads/{key}")
    assert state["Upload-Offset"] == state["Upload-Length"] == str(len(data))
    again = phone.send_piece("patch", f"/uploads/{key}", b"x", **{"Upload-Offset": "3"})
    assert (again.status_code, again.json()["offset"]) == (409, len(data))

    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    facts = {"id": str(uuid.uuid4()), "sha256": hashlib.sha256(data).hexdigest()}
    told = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in facts.items())
    garbled = phone.send_piece(
        "post",
        "/uploads",
        data[:9],
        **{"Upload-Length": str(len(data)), "Upload-Metadata": told, "Upload-Checksum": f"sha256 {wrong}"},
    )
    assert garbled.status_code == 460
    assert Browser(people.ben).client.head(f"{API}/uploads/{key}").status_code == 404


def test_uploads_nobody_finishes_are_forgotten_after_three_days(people: World, phone: Phone) -> None:
    phone.upload(picture())
    assert sweep_uploads(timezone.now()) == 0
    assert sweep_uploads(timezone.now() + timedelta(days=4)) == 1
    assert not Upload.objects.exists()


def test_a_visit_out_of_scope_is_held_and_counts_once_the_leader_says_so(people: World) -> None:
    cleo, ben, dora = Phone(Browser(people.cleo)), Browser(people.ben), Browser(people.dora)
    visit = cleo.visit(people.chips)
    ticket = cleo.item(
        "ticket",
        {
            "enterprise": str(people.chips.uuid),
            "category": "LAB-RET",
            "text": "缺工九十四人。",
            "visit": visit["uuid"],
        },
        after=visit["uuid"],
    )
    unknown = cleo.visit(people.chips, enterprise=str(uuid.uuid4()))

    receipts = cleo.push(visit, ticket, unknown).json()["receipts"]

    assert [row["outcome"] for row in receipts] == ["held"] * 3
    assert not Visit.objects.exists()
    assert ben.get("/phones").json() == []
    listed = dora.get("/phones").json()[0]["waiting"]
    assert listed[0]["summary"] == visit["body"]["summary"]
    assert ben.post(f"/held-items/{listed[0]['id']}", {"accept": True}).status_code == 404
    assert dora.post(f"/held-items/{listed[0]['id']}", {"accept": True}).json()["outcome"] == "stored"
    assert Visit.objects.get().author_id == people.cleo.pk
    assert (
        dora.post(f"/held-items/{listed[2]['id']}", {"accept": False, "reason": "没有这家企业"}).status_code
        == 200
    )
    settled = cleo.changes(device=cleo.device).json()["settled"]
    assert {row["id"]: row["outcome"] for row in settled} == {
        visit["uuid"]: "stored",
        ticket["uuid"]: "stored",
        unknown["uuid"]: "refused",
    }


def test_nobody_accepts_what_he_sent_himself(people: World) -> None:
    ben, dora = Phone(Browser(people.ben)), Browser(people.dora)
    ben.push(ben.visit(people.fibre))
    held = Receipt.objects.get()

    for accept in (True, False):
        refused = ben.browser.post(f"/held-items/{held.pk}", {"accept": accept, "reason": "不算"})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert not Visit.objects.exists()
    assert dora.post(f"/held-items/{held.pk}", {"accept": True}).json()["outcome"] == "stored"


def test_a_held_visit_that_came_in_by_another_way_gets_the_answer_it_got_there(people: World) -> None:
    cleo, dora = Phone(Browser(people.cleo)), Browser(people.dora)
    same, changed, foreign = (cleo.visit(people.chips) for _ in range(3))
    cleo.push(same, changed, foreign)
    assign_enterprise(
        actor=None,
        at=timezone.now(),
        enterprise=people.chips,
        cadre=people.cleo,
        kind=AssignmentKind.BACKUP,
        starts_on=timezone.localdate(),
    )
    first = cleo.browser.create("/visits", same["body"], key=same["uuid"])
    cleo.browser.create("/visits", {**changed["body"], "summary": "另一件事"}, key=changed["uuid"])
    dora.create("/visits", foreign["body"], key=foreign["uuid"])
    ids = dict(Receipt.objects.values_list("item", "pk"))

    def accept(item: dict[str, Any]) -> Any:
        return dora.post(f"/held-items/{ids[uuid.UUID(item['uuid'])]}", {"accept": True})

    accepted = accept(same)
    assert accepted.status_code == 200, accepted.content
    assert (accepted.json()["outcome"], accepted.json()["result"]) == ("stored", first.json())
    assert (accept(changed).status_code, accept(changed).json()["code"]) == (422, "other_body")
    assert (accept(foreign).status_code, accept(foreign).json()["code"]) == (409, "wrong_state")
    assert Visit.objects.count() == 3


def test_a_phone_whose_clock_is_a_year_ahead_still_tells_the_right_time(people: World, phone: Phone) -> None:
    ahead = timezone.now() + timedelta(days=365)
    phone.push(phone.visit(people.chips, occurred_at=ahead.isoformat()), sent_at=ahead.isoformat())
    visit = Visit.objects.get()
    assert abs(visit.occurred_at - timezone.now()) < timedelta(minutes=1)
    assert visit.clock_offset_seconds is not None
    assert abs(visit.clock_offset_seconds + 365 * 86400) < 60


def test_a_phone_gets_everything_once_and_then_only_what_changed(people: World, phone: Phone) -> None:
    phone.push(phone.visit(people.chips))
    dispatch_batch(timezone.now())

    whole = phone.changes().json()
    shelves = whole["shelves"]
    assert {row["short_name"] for row in shelves["enterprises"]["rows"]} == {
        "芯屿半导体",
        people.site.short_name,
    }
    assert len(shelves["visits"]["rows"]) == len(shelves["templates"]["rows"]) == 1
    assert all(shelf["reset"] for shelf in shelves.values())

    quiet = phone.changes(whole["cursor"])
    assert len(quiet.content) <= 600
    assert [shelf["rows"] for shelf in quiet.json()["shelves"].values()] == [[]] * 4

    phone.push(phone.visit(people.site, production=None))
    dispatch_batch(timezone.now())
    delta = phone.changes(whole["cursor"]).json()["shelves"]
    assert [row["short_name"] for row in delta["enterprises"]["rows"]] == [people.site.short_name]
    assert len(delta["visits"]["rows"]) == 1
    assert not any(shelf["reset"] for shelf in delta.values())


def test_checksums_are_those_a_phone_computes_of_its_rows(people: World, phone: Phone) -> None:
    phone.push(phone.visit(people.chips), phone.visit(people.site, production=None))
    shelves = phone.changes().json()["shelves"]
    for name, key in (("enterprises", "id"), ("visits", "uuid"), ("tickets", "ref"), ("templates", "code")):
        whole = 0
        for row in shelves[name]["rows"]:
            whole ^= int(hashlib.sha256(f"{row[key]} {row['version']}".encode()).hexdigest()[:12], 16)
        assert whole == shelves[name]["total"], name


def test_a_changed_scope_brings_everything_anew(people: World, phone: Phone) -> None:
    from grid.actions.place_enterprise import place_enterprise

    dispatch_batch(timezone.now())
    cursor = phone.changes().json()["cursor"]
    place_enterprise(
        actor=None,
        at=timezone.now(),
        enterprise=people.site,
        unit=people.other_team,
        starts_on=timezone.localdate(),
    )
    shelf = phone.changes(cursor).json()["shelves"]["enterprises"]
    assert shelf["reset"] is True
    assert [row["short_name"] for row in shelf["rows"]] == ["芯屿半导体"]


def test_a_closed_account_is_told_so_and_a_lost_session_is_not(people: World, phone: Phone) -> None:
    phone.push(phone.visit(people.chips))
    stranger = Browser()
    assert stranger.get("/sync", device=phone.device).status_code == 401
    disable_user(actor=people.adam, at=timezone.now(), user=people.ada, reason="离职")
    assert stranger.get("/sync", device=phone.device).status_code == 410


def test_what_a_phone_says_of_its_unsent_work_reaches_the_leader(people: World, phone: Phone) -> None:
    state = f"{phone.device};unsent=3;refused=1;oldest=90000"
    phone.browser.client.get(f"{API}/me", headers={"Sync-State": state})
    row = Browser(people.ben).get("/phones").json()[0]
    assert (row["user"]["name"], row["unsent"], row["refused"]) == ("安达", 3, 1)
    assert Browser(people.cleo).get("/phones").status_code == 403


def test_corrections_made_offline_merge_or_come_back_with_both_contents(people: World, phone: Phone) -> None:
    visit = phone.visit(people.chips)
    phone.push(visit)

    def amend(**changes: Any) -> dict[str, Any]:
        body = {"visit": visit["uuid"], "version": 1, "reason": "核对后更正", **changes}
        receipt: dict[str, Any] = phone.push(phone.item("visit_amendment", body)).json()["receipts"][0]
        return receipt

    assert amend(summary="缺工 90 人。")["outcome"] == "stored"
    assert amend(follow_up_on="2020-03-20")["outcome"] == "stored"
    clash = amend(summary="缺工 80 人。")

    assert (clash["outcome"], clash["problem"]["code"]) == ("refused", "stale")
    assert clash["problem"]["conflicts"] == ["summary"]
    assert clash["problem"]["theirs"]["summary"] == "缺工 90 人。"
    assert Visit.objects.get().follow_up_on is not None
