"""The main screens, by the person who uses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.entrance import HOMES, Entrance

PHONE_WIDTHS = (360, 412)
DESK_WIDTHS = (1280, 1440, 1920)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A screen has a name, an address, and something to wait for besides its heading."""

    name: str
    path: str
    shows: str = "h1"


def screens_of(who: str, entrance: Entrance) -> Iterator[Screen]:
    """The main screens of a showcase account, with real rows in them."""
    firm = entrance.caller("enterprise").get("/me")["enterprise"]["id"]
    coordinator = entrance.caller("coordinator")
    ref = coordinator.get("/tickets", enterprise=firm, state="handling", limit=1)["results"][0]["ref"]
    if who == "cadre":
        visit = entrance.caller("cadre").get("/visits", mine="true", limit=1)["results"][0]
        made_on = visit["occurred_at"][:10]
        yield Screen(name="today", path="/m/", shows="a.ticket")
        yield Screen(name="enterprises", path="/m/enterprises", shows="a.firm")
        yield Screen(name="enterprise", path=f"/m/enterprises/{firm}", shows="a.ticket")
        yield Screen(name="visit form", path=f"/m/visit/{firm}", shows="section.fold")
        yield Screen(name="problem form", path=f"/m/raise/{firm}", shows="textarea")
        yield Screen(name="tickets", path="/m/tickets", shows="a.ticket")
        yield Screen(name="ticket", path=f"/m/tickets/{ref}", shows="section.now")
        yield Screen(name="visit", path=f"/m/visits/{visit['uuid']}")
        yield Screen(name="report", path=f"/m/report?period=week&on={made_on}", shows="dl.figures")
        yield Screen(name="plan", path="/m/plan", shows="section.day .planned")
        yield Screen(name="scan", path="/m/scan", shows="label.choose")
        yield Screen(name="messages", path="/m/inbox", shows="li a")
        yield Screen(name="me", path="/m/mine", shows="section.who")
    elif who == "enterprise":
        yield Screen(name="ask", path="/e/", shows="textarea")
        yield Screen(name="issues", path="/e/issues", shows="a.issue")
        yield Screen(name="issue", path=f"/e/issues/{ref}", shows="ol.story > li")
        yield Screen(name="report", path="/e/report", shows="input[type=range]")
        yield Screen(name="visits", path="/e/visits", shows="ol.visits > li")
        yield Screen(name="settings", path="/e/settings", shows="section.who")
    elif who == "admin":
        yield Screen(name="visit template", path="/desk/templates", shows="aside details")
    else:
        team = entrance.caller("leader_team").get("/me")["units"][0]["id"]
        made_on = coordinator.get("/visits", limit=1)["results"][0]["occurred_at"][:10]
        yield Screen(name="board", path="/desk/", shows="[data-card]")
        yield Screen(name="drawer", path=f"/desk/?ticket={ref}", shows="aside article")
        yield Screen(name="ledger", path="/desk/tickets", shows="tbody tr")
        yield Screen(name="ticket", path=f"/desk/tickets/{ref}", shows="article")
        yield Screen(name="register", path="/desk/enterprises", shows="tbody tr")
        yield Screen(name="enterprise", path=f"/desk/enterprises/{firm}")
        yield Screen(name="teams", path="/desk/units", shows="main a[href*='/units/']")
        yield Screen(name="team", path=f"/desk/units/{team}")
        yield Screen(name="plan of a team", path=f"/desk/units/{team}/plan", shows="tbody .planned")
        yield Screen(name="door plates", path="/desk/plates?search=芯", shows="li.plate svg")
        yield Screen(name="overview", path="/desk/overview", shows="main table")
        yield Screen(
            name="visit reports", path=f"/desk/visit-reports?period=week&on={made_on}", shows="dl.figures"
        )
        yield Screen(name="inbox", path="/desk/inbox")
        yield Screen(name="rules", path="/desk/rules", shows="ol.rules > li")
        yield Screen(name="deadlines", path="/desk/timing", shows="ul.policies > li")
        yield Screen(name="ladder", path="/desk/timing/ladder", shows="ol.stairs > li")
        yield Screen(name="calendar", path="/desk/calendar")
        yield Screen(name="away", path="/desk/away")
        yield Screen(name="parts", path="/desk/teamwork/tasks")
        yield Screen(name="causes", path="/desk/teamwork/causes")
        yield Screen(name="meetings", path="/desk/teamwork/meetings")
        yield Screen(name="mails", path="/desk/mails")
        yield Screen(name="devices", path="/desk/devices", shows="main li strong")


def show(page: Page, url: str, screen: Screen) -> None:
    """Go to a screen and wait until it shows its rows instead of skeletons."""
    page.goto(f"{url}{screen.path}")
    expect(page.locator(screen.shows).first).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => true)")


def widths_of(who: str) -> tuple[int, ...]:
    return PHONE_WIDTHS if who in HOMES else DESK_WIDTHS
