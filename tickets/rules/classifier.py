"""Which category a text sounds like, learnt from texts whose category is known: character pairs, naive Bayes.

Multinomial naive Bayes with Lidstone smoothing over the set of character pairs of a text; numbers say nothing and are
left out. Its probabilities are too sure of themselves, so they are cooled by a temperature fitted on held-out texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from core.text import bigrams

SMOOTHING = 0.05
FEWEST_PAIRS = 3
Sample = tuple[frozenset[str], str]


@dataclass(frozen=True, kw_only=True)
class Model:
    """Scores in logs: of each class beforehand, of a pair never seen in it, and how much more a seen pair says."""

    classes: tuple[str, ...]
    prior: tuple[float, ...]
    unseen: tuple[float, ...]
    pairs: Mapping[str, Sequence[Sequence[float]]]
    """Pair to (index of class, score above unseen)."""
    temperature: float = 1.0


def pairs_of(text: str) -> frozenset[str]:
    """The character pairs of a text that say something."""
    return frozenset(pair for pair in bigrams(text) if not any(mark.isdigit() for mark in pair))


def train(samples: Sequence[Sample]) -> Model:
    """A model of the samples; at least one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    number = Counter(label for _, label in samples)
    for pairs, label in samples:
        counts[label].update(pairs)
    classes = tuple(sorted(number))
    vocabulary = {pair for counter in counts.values() for pair in counter}
    unseen, pairs_scores = [], defaultdict(list)
    for place, label in enumerate(classes):
        total = log(sum(counts[label].values()) + SMOOTHING * len(vocabulary))
        unseen.append(log(SMOOTHING) - total)
        for pair, count in counts[label].items():
            pairs_scores[pair].append((place, round(log(count + SMOOTHING) - log(SMOOTHING), 3)))
    return Model(
        classes=classes,
        prior=tuple(log(number[label] / len(samples)) for label in classes),
        unseen=tuple(unseen),
        pairs=dict(pairs_scores),
    )


def guess(model: Model, pairs: frozenset[str]) -> list[tuple[str, float]]:
    """Classes with their probabilities, the likeliest first; none when the text holds too little that is known."""
    known = [pair for pair in pairs if pair in model.pairs]
    if len(known) < FEWEST_PAIRS:
        return []
    scores = [prior + len(known) * unseen for prior, unseen in zip(model.prior, model.unseen, strict=True)]
    for pair in known:
        for place, more in model.pairs[pair]:
            scores[int(place)] += more
    best = max(scores)
    raised = [exp((score - best) / model.temperature) for score in scores]
    whole = sum(raised)
    shares = [(label, value / whole) for label, value in zip(model.classes, raised, strict=True)]
    return sorted(shares, key=lambda one: (-one[1], one[0]))


def wordings(texts: Sequence[frozenset[str]], alike: float = 0.5) -> list[int]:
    """For each text the number of its wording: texts that share half of their pairs (Jaccard) with the first text of
    a wording are the same wording in other figures and names."""
    firsts: list[frozenset[str]] = []
    holding: dict[str, list[int]] = defaultdict(list)
    found: list[int] = []
    for pairs in texts:
        shared = Counter(place for pair in pairs for place in holding[pair])
        fitting = (
            place for place, count in shared.most_common(5) if count >= alike * len(pairs | firsts[place])
        )
        place = next(fitting, len(firsts))
        if place == len(firsts):
            firsts.append(pairs)
            for pair in pairs:
                holding[pair].append(place)
        found.append(place)
    return found


def as_data(model: Model) -> dict[str, Any]:
    """The model as JSON holds it."""
    return {
        "classes": list(model.classes),
        "prior": [round(value, 4) for value in model.prior],
        "unseen": [round(value, 4) for value in model.unseen],
        "pairs": {pair: [list(one) for one in scores] for pair, scores in model.pairs.items()},
        "temperature": model.temperature,
    }


def from_data(data: Mapping[str, Any]) -> Model:
    """The model out of JSON."""
    return Model(
        classes=tuple(data["classes"]),
        prior=tuple(data["prior"]),
        unseen=tuple(data["unseen"]),
        pairs=data["pairs"],
        temperature=data["temperature"],
    )
