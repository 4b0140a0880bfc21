"""Nothing that was acknowledged is lost, whichever process dies: the last test is ./run soak with a small count."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from benchmarks.survival.nemesis import Severity
from benchmarks.survival.trial import Plan, survive
from tests.whole.caller import (
    BODY,
    Caller,
    board_equals_the_ledger,
    hear,
    submit_until_acknowledged,
    until,
)
from tests.whole.conftest import Grid


def state_of(caller: Caller, ref: str) -> str:
    return str(caller.get(f"/tickets/{ref}")["state"])


def submit(caller: Caller) -> str:
    answer = caller.create("/tickets", BODY)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ref"])


def log_a_visit(ada: Caller) -> httpx.Response:
    """At the chip maker, with the template in force and no answer to anything that may stay open."""
    chips = next(row for row in ada.get("/enterprises")["results"] if row["short_name"] == "芯屿半导体")
    return ada.create(
        "/visits",
        {
            "enterprise": chips["id"],
            "template_version": ada.get("/visit-template")["version"],
            "occurred_at": datetime.now(UTC).isoformat(),
            "answers": {},
            "people_met": [],
            "summary": "看方案、看人员、看现场。",
        },
    )


def test_submitting_works_without_redis_and_everybody_hears_when_it_returns(grid: Grid) -> None:
    eva, dora = grid.caller("eva"), grid.caller("dora")
    with dora.page() as page:
        epoch = hear(page, "hello")["epoch"]
        page.send(json.dumps({"type": "subscribe", "topics": ["board"], "since": None, "epoch": epoch}))
        hear(page, "subscribed")
        grid.stack.supervisor.stop_programs(["redis"], seconds=20)
        ref = submit(eva)
        assert log_a_visit(grid.caller("ada")).status_code == 201
        until(lambda: state_of(eva, ref) == "assigned")
        grid.stack.supervisor.start_program("redis")
        heard: set[str] = set()
        while heard < {"ticket_submitted", "ticket_routed"}:
            frame = hear(page, "event")
            if frame["data"].get("ref") == ref:
                heard.add(frame["kind"])
    until(lambda: board_equals_the_ledger(dora))


@pytest.mark.parametrize("victim", ["worker", "ticker", "live", "web"])
def test_a_killed_process_comes_back_and_the_problem_finds_its_cadre(grid: Grid, victim: str) -> None:
    eva, dora = grid.caller("eva"), grid.caller("dora")
    first = submit(eva)
    died = grid.stack.kill(victim)
    second = submit_until_acknowledged(eva)
    grid.stack.wait_until_back(victim, instead_of=died)
    for ref in (first, second):
        until(lambda ref=ref: state_of(eva, ref) == "assigned")  # type: ignore[misc]
    until(lambda: board_equals_the_ledger(dora))


def test_a_page_that_slept_is_told_what_it_missed(grid: Grid) -> None:
    eva, dora = grid.caller("eva"), grid.caller("dora")
    snapshot = dora.get("/board")
    refs = [submit(eva) for _ in range(5)]
    for ref in refs:
        until(lambda ref=ref: state_of(eva, ref) == "assigned")  # type: ignore[misc]
    versions: dict[str, int] = {}
    with dora.page() as page:
        epoch = hear(page, "hello")["epoch"]
        assert epoch == snapshot["epoch"]
        page.send(
            json.dumps({"type": "subscribe", "topics": ["board"], "since": snapshot["as_of"], "epoch": epoch})
        )
        hear(page, "subscribed")
        seqs: list[int] = []
        while any(versions.get(ref, 0) < 2 for ref in refs):
            frame = hear(page, "event")
            seqs.append(frame["seq"])
            versions[frame["data"]["ref"]] = frame["data"]["version"]
    assert seqs == sorted(set(seqs))
    assert len(seqs) >= 10
    assert all(versions[ref] == eva.get(f"/tickets/{ref}")["version"] for ref in refs)


def test_whatever_is_killed_nothing_is_lost_and_every_page_is_right(grid: Grid, tmp_path: Path) -> None:
    severity = Severity(between=(0.2, 0.8), pause=(0.3, 1.5), down=(1.0, 2.0))
    told: list[str] = []
    outcome = survive(
        grid.stack, Plan(kills=6, seed=7, a_round=6, severity=severity), tmp_path / "journal", told.append
    )
    assert outcome.violations == []
    assert outcome.killed == 6
    assert outcome.acknowledged > 0
    assert len(told) == 1
