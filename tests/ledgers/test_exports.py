"""The ledgers as spreadsheets: what is in them, for whom, and what a spreadsheet must not do with it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.api import exports
from core.api.workbook import FORMULA, Column, workbook
from core.models import EventRecord
from tests.browser import Browser
from tests.grid.visits import visit_body
from tests.people import World
from tests.tickets.conftest import TEXT, routed, submitted

__all__ = ["routed", "submitted"]
LEDGERS = ("/tickets/export", "/visits/export", "/enterprises/export")


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """The sheet as a reader's program opens it: headings to cells."""
    assert answer.status_code == 200, answer.content
    head, *rows = read(b"".join(answer.streaming_content))
    return [dict(zip(head, row, strict=True)) for row in rows]


def read(data: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def test_dora_takes_the_tickets_ledger_with_the_conditions_of_the_list(people: World, routed: str) -> None:
    dora = Browser(people.dora)
    answer = dora.get("/tickets/export", state="assigned,handling", search="返岗")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%B7%A5")
    (row,) = rows_of(answer)
    assert (row["编号"], row["企业"], row["状态"]) == (routed, people.chips.name, "待签收")
    assert row["诉求内容"] == TEXT
    assert isinstance(row["提交时间"], datetime)
    assert rows_of(dora.get("/tickets/export", state="closed")) == []


def test_headings_and_names_come_in_the_readers_language(people: World, routed: str) -> None:
    (row,) = rows_of(Browser(people.dora, language="en").get("/tickets/export"))
    assert (row["Number"], row["State"], row["Handling unit"]) == (routed, "To acknowledge", "Xiasha Team 1")


@pytest.mark.parametrize("path", LEDGERS)
def test_taking_a_ledger_is_recorded_before_it_leaves(people: World, routed: str, path: str) -> None:
    ledger = path.split("/")[1]
    answer = Browser(people.dora).get(path, limit="5")
    event = EventRecord.objects.get(kind="ledger_exported")
    assert (event.actor_id, event.payload["ledger"]) == (people.dora.pk, ledger)
    assert event.payload["rows"] == int(answer["X-Rows"]) == len(rows_of(answer))
    assert event.payload["conditions"] == {"limit": "5"}
    assert (event.topics, event.notify) == ([], [])


def test_everybody_takes_exactly_the_rows_of_their_list(people: World, routed: str) -> None:
    Browser(people.ada).create("/visits", visit_body(people.chips))
    for who in ("ada", "ben", "cleo", "dora", "eva", "finn", "lena", "adam"):
        browser = Browser(getattr(people, who))
        for path, heading in zip(LEDGERS, ("编号", "走访时间", "企业"), strict=True):
            listed = browser.get(path.removesuffix("/export"), limit=100).json()["results"]
            taken = rows_of(browser.get(path))
            assert len(taken) == len(listed), (who, path)
            if heading == "编号":
                assert [row[heading] for row in taken] == [row["ref"] for row in listed]


def test_an_enterprise_takes_no_column_of_the_staffs(people: World, routed: str) -> None:
    Browser(people.ada).create("/visits", visit_body(people.chips))
    (visit,), (ticket,) = (rows_of(Browser(people.eva).get(path)) for path in LEDGERS[:2][::-1])
    assert not {"走访情况", "现场距离(米)"} & set(visit)
    assert not {"退回次数", "提级层数"} & set(ticket)


def test_numbers_of_people_are_masked_and_codes_stay_whole(people: World, routed: str) -> None:
    body = {"category": "LAB-RET", "text": TEXT, "contact_name": "王", "contact_phone": "13800138000"}
    Browser(people.eva).create("/tickets", body)
    taken = b"".join(Browser(people.dora).get("/tickets/export").streaming_content)
    assert "138****8000" in {cell for row in read(taken) for cell in row}
    chips = next(
        row
        for row in rows_of(Browser(people.dora).get("/enterprises/export"))
        if row["企业"] == people.chips.name
    )
    assert chips["联系电话"] == "138****8000"
    assert chips["统一社会信用代码"] == "91330104MA2CY0015A"
    officer = rows_of(Browser(people.finn).get("/enterprises/export"))
    assert {row["联系电话"] for row in officer} == {None}


@pytest.mark.parametrize("sign", FORMULA)
def test_a_text_is_never_a_formula(sign: str) -> None:
    said = f"{sign}cmd|'/c calc'!A1"
    file, count = workbook("t", [Column("h", lambda row: row)], [said, "0012345678901234567890", 7])
    cells = [row[0] for row in load_workbook(file).worksheets[0].iter_rows(min_row=2)]
    assert count == 3
    assert cells[0].data_type == "s"
    assert cells[0].quotePrefix
    assert cells[1].data_type == "s"
    assert cells[1].value == "0012345678901234567890"
    assert cells[2].value == 7


def test_a_title_that_is_a_formula_arrives_as_a_title(people: World) -> None:
    said = '=HYPERLINK("http://evil.example","点我")'
    Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": f"{TEXT}{said}", "title": said})
    (row,) = rows_of(Browser(people.dora).get("/tickets/export"))
    assert row["标题"] == said


def test_too_many_rows_are_refused_with_what_to_do(
    people: World, routed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST", 1)
    Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT})
    answer = Browser(people.dora).get("/tickets/export")
    assert (answer.status_code, answer.json()["code"]) == (400, "too_many_rows")
    assert "筛选" in answer.json()["errors"][0]["remedy"]
    assert not EventRecord.objects.filter(kind="ledger_exported").exists()
    assert Browser(people.dora).get("/tickets/export", unit=people.labour.pk).status_code == 200


def test_a_wrong_or_unknown_condition_names_itself(people: World) -> None:
    for name, value in (("state", "flying"), ("unit", "x"), ("colour", "red"), ("mine", "perhaps")):
        answer = Browser(people.dora).get("/tickets/export", **{name: value})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, name)


def test_a_ledger_costs_the_same_queries_however_many_rows(people: World) -> None:
    dora, counts = Browser(people.dora), []
    dora.get("/tickets/export")
    for _ in range(2):
        for _ in range(4):
            Browser(people.eva).create("/tickets", {"category": "LAB-RET", "text": TEXT})
        with CaptureQueriesContext(connection) as caught:
            b"".join(dora.get("/tickets/export").streaming_content)
        counts.append(len(caught))
    assert counts[0] == counts[1]
