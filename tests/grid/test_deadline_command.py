"""manage.py deadline as a stranger runs it: no database, no settings, JSON in and JSON out, whatever comes in."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grid.management.commands.deadline import Command

ROOT = Path(__file__).resolve().parents[2]
OFFICE = {
    "tz": "Asia/Shanghai",
    "hours": {day: [["13:30", "17:30"], ["09:00", "12:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
MONDAY = "2026-03-02T09:00:00+08:00"
EXAMPLES = re.findall(
    r"```json question\n(.*?)```\s+```json answer\n(.*?)```",
    (ROOT / "docs/deadline.md").read_text(),
    re.DOTALL,
)


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Any:
    """ask(text) -> (exit code, what was printed as JSON)"""

    def run(text: str | bytes, *, language: str = "zh-hans") -> tuple[int, Any]:
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        out, code = io.StringIO(), 0
        try:
            Command(stdout=out).handle(file="-", language=language)
        except SystemExit as end:
            code = int(str(end.code))
        return code, json.loads(out.getvalue())

    return run


def question(**more: Any) -> dict[str, Any]:
    asked = {"calendar": OFFICE, "start": MONDAY, "seconds": 3600, **more}
    return {name: value for name, value in asked.items() if value is not None}


def with_calendar(**more: Any) -> dict[str, Any]:
    return question(calendar={**OFFICE, **more})


@pytest.mark.parametrize(("asked", "answer"), EXAMPLES)
def test_the_examples_of_the_page_are_true(ask: Any, asked: str, answer: str) -> None:
    assert ask(asked)[1] == json.loads(answer)


def test_it_runs_with_an_empty_environment_from_anywhere(tmp_path: Path) -> None:
    file = tmp_path / "question.json"
    file.write_text(json.dumps(question()))
    command = [sys.executable, str(ROOT / "manage.py"), "deadline", str(file)]
    done = subprocess.run(command, env={}, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["due"] == "2026-03-02T10:00:00+08:00"
    command[-1] = str(tmp_path / "missing.json")
    done = subprocess.run(command, env={}, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(done.stdout)["errors"][0]["code"] == "unreadable"


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (question(seconds=0, start="2026-03-01T08:00:00Z"), "2026-03-01T16:00:00+08:00"),
        (question(seconds=3600.0), "2026-03-02T10:00:00+08:00"),
        (question(seconds=3 * 3600), "2026-03-02T12:00:00+08:00"),
        (question(seconds=3 * 3600 + 1), "2026-03-02T13:30:01+08:00"),
        (question(start="2026-02-28T23:00:00", seconds=1), "2026-03-02T09:00:01+08:00"),
        (question(start="2026-03-02T09:00:00.250+08:00", seconds=1), "2026-03-02T09:00:01.250000+08:00"),
        (question(seconds=10**8), "2041-05-16T10:46:40+08:00"),
        (question(seconds=None, working_days=0), MONDAY),
        (question(seconds=None, working_days=2), "2026-03-04T09:00:00+08:00"),
        (question(seconds=None, working_days=2, end_of_day=False), "2026-03-04T09:00:00+08:00"),
        (question(seconds=None, working_days=2, end_of_day=True), "2026-03-04T17:30:00+08:00"),
        (question(breaks=[["2026-03-02T09:30", "2026-03-02T10:00"]] * 2), "2026-03-02T10:30:00+08:00"),
        (question(breaks=[["2026-03-02T08:00", "2026-03-02T09:15"]]), "2026-03-02T10:15:00+08:00"),
        (question(breaks=[["2026-03-02T10:00", "2026-03-02T11:00"]]), "2026-03-02T10:00:00+08:00"),
        (question(breaks=[["2026-03-02T09:30", "2026-03-03T09:00"]]), "2026-03-03T09:30:00+08:00"),
        (question(breaks=[[MONDAY, MONDAY]]), "2026-03-02T10:00:00+08:00"),
        (with_calendar(holidays=["2026-03-02"]), "2026-03-03T10:00:00+08:00"),
        (with_calendar(yearly_holidays=["03-02"]), "2026-03-03T10:00:00+08:00"),
        (with_calendar(overrides={"2026-03-02": []}), "2026-03-03T10:00:00+08:00"),
        (
            with_calendar(holidays=["2026-03-02"], overrides={"2026-03-02": [["23:30", "24:00"]]}),
            "2026-03-03T09:30:00+08:00",
        ),
    ],
)
def test_when_it_is_due(ask: Any, asked: dict[str, Any], due: str) -> None:
    code, answer = ask(json.dumps(asked))
    assert (code, answer.get("due")) == (0, due)
    if "seconds" in asked:
        assert sum(line["seconds"] for line in answer["ledger"] if line["counted"]) == asked["seconds"]


def test_what_has_elapsed_is_what_was_given(ask: Any) -> None:
    ends = [question(seconds=None, end=MONDAY), question(seconds=None, end="2026-03-09T09:00:00+08:00")]
    assert [one["elapsed_seconds"] for one in ask(json.dumps(ends))[1]] == [0, 35 * 3600]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (question(seconds=-1), "seconds"),
        (question(seconds=1.5), "seconds"),
        (question(seconds="60"), "seconds"),
        (question(seconds=True), "seconds"),
        (question(seconds=10**15), "seconds"),
        (question(seconds=None), "seconds"),
        (question(end=MONDAY), "end"),
        (question(seconds=None, end="2026-03-01T09:00:00+08:00"), "end"),
        (question(seconds=None, end="2900-03-01T09:00:00+08:00"), "end"),
        (question(seconds=None, working_days=10**9), "working_days"),
        (question(seconds=None, working_days=1, end_of_day="yes"), "end_of_day"),
        (question(end_of_day=True), "end_of_day"),
        (question(start="2026-02-30T09:00"), "start"),
        (question(start="2026-03-02"), "start"),
        (question(start="0001-01-01T00:00:00+14:00"), "start"),
        (question(start=None), "start"),
        (question(calendar=None), "calendar"),
        (question(breaks=None) | {"breaks": None}, "breaks"),
        (question(breaks=[[MONDAY]]), "breaks.0"),
        (question(breaks=[[MONDAY, "2026-03-01T09:00:00+08:00"]]), "breaks.0"),
        (question(brakes=[]), "brakes"),
        (with_calendar(tz="Asia/Shanghei"), "calendar.tz"),
        (with_calendar(tz="../etc"), "calendar.tz"),
        (with_calendar(tz="Europe"), "calendar.tz"),
        (with_calendar(hours={"mon": [["09:00", "12:00"], ["11:59", "13:00"]]}), "calendar.hours.mon.1"),
        (with_calendar(hours={"mon": [["12:00", "09:00"]]}), "calendar.hours.mon.0"),
        (with_calendar(hours={"mon": [["09:00", "09:00"]]}), "calendar.hours.mon.0"),
        (with_calendar(hours={"mon": [["9:00", "12:00"]]}), "calendar.hours.mon.0.0"),
        (with_calendar(hours={"mon": [["09:00", "25:00"]]}), "calendar.hours.mon.0.1"),
        (with_calendar(hours={"Mon": []}), "calendar.hours.Mon"),
        (with_calendar(hours={}), "seconds"),
        (with_calendar(holidays=["2026-02-29"]), "calendar.holidays.0"),
        (with_calendar(yearly_holidays=["02-30"]), "calendar.yearly_holidays.0"),
        (with_calendar(overrides={"today": []}), "calendar.overrides.today"),
        (with_calendar(overrides={"2026-03-02": None}), "calendar.overrides.2026-03-02"),
        (with_calendar(holiday=[]), "calendar.holiday"),
    ],
)
def test_bad_input_is_a_problem_that_names_the_field(ask: Any, asked: dict[str, Any], field: str) -> None:
    code, problem = ask(json.dumps([question(), asked]))
    assert (code, problem["status"], problem["code"]) == (2, 400, "invalid")
    assert [error["field"] for error in problem["errors"]] == [f"1.{field}"]


def test_a_wall_time_that_spring_leaves_out_needs_an_offset(ask: Any) -> None:
    calendar = {"tz": "Europe/Berlin", "hours": {"sun": [["00:00", "24:00"]]}}
    asked = question(calendar=calendar, start="2026-03-29T02:30")
    assert ask(json.dumps(asked))[1]["errors"][0]["code"] == "no_such_time"
    asked["start"] += "+01:00"
    assert ask(json.dumps(asked))[1]["due"] == "2026-03-29T04:30:00+02:00"


@pytest.mark.parametrize(
    "text", ["", "{", "NaN", '{"start": 1, "start": 2}', b"\xff\xfe", "[" * 100_000, "1" * 5000]
)
def test_what_is_no_json_is_a_problem_too(ask: Any, text: str | bytes) -> None:
    code, problem = ask(text)
    assert (code, problem["errors"][0]["code"]) == (2, "not_json")


@pytest.mark.parametrize("text", ["null", "7", '"x"', "[null]", '{"\\ud800": 1}'])
def test_what_is_no_question_is_a_problem(ask: Any, text: str) -> None:
    assert ask(text)[0] == 2


def test_no_questions_have_no_answers_and_the_reasons_come_in_english(ask: Any) -> None:
    assert ask("[]") == (0, [])
    (line,) = ask(json.dumps(question()), language="en")[1]["ledger"]
    assert line["reason"] == "working time, counted"
