"""Routing as a pure decision: the first rule whose every filled condition holds, and why it held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RuleData:
    """A routing rule as rules see it; an empty condition holds always."""

    id: int
    name: str
    version: int
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    subdistricts: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    start_at: str = "team"
    lead_unit: int
    strategy: str = "responsible"
    set_priority: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A ticket as rules see it. `categories` holds its category and the parent of it."""

    categories: frozenset[str]
    text: str
    kind: str
    subdistrict: str
    priority: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Match:
    """The rule that decides, and the conditions that held, as (condition, what matched)."""

    rule: RuleData
    because: tuple[tuple[str, str], ...]


def match(rules: Sequence[RuleData], problem: Problem) -> Match | None:
    """The first rule, in the order given, that fits; None when none does."""
    for rule in rules:
        because = _why(rule, problem)
        if because is not None:
            return Match(rule=rule, because=because)
    return None


def _why(rule: RuleData, problem: Problem) -> tuple[tuple[str, str], ...] | None:
    held: list[tuple[str, str]] = []
    conditions: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("categories", rule.categories, problem.categories),
        ("words", rule.words, [word for word in rule.words if word in problem.text]),
        ("kinds", rule.kinds, [problem.kind]),
        ("subdistricts", rule.subdistricts, [problem.subdistrict]),
        ("priorities", rule.priorities, [problem.priority]),
        ("sources", rule.sources, [problem.source]),
    )
    for name, wanted, present in conditions:
        if not wanted:
            continue
        hits = sorted(set(wanted) & set(present))
        if not hits:
            return None
        held.append((name, "、".join(hits)))
    return tuple(held)


def choose_unit(rule: RuleData, team: int | None) -> int:
    """The first holder: the enterprise's team, unless the rule starts at the department or there is no team."""
    return team if rule.start_at == "team" and team is not None else rule.lead_unit


def choose_person(
    strategy: str, *, responsible: int | None, members: Sequence[int], loads: Mapping[int, int]
) -> tuple[int | None, str]:
    """The person in the unit and the reason in a word: the responsible cadre when present in it, else the member
    with the fewest open tickets (the lowest id among equals); nobody when the unit arranges itself."""
    if strategy == "nobody" or not members:
        return None, "unit_arranges"
    if strategy == "responsible" and responsible in members:
        return responsible, "responsible"
    return min(members, key=lambda person: (loads.get(person, 0), person)), "least_loaded"
