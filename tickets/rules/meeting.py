"""What a joint meeting's agenda takes in, and who sits at the table."""

from __future__ import annotations

from collections.abc import Iterable

STEERS = frozenset({"coordinator", "leader"})
"""The roles that plan meetings and open shared causes."""


def at_the_table(
    concerned: Iterable[int | None], *, asked: Iterable[int] = (), without: Iterable[int] = ()
) -> set[int]:
    """The units of a meeting: those its tickets concern and those asked by hand, without those excused."""
    return ({unit for unit in concerned if unit} | set(asked)) - set(without)
