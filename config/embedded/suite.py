"""`./run test`: all a fresh machine needs to test, then every test; the last lines are pytest's own."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from config.embedded.browser_app import build_browser_app
from config.embedded.house import ROOT, House
from config.embedded.node import npm
from config.embedded.privileges import is_root
from config.embedded.say import Trouble, Voice
from config.embedded.stack import Stack

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""For a Chromium that is driven, as root too, and calls nobody by itself."""
INSTALL = "apt-get install -y --no-install-recommends chromium fonts-noto-cjk"

COUNTED = re.compile(r"\b(Test Files|Tests)\b.*\d")


def suite(arguments: list[str], voice: Voice) -> int:
    """Run Vitest, then pytest over everything. Arguments go to pytest; naming a test skips Vitest.

    Without a browser CHROMIUM stays unset, and the end-to-end tests skip themselves by name.
    """
    browser = "--no-browser" not in arguments
    wanted = [argument for argument in arguments if argument != "--no-browser"]
    environment = dict(os.environ)
    environment.pop("CHROMIUM", None)
    if browser:
        with voice.step("Chromium and a Chinese font"):
            environment["CHROMIUM"] = find_chromium(voice)
    with voice.step("Browser app"):
        build_browser_app(voice)
    if not wanted:
        with voice.step("Browser units (Vitest)"):
            said = npm(["run", "test"], voice, doing="Vitest")
        for line in filter(COUNTED.search, said):
            voice.line(f"    {line.strip()}")
    stack = Stack(House(var=House.at_home().var / "test"), demo=True)
    try:
        with voice.step("PostgreSQL and Redis for the tests"):
            stack.start_services()
        command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *wanted]
        return subprocess.run(command, cwd=ROOT, env=environment | stack.environment, check=False).returncode
    finally:
        stack.stop()


def find_chromium(voice: Voice) -> str:
    """The Chromium to drive; installed with apt when that is possible, else asked for."""
    if (found := _chromium()) and _has_chinese_font():
        return found
    if is_root() and shutil.which("apt-get"):
        for command in ("apt-get update -qq", INSTALL.replace("install", "install -qq", 1)):
            voice.note(f"{command} …")
            done = subprocess.run(
                command.split(), capture_output=True, text=True, check=False, env=_unattended()
            )
            if done.returncode:
                raise Trouble(
                    f"{command} failed.",
                    f"{done.stderr.strip()}\nOr leave the browser out: ./run test --no-browser",
                )
        if found := _chromium():
            return found
    raise Trouble(
        "The end-to-end tests need Chromium and a Chinese font.",
        f"Install them: sudo {INSTALL}\nOr leave those tests out: ./run test --no-browser",
    )


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM)), None)


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if not lister:
        return Path("/usr/share/fonts/opentype/noto").exists()
    return bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _unattended() -> dict[str, str]:
    return os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
