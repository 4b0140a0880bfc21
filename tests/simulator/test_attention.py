"""The simulator plays for somebody: while pages are open, and a while longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from config.simulator.attention import Attention
from core.heartbeats import LIVE_SILENT, open_pages, stamp

AT = datetime(2020, 3, 12, 2, 0, tzinfo=UTC)


def test_it_sleeps_until_the_first_page_opens() -> None:
    attention = Attention()
    attention.notice(0, now=5)
    assert not attention.is_awake(5)
    attention.notice(1, now=6)
    assert attention.is_awake(6)


def test_it_goes_on_for_ten_minutes_after_the_last_page_closed() -> None:
    attention = Attention()
    attention.notice(2, now=100)
    attention.notice(0, now=101)
    assert attention.is_awake(100 + 599)
    assert not attention.is_awake(100 + 600)


@pytest.mark.django_db
def test_open_pages_are_counted_over_all_live_processes_that_give_signs_of_life() -> None:
    stamp("live.left", AT, facts={"sockets": 3})
    stamp("live.right", AT, facts={"sockets": 2})
    assert open_pages(AT + timedelta(seconds=5)) == 5
    stamp("live.left", AT + LIVE_SILENT, facts={"sockets": 1})
    assert open_pages(AT + LIVE_SILENT + timedelta(seconds=5)) == 1
