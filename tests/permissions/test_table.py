"""The table of tests/permissions/table.py, cell by cell, on real rows."""

from __future__ import annotations

import uuid
from typing import Any

from tests.browser import Browser
from tests.people import World
from tests.permissions.conftest import Rows
from tests.permissions.routes import PLACES, address, addresses, api_routes, call
from tests.permissions.table import lines
from tests.permissions.world import RELATIONS, undone

Browsers = dict[str, Browser]


def test_every_address_has_its_line() -> None:
    written = {(line.method, line.path) for line in lines()}
    assert written == api_routes()
    for subject in written:
        relations = {line.relation for line in lines() if (line.method, line.path) == subject}
        assert relations in ({"any"}, set(RELATIONS)), subject


def test_no_address_stands_outside_the_known_places() -> None:
    pages = {"", "favicon.ico", "demo", "admin", "m", "^(?P<name>m|e|desk)"}
    # The metrics are shut by address and token, as tests/config/test_metrics.py has it.
    # A calendar is read by programs that cannot sign in; its secret is the key (tests/grid/test_feed.py).
    assert addresses() == {"livez", "readyz", "metrics", "calendar", "api", "_allauth", *pages}


def test_everybody_gets_exactly_what_the_table_says(people: World, rows: Rows, browsers: Browsers) -> None:
    wrong = []
    for line in lines():
        row = rows["own" if line.relation == "any" else line.relation]
        for who, expected in line.expected.items():
            with undone():
                answer = call(people, browsers[who], line.method, line.path, row)
                if answer.status_code != expected:
                    said = answer.content.decode()[:200] if answer.status_code >= 400 else ""
                    wrong.append(
                        f"{line.method} {line.path} {line.relation} {who}: {answer.status_code} {said}"
                    )
    assert not wrong, "\n".join(wrong)


def test_a_hidden_row_answers_exactly_as_a_missing_one(people: World, rows: Rows, browsers: Browsers) -> None:
    missing: dict[str, Any] = dict.fromkeys(PLACES.values(), str(uuid.uuid4()))
    missing |= {
        "ref": "QT-20200101-999999",
        "contact": 999_999,
        "unit": 999_999,
        "rule": 999_999,
        "clock": "resolve",
        "held": 999_999,
        "holder": 999_999,
    }
    for line in lines():
        if "<" not in line.path or line.relation == "any":
            continue
        for who, expected in line.expected.items():
            if expected == 404:
                with undone():
                    hidden = call(people, browsers[who], line.method, line.path, rows[line.relation])
                    absent = call(people, browsers[who], line.method, line.path, missing)
                # The answer to HEAD has no body.
                said = [
                    {**answer.json(), "request_id": ""} if line.method != "HEAD" else {}
                    for answer in (hidden, absent)
                ]
                assert said[0] == said[1], (who, address(line.path, rows[line.relation]))
                assert hidden["Content-Type"] == absent["Content-Type"] == "application/problem+json"


def test_what_hangs_on_an_internal_note_stays_inside(rows: Rows, browsers: Browsers) -> None:
    for relation in RELATIONS:
        shown = {line.relation: line for line in lines() if line.path == "/attachments/<uuid:uuid>"}[relation]
        for who, expected in shown.expected.items():
            note = browsers[who].get(f"/attachments/{rows[relation]['note_file']}").status_code
            assert note == (404 if who == "eva" else expected), (who, relation)
