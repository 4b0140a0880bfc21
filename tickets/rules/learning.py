"""How good a classifier is, measured on texts kept out of its training; and when it had better say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from tickets.rules.classifier import Model, Sample, guess, train, wordings

FOLDS = 5
TEMPERATURES = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
SURE = 0.8
"""Offered is only what held-out wordings of the same confidence got right at least this often."""
NEVER = 2.0
Guessed = tuple[list[tuple[str, float]], str]


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A trained model with shares from 0 to 1, all measured on texts that were not trained on."""

    model: Model
    texts: int
    wordings: int
    accuracy: float
    accuracy_new: float
    among_three_new: float
    threshold: float


def learn(samples: Sequence[Sample]) -> Lesson:
    """A model of all samples. `accuracy` is of texts kept out one fold in five; the `new` figures keep out whole
    wordings, so that the model has seen nothing like the text: what is to be expected of a problem told for the first
    time. The temperature and the threshold come from these."""
    numbers = wordings([pairs for pairs, _ in samples])
    seen = _held_out(samples, [place % FOLDS for place in range(len(samples))], 1.0)
    new = {heat: _held_out(samples, [number % FOLDS for number in numbers], heat) for heat in TEMPERATURES}
    heat = min(new, key=lambda one: _surprise(new[one]))
    return Lesson(
        model=replace(train(samples), temperature=heat),
        texts=len(samples),
        wordings=len(set(numbers)),
        accuracy=_share(seen, 1),
        accuracy_new=_share(new[heat], 1),
        among_three_new=_share(new[heat], 3),
        threshold=_threshold(new[heat]),
    )


def _held_out(samples: Sequence[Sample], folds: Sequence[int], heat: float) -> list[Guessed]:
    found: list[Guessed] = []
    for fold in range(FOLDS):
        rest = [sample for sample, place in zip(samples, folds, strict=True) if place != fold]
        if not rest:
            continue
        model = replace(train(rest), temperature=heat)
        asked = (sample for sample, place in zip(samples, folds, strict=True) if place == fold)
        found.extend((guess(model, pairs), label) for pairs, label in asked)
    return found


def _share(guessed: Sequence[Guessed], first: int) -> float:
    right = sum(label in [name for name, _ in ranks[:first]] for ranks, label in guessed)
    return round(right / len(guessed), 4) if guessed else 0.0


def _surprise(guessed: Sequence[Guessed]) -> float:
    return -sum(log(max(dict(ranks).get(label, 0.0), 1e-6)) for ranks, label in guessed)


def _threshold(guessed: Sequence[Guessed]) -> float:
    """The lowest confidence from which on first guesses are right SURE of the time; NEVER when there is none."""
    ranked = sorted(((ranks[0][1], ranks[0][0] == label) for ranks, label in guessed if ranks), reverse=True)
    right, found = 0, NEVER
    for number, (confidence, hit) in enumerate(ranked, 1):
        right += hit
        if right >= SURE * number and number >= FOLDS:
            found = confidence
    return round(found, 4)
