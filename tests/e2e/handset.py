"""A Chromium of its own with a profile that outlives it, so that it can be killed in the middle of anything."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page

SIZE = {"width": 412, "height": 915}
KEPT = """async (owner) => {
  const ask = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error) })
  const names = (await indexedDB.databases()).map((db) => db.name)
  if (!names.includes(`service-grid-${owner}`)) return null
  const db = await ask(indexedDB.open(`service-grid-${owner}`))
  const step = db.transaction(['parcels', 'notes', 'rows'])
  const [parcels, cursor, rows] = await Promise.all([
    ask(step.objectStore('parcels').getAll()), ask(step.objectStore('notes').get('cursor')),
    ask(step.objectStore('rows').count())])
  db.close()
  return { parcels: parcels.map((row) => row.parcel), cursor: cursor ?? null, rows }
}"""


class Handset:
    """Starts on the first page that is asked for; `kill` is a battery that dies."""

    def __init__(self, chromium: BrowserType, profile: Path, flags: list[str]) -> None:
        self._chromium, self._profile, self._flags = chromium, profile, flags
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None

    def start(self) -> BrowserContext:
        port_file = self._profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                os.environ["CHROMIUM"],
                "--headless=new",
                *self._flags,
                "--remote-debugging-port=0",
                f"--user-data-dir={self._profile}",
                "--lang=zh-CN",
                "--hide-crash-restore-bubble",
                f"--window-size={SIZE['width']},{SIZE['height']}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 30
        while not port_file.exists() or not port_file.read_text().strip():
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.05)
        port = port_file.read_text().split()[0]
        self._browser = self._chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self._browser.contexts[0]
        context.set_default_timeout(20_000)
        return context

    def page(self, context: BrowserContext, url: str) -> Page:
        page = context.new_page()
        page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        page.goto(url, wait_until="domcontentloaded")
        return page

    def kill(self) -> None:
        """Every process of it, at once."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if self._browser:
            with contextlib.suppress(Error):  # its process is gone already
                self._browser.close()
        self._browser = self._process = None


def sign_in(context: BrowserContext, url: str, grid: str, who: str) -> int:
    """A fresh session for this browser, as if its owner had signed in; answers the user's id."""
    with httpx.Client(base_url=grid, timeout=30) as http:
        http.get("/")
        form = {"username": who, "device": "phone", "csrfmiddlewaretoken": http.cookies["csrftoken"]}
        http.post("/demo/sign-in", data=form)
        user = http.get("/api/v1/me").json()["id"]
        jar = [{"name": name, "value": value, "url": url} for name, value in http.cookies.items()]
    context.add_cookies(jar)  # type: ignore[arg-type]
    return int(user)


def kept(page: Page, owner: int) -> Any:
    """What lies in the device's database."""
    return page.evaluate(KEPT, str(owner))
