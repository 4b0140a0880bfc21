"""Entering what about a visit deserves a look, as it arrives and as more becomes known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField
from django.utils import timezone

from core.outbox import publish
from core.prepared import Given, Prepared
from grid.actions._named import enterprise_name, topics
from grid.events import VisitNeedsLook
from grid.models import Datum, Visit, VisitLook, VisitPhoto, VisitSignal
from grid.rules.distance import distance_m
from grid.rules.place import from_gcj02, to_gcj02
from grid.rules.trust import NEAR_BITS, Finding, Hop, Signal, VisitFacts, findings, needs_look
from grid.selectors import leads_of

NEIGHBOURS_WITHIN = timedelta(hours=12)
PHOTOS_LOOKED_AT = 1_000
LOOKED_BACK = timedelta(days=180)
MOMENT, END = Given("moment", DateTimeField()), Given("end", DateTimeField())
_OTHERS = Visit.objects.filter(author_id=Given("author", BigIntegerField()), lat__isnull=False).exclude(
    pk=Given("visit", BigIntegerField())
)
_BEFORE = Prepared(
    lambda _: _OTHERS.filter(occurred_at__lte=MOMENT, occurred_at__gt=END).order_by("-occurred_at", "-id")[:1]
)
_AFTER = Prepared(
    lambda _: _OTHERS.filter(occurred_at__gt=MOMENT, occurred_at__lt=END).order_by("occurred_at", "id")[:1]
)

_SAME_BYTES = Prepared(
    lambda _: (
        VisitPhoto.objects.filter(sha256=Given("sha256", CharField()))
        .exclude(visit_id=Given("visit", BigIntegerField()))
        .order_by("id")
        .values("created_at")[:1]
    )
)
NEAREST = """
    SELECT bit_count((fingerprint # %(fingerprint)s)::bit(64)) AS bits, created_at
    FROM (
        SELECT fingerprint, created_at FROM grid_visitphoto
        WHERE uploaded_by_id = %(hand)s AND visit_id <> %(visit)s
          AND created_at >= %(since)s AND fingerprint IS NOT NULL
        ORDER BY id DESC LIMIT %(most)s
    ) AS recent
    ORDER BY bits, created_at LIMIT 1
"""
"""The photo of the same hand in which the fewest bits are other."""


def question_visit(visit: Visit, at: datetime) -> None:
    """The signals of a visit that has just come in."""
    enter(visit, findings(_facts(visit)), at, is_new=True)


def question_photos(visit: Visit, photos: Iterable[VisitPhoto], at: datetime) -> None:
    """Whether pictures were seen before: the same bytes at anybody's visit, or nearly the same by the same hand."""
    enter(visit, [found for photo in photos if (found := _seen_before(photo, at))], at)


def _seen_before(photo: VisitPhoto, at: datetime) -> Finding | None:
    same = _SAME_BYTES.first(None, visit=photo.visit_id, sha256=photo.sha256)
    if same:
        return Finding(Signal.PHOTO_SEEN, {"on": _day(same["created_at"])})
    if photo.fingerprint is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            NEAREST,
            {
                "fingerprint": photo.fingerprint,
                "hand": photo.uploaded_by_id,
                "visit": photo.visit_id,
                "since": at - LOOKED_BACK,
                "most": PHOTOS_LOOKED_AT,
            },
        )
        bits, when = cursor.fetchone() or (NEAR_BITS + 1, at)
    return Finding(Signal.PHOTO_NEAR, {"on": _day(when), "bits": bits}) if bits <= NEAR_BITS else None


def enter(visit: Visit, found: Sequence[Finding], at: datetime, *, is_new: bool = False) -> None:
    """Keep the signals, each once, and ask for a look when they are enough; told once to author and leads.

    A visit that is new has no signals but these.
    """
    if not found:
        return
    VisitSignal.objects.bulk_create(
        [VisitSignal(visit=visit, kind=one.signal, facts=one.facts, at=at) for one in found],
        ignore_conflicts=True,
    )
    kept = VisitSignal.objects.filter(visit=visit).values_list("kind", flat=True)
    kinds = sorted(str(one.signal) for one in found) if is_new else sorted(kept)
    if not needs_look(kinds):
        return
    _look, new = VisitLook.objects.get_or_create(visit=visit, defaults={"opened_at": at})
    if not new:
        return
    publish(
        VisitNeedsLook(
            at=at,
            actor_id=None,
            topics=inside(visit, at),
            notify=tuple({visit.author_id, *leads(visit, at)}),
            visit=str(visit.uuid),
            enterprise=enterprise_name(visit.enterprise),
            signals=kinds,
        )
    )


def leads(visit: Visit, at: datetime) -> list[int]:
    """Who leads the unit of the visit, its author left out."""
    if visit.unit_id is None:
        return []
    return [one for one in leads_of(visit.unit_id, timezone.localdate(at)) if one != visit.author_id]


def inside(visit: Visit, at: datetime) -> tuple[str, ...]:
    """The topics of those who read the signals: the author and who leads the unit."""
    return tuple(sorted(f"user.{user}" for user in {visit.author_id, *leads(visit, at)}))


def public(visit: Visit) -> tuple[str, ...]:
    """The topics of those who read what the enterprise says."""
    return topics(visit.enterprise, units={visit.unit_id}, users={visit.author_id})


def on_the_ground(visit: Visit) -> tuple[float, float] | None:
    """Where the phone was, in WGS-84."""
    if visit.lat is None or visit.lon is None:
        return None
    return from_gcj02(visit.lat, visit.lon) if visit.datum == Datum.GCJ02 else (visit.lat, visit.lon)


def _facts(visit: Visit) -> VisitFacts:
    site, point = visit.enterprise, on_the_ground(visit)
    other = None
    if point and site.lat is not None and site.lon is not None:
        moved = to_gcj02(*point) if visit.datum == Datum.GCJ02 else from_gcj02(*point)
        other = distance_m(*moved, site.lat, site.lon)
    began = visit.arrived_at or visit.occurred_at
    return VisitFacts(
        site_known=site.lat is not None and site.lon is not None,
        distance_m=visit.distance_m,
        other_datum_m=other,
        accuracy_m=visit.accuracy_m,
        fix_age_s=visit.fix_age_s,
        stay_s=(visit.left_at - began).total_seconds() if visit.left_at else None,
        written_s=(visit.left_at - visit.began_at).total_seconds()
        if visit.left_at and visit.began_at
        else None,
        answers=len(visit.answers),
        entered_after_s=((visit.began_at or visit.received_at) - visit.occurred_at).total_seconds(),
        hops=_hops(visit, point) if point else (),
    )


def _hops(visit: Visit, point: tuple[float, float]) -> list[Hop]:
    """The ways from the visit before and to the one after, where both phones said where they were."""
    moment = visit.occurred_at
    known = {"author": visit.author_id, "visit": visit.pk, "moment": moment}
    before = _BEFORE.first(None, **known, end=moment - NEIGHBOURS_WITHIN)
    after = _AFTER.first(None, **known, end=moment + NEIGHBOURS_WITHIN)
    hops = []
    for one in (before, after):
        there = on_the_ground(one) if one else None
        if one and there:
            first, second = sorted((visit, one), key=lambda row: row.occurred_at)
            left = min(first.left_at or first.occurred_at, second.occurred_at)
            hops.append(
                Hop(
                    distance_m=distance_m(*point, *there),
                    seconds=(second.occurred_at - left).total_seconds(),
                    doubt_m=(visit.accuracy_m or 0) + (one.accuracy_m or 0),
                )
            )
    return hops


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()
