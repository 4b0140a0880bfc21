"""Write docs/events.md and the browser's event types from the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.event_catalogue import docs_page, typescript
from core.events import catalogue

DOCS, TYPES = Path("docs/events.md"), Path("frontend/src/generated/events.ts")


class Command(BaseCommand):
    help = "Writes the event catalogue for people and for the browser. With --check: exit 1 when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, compare")
        parser.add_argument("--docs", type=Path, default=settings.BASE_DIR / DOCS)
        parser.add_argument("--types", type=Path, default=settings.BASE_DIR / TYPES)

    def handle(self, *args: Any, check: bool, docs: Path, types: Path, **options: Any) -> None:
        events = list(catalogue())
        for path, text in ((docs, docs_page(events)), (types, typescript(events))):
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                raise CommandError(f"{path} is not what the code says; run ./run schema")
