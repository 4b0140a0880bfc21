"""Text that would be a program, if any screen took it for more than text."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from tests.e2e.entrance import Entrance
from tests.whole.caller import Caller, until

RUN = "window.__ran=1"
CORPUS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg/onload={RUN}>",
    f'"><svg><script>{RUN}</script>',
    f"'-({RUN})-'",
    f"javascript:{RUN}//",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"<a href=javascript:{RUN}>点我</a>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<style>@import'javascript:{RUN}'</style>",
    f"<math><mtext></mtext><mglyph><style></math><img src onerror={RUN}>",
    f"</textarea></title><body onload={RUN}>",
    f"[点我](javascript:{RUN})",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\u202e<script>{RUN}</script>\u2066",
)
SAID = " ".join(CORPUS)
MARK = "<svg/onload="


def stays_text(page: Page) -> None:
    """It is on the screen as it was typed, and nothing of it ran."""
    expect(page.locator("body")).to_contain_text(MARK)
    assert page.evaluate("window.__ran") is None
    assert page.locator("iframe, svg script, a[href^='javascript']").count() == 0


def say_everywhere(enterprise: Caller, cadre: Caller) -> str:
    """The corpus in every text that people write; the ticket's number."""
    body = {"category": "OTH-OTH", "text": SAID, "title": CORPUS[2], "contact_name": CORPUS[1][:60]}
    answer = enterprise.create("/tickets", body)
    assert answer.status_code == 201, answer.text
    ref = str(answer.json()["ref"])
    until(lambda: bool(cadre.get(f"/tickets/{ref}")["routing"]))
    enterprise.create(f"/tickets/{ref}/comments", {"kind": "supplement", "text": SAID})
    cadre.create(f"/tickets/{ref}/comments", {"kind": "internal", "text": SAID})
    visit = {
        "enterprise": enterprise.get("/me")["enterprise"]["id"],
        "template_version": cadre.get("/visit-template")["version"],
        "occurred_at": datetime.now(UTC).isoformat(),
        "answers": {},
        "people_met": [{"name": CORPUS[2], "title": CORPUS[1][:60]}],
        "summary": SAID,
    }
    logged = cadre.create("/visits", visit)
    assert logged.status_code == 201, json.dumps(logged.json(), ensure_ascii=False)
    return ref


def test_what_looks_like_a_program_stays_text_on_every_screen(entrance: Entrance) -> None:
    enterprise = entrance.caller("enterprise")
    ref = say_everywhere(enterprise, entrance.caller("cadre"))
    firm = enterprise.get("/me")["enterprise"]["id"]
    for who, path in (
        ("enterprise", f"/e/issues/{ref}"),
        ("enterprise", "/e/issues"),
        ("cadre", f"/m/tickets/{ref}"),
        ("cadre", f"/m/enterprises/{firm}"),
        ("coordinator", f"/desk/tickets/{ref}"),
        ("coordinator", "/desk/tickets"),
        ("coordinator", "/desk/?category=OTH"),
        ("coordinator", f"/desk/enterprises/{firm}"),
    ):
        stays_text(entrance.page(who, path))
