"""Who may see a row does not yet see all of it: field by field, what each part reads."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.browser import Browser
from tests.people import World
from tests.permissions.conftest import Rows
from tests.permissions.routes import a_day_more
from tests.permissions.world import INTERNAL, RELATIONS, SECRET, WHO

STAFF_ONLY = {
    "spans": [],
    "routing": [],
    "rung": 0,
    "returned": 0,
    "subtasks": [],
    "tasks_done": 0,
    "tasks_total": 0,
}
"""What of a ticket an enterprise reads as empty."""
PATHS = (
    "/tickets",
    "/tickets/{ref}",
    "/tickets/{ref}/timeline",
    "/visits",
    "/enterprises",
    "/enterprises/{enterprise}",
)
EVERYWHERE = (
    *PATHS,
    "/visits/{visit}",
    "/board",
    "/inbox",
    "/units",
    "/units/{unit}",
    "/me",
    "/meta",
    "/today",
)
ONE_ROW = tuple(path for path in EVERYWHERE if "{" in path)
NUMBER = re.compile(r"1[3-9]\d{9}|1[3-9]\d \d{4} \d{4}")


def busy(people: World, rows: Rows) -> dict[str, Any]:
    """Much has happened to Eva's ticket that is none of Eva's business."""
    ref, ada, ben = rows["own"]["ref"], Browser(people.ada), Browser(people.ben)
    for who, verb, body in (
        (ada, "acknowledge", {}),
        (ada, "record_contact", {"how": "phone", "text": f"{INTERNAL}通话"}),
        (ada, "ask_extension", {"due_at": a_day_more(ref), "reason": f"{INTERNAL}延期"}),
        (ben, "hand_over", {"reason": f"{INTERNAL}移交"}),
    ):
        version = who.get(f"/tickets/{ref}").json()["version"]
        answer = who.act(f"/tickets/{ref}/{verb}", version, body)
        assert answer.status_code == 200, answer.content
    return rows["own"]


def test_an_enterprise_reads_no_word_and_no_figure_of_the_staffs(people: World, rows: Rows) -> None:
    row, eva = busy(people, rows), Browser(people.eva)
    for path in PATHS:
        answer = eva.get(path.format(**row))
        assert answer.status_code == 200
        assert INTERNAL not in answer.content.decode(), path
        assert 'distance_m":6' not in answer.content.decode(), path
    detail = eva.get(f"/tickets/{row['ref']}").json()
    assert {name: detail[name] for name in STAFF_ONLY} == STAFF_ONLY
    assert {one["kind"] for one in detail["comments"]} <= {"public", "stage", "supplement"}
    assert row["note_file"] not in {one["uuid"] for one in detail["attachments"]}
    assert detail["requests"] == []
    assert eva.get("/meta").json()["units"] == []
    (visit,) = eva.get("/visits").json()["results"]
    assert (visit["summary"], visit["distance_m"]) == ("", None)


def test_staff_read_what_the_enterprise_does_not(people: World, rows: Rows) -> None:
    row = busy(people, rows)
    for who in ("ada", "ben", "finn", "dora", "lena", "adam"):
        detail = Browser(getattr(people, who)).get(f"/tickets/{row['ref']}").json()
        assert INTERNAL in json.dumps(detail, ensure_ascii=False), who
        assert detail["spans"], who
        assert row["note_file"] in {one["uuid"] for one in detail["attachments"]}, who


def test_no_answer_carries_a_whole_number_of_a_person(people: World, rows: Rows) -> None:
    """Revealing one, with a reason that is kept, is the only way to it."""
    for user in (people.ada, people.cleo, people.finn):
        user.phone = "+8613700137000"
        user.save()
    for who in WHO[:-1]:
        browser = Browser(getattr(people, who))
        for relation in RELATIONS:
            for path in EVERYWHERE if relation == "own" else ONE_ROW:
                said = browser.get(path.format(**rows[relation])).content.decode()
                plain = re.sub(r'"uuid":"[^"]*"|"id":"[^"]*"|QT-\d+-\d+', "", said)
                assert not NUMBER.search(plain), (who, path, NUMBER.search(plain))
                assert SECRET not in said, (who, path)


def test_every_part_reads_the_same_fields_of_a_ticket(people: World, rows: Rows) -> None:
    """What differs by part is emptied, never left out, so that one page serves all."""
    names = set(Browser(people.dora).get(f"/tickets/{rows['own']['ref']}").json())
    for who in ("ada", "ben", "finn", "lena", "eva", "adam"):
        assert set(Browser(getattr(people, who)).get(f"/tickets/{rows['own']['ref']}").json()) == names, who
