"""python -m benchmarks.survival.waiting: what still has to follow from what was done, by name; {} when nothing."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from core.models import EventRecord  # noqa: E402
from notifications.models import Delivery, DeliveryState  # noqa: E402
from tickets.models import Clock, Ticket  # noqa: E402

SOON = timedelta(minutes=1)


def main() -> None:
    """Events without a number, mails that are due soon, tickets nobody has classified, clocks not looked at."""
    now = timezone.now()
    found = {
        "events": EventRecord.objects.filter(seq__isnull=True).count(),
        "deliveries": Delivery.objects.filter(state=DeliveryState.WAITING, send_after__lt=now + SOON).count(),
        "tickets": Ticket.objects.filter(state="submitted", routing_steps__isnull=True).count(),
        "clocks": Clock.objects.filter(alarm_at__lt=now).count(),
    }
    sys.stdout.write(json.dumps({name: n for name, n in found.items() if n}))


if __name__ == "__main__":
    main()
