"""manage.py demo_accounts: one line for each part of the demo, for the terminal that started it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from accounts.models import Language
from accounts.rules.homes import home
from accounts.selectors import demo_doors


class Command(BaseCommand):
    help = "Prints the first demo account of each part, where it works, and how many more there are."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(Language.CHINESE):
            groups = demo_doors()
            if not groups:
                self.stdout.write("No demo accounts.")
            for group in groups:
                first, more = group.doors[0], len(group.doors) + len(group.more) - 1
                rest = f" (+{more})" if more else ""
                line = f"{home(group.role):<7} {first.username:<16} {first.name} {first.caption}{rest}"
                self.stdout.write(f"{group.part}\t{line}")
