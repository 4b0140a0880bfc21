"""manage.py demo_state: none, current or stale, for ./run up to decide what to offer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.demo.state import NONE, demo_state
from grid.models import WorkingCalendar
from grid.selectors import ZONE_CALENDAR, zone_calendar


class Command(BaseCommand):
    help = "Says whether there is a demo world and whether it leads up to today: none, current or stale."

    def handle(self, *args: Any, **options: Any) -> None:
        there = WorkingCalendar.objects.filter(code=ZONE_CALENDAR).exists()
        state = demo_state(zone_calendar(), timezone.localdate()) if there else NONE
        self.stdout.write(state)
