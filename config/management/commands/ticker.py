"""Run the relay and the timer sweeps until told to stop."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from config.ticker import Ticker
from core.tally import tally


class Command(BaseCommand):
    help = "Numbers and sends out events, and does what has fallen due."

    def handle(self, *args: Any, **options: Any) -> None:
        ticker = Ticker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ticker.stop())
        tally.keep_writing()
        ticker.run()
