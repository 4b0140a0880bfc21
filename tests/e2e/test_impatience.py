"""A thumb that is faster than the line."""

from __future__ import annotations

from threading import Event

from playwright.sync_api import Route

from tests.e2e.entrance import Entrance
from tests.e2e.pages.phone import VisitForm


def test_a_visit_begins_though_its_enterprise_was_left_before_it_had_loaded(entrance: Entrance) -> None:
    firm = entrance.caller("enterprise").get("/me")["enterprise"]["id"]
    page = entrance.page("cadre", "/m/mine")
    pressed = Event()

    def after_the_press(route: Route) -> None:
        if pressed.is_set():
            route.continue_()

    page.route(f"**/api/v1/enterprises/{firm}", after_the_press)
    page.goto(f"{entrance.url}/m/enterprises/{firm}")
    go = page.get_by_role("link", name="走访", exact=True)
    go.wait_for()
    pressed.set()
    go.click()
    VisitForm(page)
