"""Run the relay and the timer sweeps until told to stop."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.ticker import Ticker
from core.database import database_now
from core.heartbeats import signs


class Command(BaseCommand):
    help = "Numbers and sends out events, and does what has fallen due. With --check: is a ticker making progress?"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="exit 1 when the relay or a sweep stands still"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            self._check()
            return
        ticker = Ticker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ticker.stop())
        ticker.run()

    def _check(self) -> None:
        still = [sign.name for sign in signs(database_now()) if not sign.well and sign.name != "canary"]
        if still:
            raise CommandError(f"no progress: {', '.join(still)}")
        self.stdout.write("ok")
