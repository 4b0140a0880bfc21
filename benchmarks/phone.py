"""`./run bench --phone`: how long the phone's face takes on a processor four times slower, in Chromium.

A grid of its own with the demo world, one cadre. Second opening without a line: from the navigation to a day's list
that answers to a tap, median of five. First sync: benchmarks/first_sync.py. The order of travel: `npm run bench` in
frontend/. A week's plan: against the best of all plans on small weeks. With LIGHTHOUSE=<path of its program> also its
scores, performance as the median.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from shutil import which
from typing import Any

import httpx
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from benchmarks import first_sync
from config.embedded.house import House
from config.embedded.ports import any_free
from config.embedded.stack import Stack
from config.embedded.suite import CHROMIUM, FLAGS
from grid.rules.week import Stop, best_week, plan_week

SLOWER, ROUNDS, TARGET_MS = 4, 5, 1_500
OPENED = """async () => {
  while (!document.querySelector('article.due')) await new Promise((done) => requestAnimationFrame(done))
  const radio = document.querySelector('.tools input[type=radio]:not(:checked)')
  radio.click()
  while (!radio.checked) await new Promise((done) => requestAnimationFrame(done))
  return performance.now()
}"""


def main() -> int:
    weeks()
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(House(var=Path(folder) / "var"), demo=True, outside={}) as stack,
        sync_playwright() as playwright,
    ):
        stack.start_services()
        stack.prepare("demo")
        stack.start_application()
        program = next(found for name in CHROMIUM if (found := which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 412, "height": 915}, is_mobile=True, has_touch=True)
        _sign_in(context, stack.url)
        took = openings(context, stack.url)
        cookies = {one["name"]: one["value"] for one in context.cookies()}
        filled = first_sync.first_sync(stack, browser, cookies)
        browser.close()
        if lighthouse := os.environ.get("LIGHTHOUSE"):
            scores(playwright, lighthouse, program, stack.url)
    return 0 if took <= TARGET_MS and filled <= first_sync.TARGET_MS else 1


def openings(context: BrowserContext, url: str) -> float:
    """Median milliseconds of the second opening, offline, from navigation to the first tap that does something."""
    page = context.new_page()
    page.goto(f"{url}/m/")
    page.wait_for_selector("article.due")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    _settle(page)
    context.set_offline(True)
    slow = context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found: list[float] = []
    for _ in range(ROUNDS):
        page.goto(f"{url}/m/", wait_until="commit")
        found.append(page.evaluate(OPENED))
    took = statistics.median(found)
    rounds = " ".join(f"{one:.0f}" for one in found)
    print(f"second opening, offline, {SLOWER}x slower: {took:.0f} ms, wanted {TARGET_MS} ({rounds})")
    return took


def weeks() -> None:
    """How far a reckoned week is from the best there is, and how long a full one takes."""
    monday, base = date(2020, 3, 9), (30.30, 120.35)
    days = [monday + timedelta(days=number) for number in range(5)]
    gaps = []
    for seed in range(20):
        stops = _stops(7, seed, monday)
        found, best = (reckon(stops, days[:3], base=base, most_a_day=4) for reckon in (plan_week, best_week))
        gaps.append(found.cost / best.cost - 1)
    begun = time.perf_counter()
    plan_week(_stops(30, 1, monday), days, base=base, most_a_day=4)
    took = (time.perf_counter() - begun) * 1000
    exact = sum(gap < 1e-9 for gap in gaps)
    print(
        f"a week of 7 visits against the best of all: mean gap {statistics.mean(gaps):.2%}, "
        f"largest {max(gaps):.2%}, {exact} of {len(gaps)} exact; a week out of 30: {took:.0f} ms"
    )


def scores(playwright: Playwright, lighthouse: str, program: str, url: str) -> None:
    """Lighthouse's mobile profile on the day of a cadre: accessibility and best practices, performance as the median.

    It looks through a browser that is signed in; what the page keeps on the device is cleared before each look.
    """
    found: list[dict[str, float]] = []
    port = any_free()
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=program, args=[*FLAGS, f"--remote-debugging-port={port}"]
        )
        _sign_in(context, url)
        for _ in range(ROUNDS):
            made = subprocess.run(
                [
                    lighthouse,
                    f"{url}/m/",
                    f"--port={port}",
                    "--quiet",
                    "--output=json",
                    "--only-categories=performance,accessibility,best-practices",
                ],
                capture_output=True,
                text=True,
                check=True,
            )
            told: dict[str, Any] = json.loads(made.stdout)
            assert told["finalDisplayedUrl"].startswith(f"{url}/m/"), told["finalDisplayedUrl"]
            found.append({name: round(one["score"] * 100) for name, one in told["categories"].items()})
        context.close()
    for name in found[0]:
        each = [one[name] for one in found]
        print(f"lighthouse {name}: {statistics.median(each):.0f} ({' '.join(f'{one:.0f}' for one in each)})")


def _stops(count: int, seed: int, monday: date) -> list[Stop]:
    chance = random.Random(seed)
    return [
        Stop(
            key=number,
            lat=30.25 + chance.random() * 0.1,
            lon=120.3 + chance.random() * 0.1,
            weight=chance.randint(1, 8),
            due_on=monday + timedelta(days=chance.randint(-3, 4)),
        )
        for number in range(count)
    ]


def _settle(page: Page) -> None:
    """Until what the day shows is kept on the device."""
    for _ in range(100):
        if page.evaluate("() => Boolean(navigator.serviceWorker.controller)"):
            break
        page.wait_for_timeout(100)
        page.reload()
        page.wait_for_selector("article.due")
    page.wait_for_timeout(4_000)


def _sign_in(context: BrowserContext, url: str) -> None:
    with httpx.Client(base_url=url, timeout=30) as http:
        http.get("/")
        form = {"username": "cadre", "device": "phone", "csrfmiddlewaretoken": http.cookies["csrftoken"]}
        http.post("/demo/sign-in", data=form)
        context.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in http.cookies.items()]
        )


if __name__ == "__main__":
    sys.exit(main())
