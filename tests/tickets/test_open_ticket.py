"""A problem comes in: from an enterprise, in a visit, by the service centre for somebody."""

from __future__ import annotations

import uuid
from typing import Any

from core.models import EventRecord
from tests.browser import Browser
from tests.people import World
from tests.tickets.conftest import TEXT
from tickets.models import Ticket

BODY = {"category": "LAB-RET", "text": TEXT}


def test_an_enterprise_submits_and_gets_a_number_and_three_promises(submitted: dict[str, Any]) -> None:
    assert submitted["state"] == "submitted"
    assert submitted["ref"].startswith("QT-")
    assert submitted["title"].startswith("我司一线操作工")
    assert [clock["kind"] for clock in submitted["clocks"]] == ["acknowledge", "first_contact", "resolve"]
    assert submitted["due_at"] == submitted["clocks"][0]["due_at"]


def test_the_same_submission_twice_is_one_ticket(people: World) -> None:
    browser, key = Browser(people.eva), str(uuid.uuid4())
    first = browser.create("/tickets", BODY, key=key)
    again = browser.create("/tickets", BODY, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replay"] == "true"
    assert Ticket.objects.count() == 1
    assert EventRecord.objects.filter(kind="ticket_submitted").count() == 1


def test_the_same_number_with_another_body_is_refused_with_both_hashes(people: World) -> None:
    browser, key = Browser(people.eva), str(uuid.uuid4())
    browser.create("/tickets", BODY, key=key)
    other = browser.create("/tickets", {**BODY, "text": "另一件完全不同的事情。"}, key=key)
    assert other.status_code == 422
    assert other.json()["sent_hash"] != other.json()["stored_hash"]


def test_somebody_elses_key_is_not_an_oracle(people: World) -> None:
    key = str(uuid.uuid4())
    Browser(people.eva).create("/tickets", BODY, key=key)
    other = Browser(people.cleo).create("/tickets", {**BODY, "enterprise": str(people.fibre.uuid)}, key=key)
    assert other.status_code == 409
    assert TEXT not in other.content.decode()


def test_a_create_without_a_key_says_so(people: World) -> None:
    answer = Browser(people.eva).post("/tickets", {"uuid": str(uuid.uuid4()), **BODY})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_a_field_nobody_asked_for_is_refused_by_name(people: World) -> None:
    answer = Browser(people.eva).create("/tickets", {**BODY, "state": "closed"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == "state"


def test_an_unknown_category_and_too_short_a_text_name_their_field(people: World) -> None:
    unknown = Browser(people.eva).create("/tickets", {**BODY, "category": "XXX"})
    short = Browser(people.eva).create("/tickets", {**BODY, "text": "急"})
    assert unknown.json()["errors"][0]["field"] == "category"
    assert short.json()["errors"][0]["field"] == "text"


def test_a_cadre_submits_only_for_the_enterprises_of_her_team(people: World) -> None:
    own = Browser(people.ada).create("/tickets", {**BODY, "enterprise": str(people.chips.uuid)})
    foreign = Browser(people.ada).create("/tickets", {**BODY, "enterprise": str(people.fibre.uuid)})
    missing = Browser(people.ada).create("/tickets", {**BODY, "enterprise": str(uuid.uuid4())})
    assert own.status_code == 201
    assert own.json()["source"] == "visit"
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.json()["detail"] == missing.json()["detail"]


def test_an_enterprise_cannot_submit_for_another(people: World) -> None:
    answer = Browser(people.eva).create("/tickets", {**BODY, "enterprise": str(people.fibre.uuid)})
    assert answer.status_code == 404


def test_a_problem_solved_on_the_spot_waits_for_the_enterprises_word(people: World) -> None:
    answer = Browser(people.ada).create(
        "/tickets",
        {
            **BODY,
            "enterprise": str(people.chips.uuid),
            "on_the_spot": True,
            "public_reply": "当场联系了客运公司。",
        },
    )
    assert answer.json()["state"] == "verifying"
    assert answer.json()["outcome"] == "solved"
    eva = Browser(people.eva).get(f"/tickets/{answer.json()['ref']}").json()
    assert "confirm" in [ability["verb"] for ability in eva["abilities"]]


def test_departments_and_leaders_do_not_submit(people: World) -> None:
    for user in (people.finn, people.lena, people.adam):
        answer = Browser(user).create("/tickets", {**BODY, "enterprise": str(people.chips.uuid)})
        assert answer.status_code == 403, user


def test_the_refusal_comes_in_english_too(people: World) -> None:
    answer = Browser(people.eva, language="en").create("/tickets", {**BODY, "category": "XXX"})
    assert answer["Content-Language"] == "en"
