"""Whatever dies comes back, and the people in front of it notice at most a pause."""

import urllib.request
from collections.abc import Iterator

import pytest

from config.embedded.house import House
from config.embedded.leftovers import end_leftovers, strays
from config.embedded.programs import APPLICATION
from config.embedded.stack import Stack
from config.embedded.supervisor import Supervisor, wait_until

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Every process of the grid, over a migrated and otherwise empty database."""
    with Stack(House(var=tmp_path_factory.mktemp("grid")), demo=False, outside={}) as stack:
        stack.start_services()
        stack.prepare()
        stack.start_application()
        yield stack


def status_of(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return int(answer.status)


def test_the_page_answers_through_the_proxy_with_the_headers_of_the_house(grid: Stack) -> None:
    with urllib.request.urlopen(grid.url, timeout=10) as answer:
        headers = answer.headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize("name", APPLICATION)
def test_a_killed_program_comes_back(grid: Stack, name: str) -> None:
    killed = grid.kill(name)

    assert grid.wait_until_back(name, instead_of=killed) != killed
    assert wait_until(grid.is_ready, seconds=30)


def test_a_killed_web_server_takes_its_workers_along(grid: Stack) -> None:
    killed = grid.kill("web")
    grid.wait_until_back("web", instead_of=killed)

    assert wait_until(lambda: strays(grid.house) == [], seconds=30)


def test_a_request_during_a_restart_waits_instead_of_failing(grid: Stack) -> None:
    killed = grid.kill("web")

    assert status_of(f"{grid.url}/livez") == 200
    grid.wait_until_back("web", instead_of=killed)


def test_a_second_start_finds_the_first_and_its_address(grid: Stack) -> None:
    assert Supervisor(grid.house).is_running()
    assert Stack(grid.house, outside={}).url == grid.url


def test_what_outlives_a_killed_supervisor_is_ended(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Stack(House(var=tmp_path_factory.mktemp("orphaned")), outside={}) as stack:
        stack.start_services()
        stack.supervisor.kill()

        ended = end_leftovers(stack.house)

        assert len(ended) >= 2
        assert end_leftovers(stack.house) == []
        stack.start_services()
        assert stack.supervisor.state("postgres") in {"STARTING", "RUNNING"}
