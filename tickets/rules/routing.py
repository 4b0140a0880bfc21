"""Routing as a pure decision: the first rule whose every filled condition holds, and why it held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from core.text import normalise


@dataclass(frozen=True, kw_only=True)
class RuleData:
    """A routing rule as rules see it; an empty condition holds always.

    `words` wants any of them, `all_words` every one. `industries` are sections (C) or the beginnings of classes (C39).
    The days are half-open: [from_on, until_on). Outcomes follow `start_at`.
    """

    id: int
    name: str
    version: int
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    all_words: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    subdistricts: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    hours: str = ""
    from_on: date | None = None
    until_on: date | None = None
    start_at: str = "team"
    lead_unit: int
    co_units: tuple[int, ...] = ()
    strategy: str = "responsible"
    person: int | None = None
    set_priority: str = ""
    policy: int | None = None


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A ticket as rules see it. `categories` holds its category and the parent of it, `industries` the section letter
    and every beginning of the class; `working` is whether it was submitted in working time, `on` the local day."""

    categories: frozenset[str]
    text: str
    tier: str
    kind: str
    industries: frozenset[str]
    subdistrict: str
    priority: str
    source: str
    working: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class Match:
    """The rule that decides, and the conditions that held, as (condition, what matched joined by 、)."""

    rule: RuleData
    because: tuple[tuple[str, str], ...]


def match(rules: Sequence[RuleData], problem: Problem) -> Match | None:
    """The first rule, in the order given, that fits; None when none does."""
    said = normalise(problem.text)
    for rule in rules:
        because = _why(rule, problem, said)
        if because is not None:
            return Match(rule=rule, because=because)
    return None


def choose_unit(rule: RuleData, team: int | None) -> int:
    """The first holder: the enterprise's team, unless the rule starts at the department or there is no team."""
    return team if rule.start_at == "team" and team is not None else rule.lead_unit


def beginnings(code: str) -> frozenset[str]:
    """What an industry condition may name of C3982: the section C, and C39, C398, C3982."""
    return frozenset({code[:1], *(code[:length] for length in range(3, len(code) + 1))})


def _why(rule: RuleData, problem: Problem, said: str) -> tuple[tuple[str, str], ...] | None:
    held: list[tuple[str, str]] = []
    hours = "working" if problem.working else "outside"
    conditions: tuple[tuple[str, Sequence[str], Collection[str]], ...] = (
        ("categories", rule.categories, problem.categories),
        ("words", rule.words, [word for word in rule.words if normalise(word) in said]),
        ("tiers", rule.tiers, [problem.tier]),
        ("kinds", rule.kinds, [problem.kind]),
        ("industries", rule.industries, problem.industries),
        ("subdistricts", rule.subdistricts, [problem.subdistrict]),
        ("priorities", rule.priorities, [problem.priority]),
        ("sources", rule.sources, [problem.source]),
        ("hours", [rule.hours] if rule.hours else [], [hours]),
    )
    for name, wanted, present in conditions:
        if not wanted:
            continue
        hits = sorted(set(wanted) & set(present))
        if not hits:
            return None
        held.append((name, "、".join(hits)))
    if rule.all_words:
        if not all(normalise(word) in said for word in rule.all_words):
            return None
        held.append(("all_words", "、".join(rule.all_words)))
    if rule.from_on or rule.until_on:
        if (rule.from_on and problem.on < rule.from_on) or (rule.until_on and problem.on >= rule.until_on):
            return None
        held.append(("days", problem.on.isoformat()))
    return tuple(held)
