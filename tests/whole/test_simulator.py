"""The simulator plays the demo's people through the public API, and finds nothing that they must not see."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.house import ROOT
from config.simulator.journal import read_journal
from config.simulator.play import Wish, play_load
from config.simulator.player import Limits
from tests.whole.caller import hear
from tests.whole.conftest import Grid


def test_a_load_moves_tickets_and_sees_nothing_it_must_not(grid: Grid, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    wish = Wish(url=grid.stack.url, seed=5, limits=Limits(open=12, rest=(0.0, 0.5)), journal=journal)
    found = play_load(wish, rate=8, seconds=6, stopping=threading.Event(), tell=lambda line: None)
    assert found.violations == []
    assert found.crashes == []
    answered = [line for line in read_journal(journal) if line["what"] in {"answer", "task_answer"}]
    assert found.done > 0
    assert sum(line["status"] in {200, 201} for line in answered) >= found.done


def test_at_the_cap_nothing_more_is_opened(grid: Grid, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    wish = Wish(url=grid.stack.url, seed=6, limits=Limits(cap=0), journal=journal)
    play_load(wish, rate=8, seconds=2, stopping=threading.Event(), tell=lambda line: None)
    assert not [line for line in read_journal(journal) if line.get("path") in {"/tickets", "/visits"}]


@pytest.fixture
def simulator(grid: Grid) -> Iterator[None]:
    command = [sys.executable, "-m", "config.simulator", "--while-watched", "--url", grid.stack.url]
    process = subprocess.Popen(command, cwd=ROOT, env=grid.stack.environment)
    yield
    process.terminate()
    process.wait()


def test_the_board_moves_as_soon_as_somebody_looks(grid: Grid, simulator: None) -> None:
    with grid.caller("dora").page() as page:
        epoch = hear(page, "hello")["epoch"]
        page.send(json.dumps({"type": "subscribe", "topics": ["board"], "since": None, "epoch": epoch}))
        assert hear(page, "event", seconds=60)["data"]
