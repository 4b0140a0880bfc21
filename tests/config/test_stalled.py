"""Under ./run up, too, life is progress: what runs and gets nothing done is named, and nothing else is."""

import signal

import psycopg
import pytest

from config.embedded import stalled
from config.embedded.house import House
from config.embedded.stack import Stack
from config.embedded.stalled import Stalled
from config.embedded.supervisor import wait_until

pytestmark = pytest.mark.services


def test_a_ticker_that_is_stuck_is_named_and_comes_back_by_a_restart(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stalled, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(stalled, "WATCHED", ("ticker",))
    with Stack(House(var=tmp_path_factory.mktemp("stalled")), demo=False, outside={}) as stack:
        stack.start_services()
        stack.prepare()
        stack.start_application(("ticker",))
        watch = Stalled(stack)

        def named() -> list[str]:
            return watch.found(stack.supervisor.states())

        assert wait_until(lambda: stack.supervisor.state("ticker") == "RUNNING", seconds=30)
        monkeypatch.setattr(stalled, "PATIENCE", 3600.0)
        assert named() == []

        stuck = stack.kill("ticker", signal.SIGSTOP)
        with psycopg.connect(stack.environment["DATABASE_URL"]) as database:
            database.execute(
                "UPDATE core_heartbeat SET at = at - interval '1 day' WHERE name LIKE 'ticker.%'"
            )
        assert named() == []

        monkeypatch.setattr(stalled, "PATIENCE", 1.0)
        assert wait_until(lambda: named() == ["ticker"], seconds=30)
        stack.supervisor.restart_program("ticker", seconds=40)
        assert stack.wait_until_back("ticker", instead_of=stuck) != stuck
        assert wait_until(lambda: named() == [], seconds=60)
