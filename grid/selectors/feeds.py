"""Whose plan an address opens, and the entries of it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from grid.models import CalendarFeed, PlannedVisit
from grid.rules.ics import Entry, calendar_file

BACK, AHEAD = timedelta(days=30), timedelta(days=60)


def digest_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_file(token: str, at: datetime, *, home: str) -> bytes | None:
    """The plan of whoever was given the secret, in their language; None for a secret that opens nothing."""
    feed = CalendarFeed.objects.filter(digest=digest_of(token), user__is_active=True)
    found = feed.select_related("user").first()
    if found is None:
        return None
    user: User = found.user
    today = timezone.localdate(at)
    rows = PlannedVisit.objects.standing().filter(cadre=user, on__range=(today - BACK, today + AHEAD))
    with translation.override(user.language):
        entries = [_entry(row, home) for row in rows.select_related("enterprise").order_by("on", "id")]
        return calendar_file(_("走访计划 · %(name)s") % {"name": user.name}, entries, at=at)


def _entry(planned: PlannedVisit, home: str) -> Entry:
    wants = [f"{one['name']}:{one['text']}" for one in planned.purposes if one["text"]]
    return Entry(
        uid=f"{planned.uuid}@service-grid",
        on=planned.on,
        summary=_("走访 %(name)s") % {"name": planned.enterprise.short_name},
        location=planned.enterprise.address,
        description="\n".join([planned.get_reason_display(), *wants]),
        url=f"{home}/m/enterprises/{planned.enterprise.uuid}",
        sequence=planned.version,
    )
