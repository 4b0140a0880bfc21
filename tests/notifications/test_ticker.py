"""The ticker: it works, it is replaced when it dies, it comes back when PostgreSQL does, and it ends when asked."""

from __future__ import annotations

import signal
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from config.signals import show_beat
from config.tasks import canary, nudge
from config.ticker import Ticker, sweep_alone
from core.database import own_connection, take_post
from core.heartbeats import SILENT, own_name, signs, stamp
from core.models import EventRecord, Feed, Heartbeat
from core.registry import registry
from notifications.relay import POST
from tests.notifications.happenings import AT, happen
from tests.people import World
from tests.processes import eventually, running

pytestmark = pytest.mark.django_db(transaction=True)


def left() -> int:
    return EventRecord.objects.filter(seq__isnull=True).count()


def heartbeat(name: str) -> bool:
    return Heartbeat.objects.filter(name=name).exists()


@pytest.mark.services
def test_the_process_relays_stamps_and_ends_cleanly(people: World) -> None:
    with running("manage.py", "ticker") as ticker:
        eventually(lambda: heartbeat("relay") and heartbeat("sweep.mails"))
        happen(1, 2)
        eventually(lambda: not left())
        assert Feed.objects.get().head == 2
        ticker.send_signal(signal.SIGTERM)
        assert ticker.wait(10) == 0


@pytest.mark.services
def test_a_second_ticker_stands_by_and_takes_over_from_one_that_was_killed(people: World) -> None:
    with running("manage.py", "ticker") as first, running("manage.py", "ticker") as second:
        happen(1)
        eventually(lambda: not left())
        holder = _relay_holder()
        first.kill()
        first.wait()
        happen(2)
        eventually(lambda: not left())
        happen(3)
        eventually(lambda: not left())
        assert second.poll() is None
        assert list(EventRecord.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
        assert holder


@pytest.mark.services
def test_it_goes_on_after_every_connection_was_cut(people: World) -> None:
    with running("manage.py", "ticker") as ticker:
        happen(1)
        eventually(lambda: not left())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        happen(2)
        eventually(lambda: not left())
        assert ticker.poll() is None


def test_one_sweep_that_fails_does_not_stop_another(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    swept = threading.Event()

    def broken(at: datetime) -> int:
        raise ValueError("bad day")

    def well(at: datetime) -> int:
        swept.set()
        return 0

    monkeypatch.setattr(registry, "sweeps", {"broken": broken, "well": well})
    monkeypatch.setattr("config.ticker.TICK", 0.02)
    with Ticking():
        assert swept.wait(10)
        swept.clear()
        assert swept.wait(10)
        eventually(lambda: any("broken failed" in record.message for record in caplog.records))
        eventually(lambda: swept.is_set())
    assert len([record for record in caplog.records if "broken failed" in record.message]) == 1


def test_a_sweep_goes_on_while_it_finds_full_batches_and_is_done_by_one_at_a_time() -> None:
    found = [5, 5, 2, 0]

    def sweep(at: datetime) -> int:
        return found.pop(0)

    with own_connection("test") as own:
        assert take_post(own, "sweep.mine")
        assert sweep_alone("mine", sweep) == 0
    eventually(lambda: sweep_alone("mine", sweep) == 12)


def test_the_second_trigger_sweeps_relays_and_shows_that_the_queue_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    swept: list[str] = []

    def good(at: datetime) -> int:
        swept.append("good")
        return 0

    monkeypatch.setattr(registry, "sweeps", {"bad": _raise, "good": good})
    happen(1)
    nudge()
    assert swept == ["good"]
    assert not left()
    assert heartbeat("canary")


def test_the_second_trigger_leaves_the_relay_to_the_one_who_holds_the_post() -> None:
    happen(1)
    with own_connection("test") as own:
        assert take_post(own, POST)
        nudge()
        assert left() == 1
    eventually(_nudged)


def test_signs_say_what_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "sweeps", {"clocks": lambda at: 0})
    for name in ("relay", "canary", "sweep.clocks"):
        stamp(name, AT)
    assert all(sign.well for sign in signs(AT))
    assert {sign.name for sign in signs(AT + SILENT * 2) if not sign.well} == {"relay", "sweep.clocks"}


def test_a_second_ticker_that_only_stands_by_shows_progress_too() -> None:
    with own_connection("test") as own:
        assert take_post(own, POST)
        with Ticking():
            eventually(lambda: heartbeat(own_name("ticker")))
        assert not heartbeat("relay")


def test_a_canary_says_how_long_it_waited_for_a_worker() -> None:
    canary((datetime.now(UTC) - timedelta(seconds=5)).isoformat())
    facts = Heartbeat.objects.get(name="canary").facts
    assert 5 <= facts["waited"] < 60
    assert facts["worker"] == own_name("worker")


def test_beat_shows_progress_whenever_it_sends() -> None:
    show_beat()
    assert heartbeat(own_name("beat"))


def _relay_holder() -> bool:
    with own_connection("test") as own:
        return not take_post(own, POST)


def _nudged() -> bool:
    nudge()
    return not left()


def _raise(at: datetime) -> int:
    raise ValueError("bad day")


class Ticking:
    """A ticker in threads of this process, until the block ends."""

    def __enter__(self) -> None:
        self._ticker = Ticker()
        self._thread = threading.Thread(target=self._ticker.run)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ticker.stop()
        self._thread.join(15)
        assert not self._thread.is_alive()
