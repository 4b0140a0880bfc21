"""The whole grid, running for real with its demo world, and a Chromium to use it with.

E2E_STACK=folder keeps the grid running in that folder between runs, which saves a minute while writing tests.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from config.embedded.house import ROOT, House
from config.embedded.stack import Stack
from config.embedded.suite import FLAGS
from tests.e2e.entrance import Entrance

FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=15_000)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Their order is last, after all shuffling; without a browser they are skipped by name."""
    ours = [item for item in items if "tests/e2e/" in item.path.as_posix()]
    for item in ours:
        item.add_marker(pytest.mark.browser)
        if not os.environ.get("CHROMIUM"):
            item.add_marker(pytest.mark.skip(reason="no browser was asked for (--no-browser)"))
    yield
    if not config.getoption("--screenshots"):
        left_out = [item for item in items if item.get_closest_marker("screenshots")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item in ours)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Every process of the grid with the demo world, in a folder and on ports of its own."""
    kept = os.environ.get("E2E_STACK")
    stack = Stack(House(var=Path(kept or tmp_path_factory.mktemp("grid"))), demo=True, outside={})
    try:
        if not stack.supervisor.is_running():
            stack.start_services()
        stack.prepare("demo")
        stack.start_application()
        yield stack
    finally:
        if not kept:
            stack.stop()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all tests. It leaves with the package, because its event loop would disturb other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], headless=True, args=list(FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def doors(stack: Stack, chromium: Browser) -> Entrance:
    """Who came in once stays signed in for all tests."""
    return Entrance(chromium, stack.url)


@pytest.fixture
def entrance(doors: Entrance, request: pytest.FixtureRequest) -> Iterator[Entrance]:
    """Opens pages for people; a page that its browser complains about fails the test."""
    yield doors
    if request.node.stash.get(FAILED, False):
        doors.pictures(ROOT / "var" / "test" / "e2e" / request.node.name)
    complaints = doors.close()
    assert not complaints, "\n".join(complaints)
