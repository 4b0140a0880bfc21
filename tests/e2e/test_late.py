"""When what works unseen stands still, every face says what will be late, and stops saying so by itself."""

from __future__ import annotations

import signal

import psycopg
from playwright.sync_api import expect

from config.embedded.stack import Stack
from tests.e2e.entrance import Entrance

FACES = {
    "coordinator": ("zh-hans", "新消息、派单、提醒和邮件会晚到"),
    "cadre": ("zh-hans", "新消息、派单、提醒和邮件会晚到"),
    "enterprise": ("en", "nothing is lost"),
}


def an_hour_passes(stack: Stack) -> None:
    """For the loops that stand still: their last progress moves back, so that nobody waits for it."""
    with psycopg.connect(stack.environment["DATABASE_URL"]) as database:
        database.execute(
            "UPDATE core_heartbeat SET at = at - interval '1 hour' WHERE name ~ '^(relay|sweep)'"
        )


def test_a_ticker_that_stands_still_is_told_in_every_face_until_it_moves_again(
    stack: Stack, entrance: Entrance
) -> None:
    pages = {who: entrance.page(who, language=language) for who, (language, _) in FACES.items()}
    banners = {who: page.get_by_text(FACES[who][1]) for who, page in pages.items()}
    for who, page in pages.items():
        page.get_by_role("heading").first.wait_for()
        expect(banners[who]).to_have_count(0)
    stack.kill("ticker", signal.SIGSTOP)
    try:
        an_hour_passes(stack)
        for banner in banners.values():
            expect(banner).to_be_visible(timeout=30_000)
    finally:
        stack.kill("ticker", signal.SIGCONT)
    for banner in banners.values():
        expect(banner).to_have_count(0, timeout=30_000)
