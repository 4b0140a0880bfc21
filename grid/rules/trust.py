"""What about a visit deserves a look: reasons for somebody to ask, never a verdict.

A strong signal alone asks for a look, weak ones in pairs. Phones err, clocks err, people write up later; so each
signal carries the figures it rests on, and its limit leaves room for what happens to the honest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from grid.rules.place import chance_of_error, chance_within

SITE_RADIUS_M = 200.0
"""A works' yard; no site of the register says more."""
UNLIKELY = 0.005
"""Somebody at the site is asked about for the fix in less than one of two hundred visits."""
FRESH_FIX_S = 30.0
SHARP_FIX_M = 50.0
SHORT_STAY_S = 120.0
FASTEST_KMH = 120.0
SHORTEST_HOP_M = 2_000.0
FEW_ANSWERS = 4
SECONDS_AN_ANSWER = 1.5
ENTERED_LATE_S = 3 * 86_400.0
NEAR_BITS = 4


class Signal(StrEnum):
    FAR = "far"
    UNPROVEN = "unproven"
    DATUM = "datum"
    SHORT_STAY = "short_stay"
    SPEED = "speed"
    PHOTO_SEEN = "photo_seen"
    PHOTO_NEAR = "photo_near"
    QUICK_ANSWERS = "quick_answers"
    BACK_DATED = "back_dated"
    DISPUTED = "disputed"


STRONG = frozenset({Signal.FAR, Signal.SPEED, Signal.PHOTO_SEEN, Signal.DISPUTED})
EXPLAINS = frozenset({Signal.DATUM})
"""These lessen a suspicion and never add to one."""
BY_WEIGHT = (
    Signal.DISPUTED,
    Signal.PHOTO_SEEN,
    Signal.FAR,
    Signal.SPEED,
    Signal.PHOTO_NEAR,
    Signal.UNPROVEN,
    Signal.SHORT_STAY,
    Signal.QUICK_ANSWERS,
    Signal.BACK_DATED,
    Signal.DATUM,
)
"""The order in which they are shown: what somebody says first, then the strong, the weak, and what explains."""


@dataclass(frozen=True)
class Finding:
    """One reason, with the figures it rests on (metres, seconds, km/h, shares of 1)."""

    signal: Signal
    facts: dict[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Hop:
    """The way between this visit and the same author's one before or after it."""

    distance_m: float
    seconds: float
    doubt_m: float
    """The accuracies of both fixes, added."""


@dataclass(frozen=True, kw_only=True)
class VisitFacts:
    """What is known of a visit when it arrives; None where the phone did not say."""

    site_known: bool
    distance_m: float | None = None
    other_datum_m: float | None = None
    """The distance if the phone had given the point in the other datum (WGS-84 for GCJ-02, and back)."""
    accuracy_m: float | None = None
    fix_age_s: float | None = None
    stay_s: float | None = None
    written_s: float | None = None
    """From opening the form to sending it."""
    answers: int = 0
    entered_after_s: float = 0.0
    """From the visit to the moment at which the form was opened, or received when that is unknown."""
    hops: Sequence[Hop] = ()


def findings(facts: VisitFacts) -> list[Finding]:
    """Every signal of a visit, in the order in which a reader would ask."""
    return [*_of_place(facts), *_of_speed(facts.hops), *_of_time(facts)]


def needs_look(signals: Iterable[str]) -> bool:
    """Whether somebody should look: one strong signal, or two weak ones."""
    counted = {one for one in signals if one not in EXPLAINS}
    return bool(counted & STRONG) or len(counted) > 1


def _of_place(facts: VisitFacts) -> list[Finding]:
    if not facts.site_known:
        return []
    if facts.distance_m is None:
        return [Finding(Signal.UNPROVEN, {"why": "no_fix"})]
    accuracy = facts.accuracy_m if facts.accuracy_m is not None else SHARP_FIX_M
    if facts.fix_age_s is not None and facts.fix_age_s > FRESH_FIX_S:
        return [Finding(Signal.UNPROVEN, {"why": "old_fix", "age_s": round(facts.fix_age_s)})]
    chance = chance_within(SITE_RADIUS_M, distance_m=facts.distance_m, accuracy_m=accuracy)
    seen: dict[str, float | str] = {
        "distance_m": round(facts.distance_m),
        "accuracy_m": round(accuracy),
        "chance": round(chance, 3),
    }
    if chance_of_error(facts.distance_m - SITE_RADIUS_M, accuracy_m=accuracy) < UNLIKELY:
        other = facts.other_datum_m
        if other is not None and other <= SITE_RADIUS_M:
            return [Finding(Signal.DATUM, {**seen, "other_m": round(other)})]
        return [Finding(Signal.FAR, seen)]
    return [Finding(Signal.UNPROVEN, {"why": "blurred", **seen})] if accuracy > SITE_RADIUS_M else []


def _of_speed(hops: Sequence[Hop]) -> list[Finding]:
    """The quickest of the ways, if nobody drives so; the fixes are given the benefit of their doubt."""
    worst: Finding | None = None
    quickest = FASTEST_KMH
    for hop in hops:
        way = hop.distance_m - hop.doubt_m
        speed = way / max(hop.seconds, 1.0) * 3.6
        if way >= SHORTEST_HOP_M and speed > quickest:
            quickest = speed
            worst = Finding(
                Signal.SPEED,
                {
                    "km": round(hop.distance_m / 1000, 1),
                    "minutes": max(0, round(hop.seconds / 60)),
                    "kmh": round(speed),
                },
            )
    return [worst] if worst else []


def _of_time(facts: VisitFacts) -> list[Finding]:
    found = []
    if facts.stay_s is not None and 0 <= facts.stay_s < SHORT_STAY_S:
        found.append(Finding(Signal.SHORT_STAY, {"stay_s": round(facts.stay_s)}))
    hasty = facts.written_s is not None and 0 <= facts.written_s < facts.answers * SECONDS_AN_ANSWER
    if hasty and facts.answers >= FEW_ANSWERS:
        found.append(
            Finding(Signal.QUICK_ANSWERS, {"answers": facts.answers, "seconds": round(facts.written_s or 0)})
        )
    if facts.entered_after_s > ENTERED_LATE_S:
        found.append(Finding(Signal.BACK_DATED, {"days": round(facts.entered_after_s / 86_400)}))
    return found
