"""How long a new phone takes to fill itself over a slow line: sixty enterprises, two years of visits.

Run as a program it puts those rows into the database of its environment: python -m benchmarks.first_sync cadre.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
import uuid
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING

import django

from config.embedded.house import ROOT
from config.embedded.stack import Stack
from tests.e2e.faulty import FaultyLine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENTERPRISES, YEARS, EVERY_DAYS = 60, 2, 14
LINE, DELAY, ROUNDS, TARGET_MS = 1_600_000, 0.15, 3, 3_000
KEPT = """async () => {
  const owner = (await indexedDB.databases()).map((one) => one.name).find((name) => /^service-grid-[0-9]+$/.test(name))
  if (!owner) return 0
  const ask = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error) })
  const database = await ask(indexedDB.open(owner))
  const rows = await ask(database.transaction('rows').objectStore('rows').count())
  database.close()
  return rows
}"""


def first_sync(stack: Stack, browser: Browser, cookies: dict[str, str]) -> float:
    """Median milliseconds from asking for everything to having it on the device, each time in a new profile."""
    subprocess.run(
        [sys.executable, "-m", "benchmarks.first_sync", "cadre"], cwd=ROOT, env=stack.environment, check=True
    )
    line = FaultyLine(stack.url)
    line.bits, line.delay = LINE, DELAY
    found, sizes, rows = [], [], 0
    for _ in range(ROUNDS):
        line.log.clear()
        context = browser.new_context(viewport={"width": 412, "height": 915}, is_mobile=True, has_touch=True)
        context.add_cookies(
            [{"name": name, "value": value, "url": line.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(f"{line.url}/m/", timeout=120_000)
        while not (rows := page.evaluate(KEPT)):
            page.wait_for_timeout(10)
        kept_at = time.monotonic()
        (whole, *_) = [one for one in line.log if one.path.startswith("/api/v1/sync?")]
        found.append((kept_at - whole.asked) * 1000)
        sizes.append(whole.size)
        context.close()
    line.close()
    took = statistics.median(found)
    print(
        f"first sync of {ENTERPRISES} enterprises, {LINE / 1e6:g} Mbit/s and {DELAY * 1000:.0f} ms: {took:.0f} ms, "
        f"wanted {TARGET_MS} ({' '.join(f'{one:.0f}' for one in found)}); {rows} rows, {sizes[-1] / 1000:.1f} KB"
    )
    return took


def main() -> None:
    django.setup()
    from django.utils import timezone

    from accounts.models import User
    from enterprises.models import Enterprise
    from grid.models import Assignment, AssignmentKind, Visit
    from grid.selectors import scope_for

    cadre, now = User.objects.get(username=sys.argv[1]), timezone.now()
    served = Enterprise.objects.filter(id__in=scope_for(cadre).enterprise_ids)
    missing = Enterprise.objects.exclude(id__in=served.values("id"))[: max(ENTERPRISES - served.count(), 0)]
    Assignment.objects.bulk_create(
        Assignment(enterprise=firm, cadre=cadre, kind=AssignmentKind.BACKUP, starts_on=now.date())
        for firm in missing
    )
    patterns = cycle(Visit.objects.filter(author=cadre, production=None).order_by("-id")[:50])
    visits = []
    for place, firm in enumerate(served.order_by("id")[:ENTERPRISES]):
        for days in range(place % EVERY_DAYS, YEARS * 365, EVERY_DAYS):
            visit = next(patterns)
            at = now - timedelta(days=days, minutes=place)
            visits.append(
                Visit(
                    uuid=uuid.uuid4(),
                    enterprise=firm,
                    author=cadre,
                    unit_id=visit.unit_id,
                    template_id=visit.template_id,
                    occurred_at=at,
                    received_at=at,
                    answers=visit.answers,
                    people_met=visit.people_met,
                    summary=visit.summary,
                )
            )
    Visit.objects.bulk_create(visits, batch_size=500)
    print(f"{len(visits)} visits of {ENTERPRISES} enterprises; {served.count()} are served")


if __name__ == "__main__":
    main()
