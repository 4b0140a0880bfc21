"""Putting in the demo world under a running grid: it waits for the relay instead of crossing it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from config.demo.still import hold_still
from core.models import EventRecord, Feed
from tests.notifications.happenings import happen
from tests.notifications.test_relay import in_thread


@pytest.mark.django_db(transaction=True)
def test_the_relay_finishes_its_batch_while_the_world_waits_to_come_in() -> None:
    Feed.objects.get_or_create(id=1)
    happen(1)
    waited, held = threading.Event(), threading.Event()

    def counts_tries(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("LOCK TABLE"):
            return execute(sql, params, many, context)
        try:
            return execute(sql, params, many, context)
        finally:
            waited.set()

    def comes_in() -> None:
        with transaction.atomic(), connection.execute_wrapper(counts_tries):
            hold_still()
            Feed.objects.update_or_create(id=1, defaults={"head": 7})
            held.set()

    with transaction.atomic():
        Feed.objects.select_for_update().get(id=1)
        thread = in_thread(comes_in)
        assert waited.wait(10)
        assert EventRecord.objects.filter(seq=None).update(seq=1) == 1
        assert not held.is_set()

    thread.join(30)
    assert held.is_set()
    assert Feed.objects.get(id=1).head == 7
