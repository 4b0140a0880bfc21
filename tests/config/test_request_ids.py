"""One id from the button to the task: what a person reads in an error message finds everything that followed."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.test import Client

from core.models import EventRecord
from notifications.live.publisher import Nudger, Publisher
from notifications.relay import Relay
from tests.browser import BACKEND
from tests.notifications.conftest import PrivateRedis
from tests.people import World
from tests.processes import eventually, running

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[PrivateRedis]:
    server = PrivateRedis(tmp_path)
    server.start()
    yield server
    server.stop()


def test_the_id_of_a_request_follows_into_what_a_worker_does_because_of_it(
    people: World, broker: PrivateRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(people.eva, backend=BACKEND)
    problem = {"category": "LAB-RET", "text": "夜班一百五十人没有车坐。"}
    refs: dict[str, str] = {}
    for number in (1, 2):
        key = f"00000000-0000-4000-8000-00000000000{number}"
        headers: dict[str, Any] = {"Idempotency-Key": key, "X-Request-ID": f"pressed-button-{number}"}
        answer = client.post(
            "/api/v1/tickets", {"uuid": key, **problem}, content_type="application/json", headers=headers
        )
        assert answer.status_code == 201, answer.content
        assert answer["X-Request-ID"] == f"pressed-button-{number}"
        refs[answer.json()["ref"]] = f"pressed-button-{number}"

    options = "--pool solo --without-gossip --without-mingle --loglevel WARNING"
    with (
        current_app.connection_for_write(url=broker.url) as line,
        running("-m", "celery", "-A", "config", "worker", *options.split(), REDIS_URL=broker.url),
    ):
        send = functools.partial(current_app.send_task, connection=line)
        monkeypatch.setattr("celery.current_app.send_task", send, raising=False)
        publisher, nudger = Publisher(broker.url), Nudger()
        Relay(publisher, nudger).drain(EventRecord.objects.latest("id").at)
        nudger.flush()
        routed = EventRecord.objects.filter(kind="ticket_routed")
        eventually(lambda: routed.count() == 2, patience=60)
        publisher.close()
    assert dict(routed.values_list("subject", "request_id")) == refs
