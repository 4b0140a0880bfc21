"""manage.py ensure_reference: the rows that every installation needs, added where they are missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from enterprises import reference as enterprises_reference
from grid import reference as grid_reference
from tickets import reference as tickets_reference

PARTS: tuple[tuple[str, Callable[[], int]], ...] = (
    ("enterprises", enterprises_reference.ensure),
    ("grid", grid_reference.ensure),
    ("tickets", tickets_reference.ensure),
)


def ensure_reference() -> dict[str, int]:
    """Run each app's part in the order of the street; answers how many rows each added."""
    with transaction.atomic():
        return {name: ensure() for name, ensure in PARTS}


class Command(BaseCommand):
    help = "Adds the reference rows that are missing. Safe to run again; edited rows are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, added in ensure_reference().items():
            self.stdout.write(f"{name}: {added} added")
