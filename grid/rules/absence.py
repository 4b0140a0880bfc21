"""Standing in: along the chain of deputies to the first who is present."""

from __future__ import annotations

from collections.abc import Mapping

Away = Mapping[int, int | None]
"""Everybody who is away at a moment, each with the deputy named, or none."""


def stand_in(person: int, away: Away) -> int | None:
    """Who does the work of `person`: the person when present, else the first present deputy of the chain.

    None when the chain ends with somebody who is away and has named nobody, or closes to a ring.
    """
    seen: set[int] = set()
    found: int | None = person
    while found is not None and found in away:
        if found in seen:
            return None
        seen.add(found)
        found = away[found]
    return found
