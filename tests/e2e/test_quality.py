"""The phone's face as browsers judge it: accessible without a finding, well behaved, installable, at home offline."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from config.embedded.house import ROOT
from tests.e2e.entrance import Entrance

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
FACES = {"cadre": ("/m/", "article.due"), "enterprise": ("/e/", "textarea")}
# Rules about whole sites and about content that no page of ours has stay with the person who reads the page.
EVERY_RULE = """() => axe.run(document, {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`))"""
MANNERS = """() => ({
  doctype: document.compatMode === 'CSS1Compat',
  charset: document.characterSet === 'UTF-8',
  zoomable: !/user-scalable=no|maximum-scale=1(\\.0)?(,|$)/.test(document.querySelector('meta[name=viewport]').content),
  secure: isSecureContext,
  ownOnly: performance.getEntriesByType('resource').every(({ name }) => new URL(name).origin === location.origin),
  whole: performance.getEntriesByType('resource').every(({ responseStatus }) => responseStatus < 400),
  undistorted: [...document.images].every(({ naturalWidth, naturalHeight, width, height, style }) =>
    !naturalHeight || getComputedStyle(document.body) && Math.abs(naturalWidth / naturalHeight - width / height) < 0.1
    || style.objectFit === 'cover'),
  silent: Notification.permission !== 'granted',
})"""


@pytest.mark.parametrize("who", list(FACES))
def test_a_face_has_no_finding_of_any_rule_of_accessibility(who: str, entrance: Entrance) -> None:
    """More than the audit behind an accessibility score of 100: its rules and the advisory ones, any weight."""
    page = _home(who, entrance)
    page.evaluate(AXE.read_text())
    assert page.evaluate(EVERY_RULE) == []


@pytest.mark.parametrize("who", list(FACES))
def test_a_face_has_good_manners(who: str, entrance: Entrance) -> None:
    """What the audit behind "best practices" asks: nothing foreign, nothing broken, nothing deprecated."""
    page = _home(who, entrance)
    asked = page.context.new_cdp_session(page)
    issues: list[dict[str, Any]] = []
    asked.on("Audits.issueAdded", lambda event: issues.append(event["issue"]))
    asked.send("Audits.enable")
    page.reload()
    expect(page.locator(FACES[who][1]).first).to_be_visible()
    told = page.evaluate(MANNERS)
    assert [name for name, holds in told.items() if not holds] == []
    assert issues == []


def test_the_phone_s_face_can_be_installed_by_the_browser_s_own_check(entrance: Entrance) -> None:
    page = _home("cadre", entrance)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    asked = page.context.new_cdp_session(page)
    manifest = asked.send("Page.getAppManifest")
    assert manifest["errors"] == []
    found = asked.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Each test has a browser of its own that forgets: only that may stand against it.
    assert [error["errorId"] for error in found if error["errorId"] != "in-incognito"] == []


def test_the_second_opening_needs_no_line(entrance: Entrance) -> None:
    """How long it takes is measured by `./run bench --phone`."""
    page = _home("cadre", entrance)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("article.due").first).to_be_visible()
    entrance.watch(page).excuse("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("article.due").first).to_be_visible()
    page.get_by_role("radio", name="按路线").check(force=True)
    expect(page.get_by_role("radio", name="按路线")).to_be_checked()
    page.context.set_offline(False)


def _home(who: str, entrance: Entrance) -> Page:
    page = entrance.page(who)
    expect(page.locator(FACES[who][1]).first).to_be_visible()
    return page
