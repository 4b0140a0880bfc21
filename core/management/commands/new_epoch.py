"""Give the feed a new identity, because the database went back in time."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import BaseCommand

from core.models import Feed


class Command(BaseCommand):
    help = (
        "After a restore: open pages notice another epoch and fetch everything anew. ./run restore does it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        feed, _ = Feed.objects.update_or_create(id=1, defaults={"epoch": uuid.uuid4()})
        self.stdout.write(str(feed.epoch))
