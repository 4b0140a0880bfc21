"""The composed shape without an engine: the file's own commands carry a problem to its cadre, and end politely."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
import uuid
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from websockets.exceptions import ConnectionClosed

from config.embedded.house import House
from config.embedded.programs import APPLICATION
from config.embedded.stack import Stack
from tests.config.containers import Containers, containers
from tests.whole.caller import Caller, hear, until

pytestmark = pytest.mark.services
PROBLEM = {"category": "LAB-RET", "text": "夜班一百五十人没有车坐。"}


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """PostgreSQL and Redis, both behind a password, with nothing in them."""
    with Stack(House(var=tmp_path_factory.mktemp("stores")), demo=False, outside={}) as stack:
        stack.start_services()
        yield stack


@pytest.fixture(scope="module")
def composed(stores: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Containers]:
    """Every container up, after migrate went through."""
    with containers(tmp_path_factory.mktemp("composed"), stores.environment) as grid:
        done = grid.run("migrate")
        assert done.returncode == 0, done.stderr
        for name in APPLICATION:
            grid.start(name)
        yield grid


@pytest.fixture(scope="module")
def people(composed: Containers) -> dict[str, Caller]:
    """The named people, settled by a command in the web container."""
    told = composed.run("web", sys.executable, "-m", "tests.whole.settle")
    assert told.returncode == 0, told.stderr
    return {
        name: Caller(composed.url, row["session"], row["id"]) for name, row in json.loads(told.stdout).items()
    }


@pytest.fixture(autouse=True)
def serving(composed: Containers) -> Iterator[None]:
    """Whatever a test before has stopped is back; what web said last stands beside a failure."""
    for name in composed.services:
        if name in APPLICATION and name not in composed.running:
            composed.start(name)
    until(lambda: composed.is_well("web") and composed.is_well("live") and _answers(composed.url), seconds=60)
    yield
    sys.stdout.write(composed.last_words("web"))


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/livez").status_code == 200
    except httpx.TransportError:
        return False


def submit(caller: Caller) -> str:
    answer = caller.create("/tickets", PROBLEM)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ref"])


@pytest.mark.parametrize("name", APPLICATION)
def test_the_health_check_of_every_container_finds_progress(composed: Containers, name: str) -> None:
    if not shutil.which(composed.services[name].check[0]):
        pytest.skip(f"{composed.services[name].check[0]} is in the image, not on this machine")
    until(lambda: composed.is_well(name), seconds=60)


def test_a_problem_finds_its_cadre_through_the_proxy(people: dict[str, Caller]) -> None:
    ref = submit(people["eva"])
    until(lambda: people["ada"].get(f"/tickets/{ref}")["state"] == "assigned")


def test_a_process_that_is_alive_and_stuck_is_found_out(stores: Stack, composed: Containers) -> None:
    until(lambda: composed.is_well("ticker"))
    composed.running["ticker"].send_signal(signal.SIGSTOP)
    try:
        with psycopg.connect(stores.environment["DATABASE_URL"]) as database:
            database.execute(
                "UPDATE core_heartbeat SET at = at - interval '1 min' WHERE name LIKE 'ticker.%'"
            )
        assert not composed.is_well("ticker")
    finally:
        composed.running["ticker"].send_signal(signal.SIGCONT)
    until(lambda: composed.is_well("ticker"))


def test_a_page_is_told_of_a_rolling_restart_and_goes_on_where_it_was(
    composed: Containers, people: dict[str, Caller]
) -> None:
    with people["dora"].page() as page:
        hello = hear(page, "hello")
        page.send(json.dumps({"type": "subscribe", "topics": ["board"], "epoch": hello["epoch"]}))
        since = hear(page, "subscribed")["head"]
        composed.stop("live")
        with pytest.raises(ConnectionClosed) as closed:
            hear(page, "nothing")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert re.fullmatch(r"retry=\d+", closed.value.rcvd.reason)
    composed.start("live")
    ref = submit(people["eva"])
    until(lambda: composed.is_well("live"), seconds=60)
    with people["dora"].page() as page:
        epoch = hear(page, "hello")["epoch"]
        page.send(json.dumps({"type": "subscribe", "topics": ["board"], "since": since, "epoch": epoch}))
        while hear(page, "event")["data"].get("ref") != ref:
            pass


def test_what_is_sent_while_web_is_replaced_arrives_once(
    composed: Containers, people: dict[str, Caller]
) -> None:
    """The proxy waits for the next one; a page that was told to come back later sends the same again."""
    eva, key = people["eva"], str(uuid.uuid4())
    before = len(eva.get("/tickets")["results"])
    assert composed.stop("web") == 0
    composed.start("web")
    until(lambda: eva.create("/tickets", PROBLEM, key=key).status_code == 201, seconds=90)
    assert len(eva.get("/tickets")["results"]) == before + 1


def test_everything_ends_in_time_when_it_is_told_to(composed: Containers) -> None:
    """In the order in which an engine stops them: nobody before those that need it."""
    for name in ("proxy", "beat", "ticker", "worker", "live", "web"):
        if composed.running[name].poll() is None:
            assert composed.stop(name) in (0, -signal.SIGTERM), name
