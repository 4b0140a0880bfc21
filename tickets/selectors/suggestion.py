"""Suggested categories: the newest model, kept in the process until there is a newer one."""

from __future__ import annotations

from typing import Any

from core.prepared import Prepared
from tickets.models import Category, CategoryModel
from tickets.rules.classifier import Model, from_data, guess, pairs_of

MOST = 3
FAINTEST = 0.05
_kept: dict[int, Model] = {}
_NEWEST = Prepared(
    lambda _: CategoryModel.objects.order_by("-version").values(
        "version", "texts", "wordings", "accuracy", "accuracy_new", "threshold"
    )[:1]
)
_NAMES = Prepared(lambda _: Category.objects.filter(active=True).values("code", "name", "name_en"))
"""All of them: there are some thirty, and a statement without values has its plan."""


def suggested(text: str) -> dict[str, Any]:
    """At most three active categories with the model's confidence, none when it is unsure; and how often the model is
    right. Two or three short queries."""
    facts = _NEWEST.first(None)
    if facts is None:
        return {"suggestions": [], "model": None}
    ranks = guess(_model(facts["version"]), pairs_of(text))
    sure = bool(ranks) and ranks[0][1] >= facts["threshold"]
    best = [one for one in ranks[:MOST] if one[1] >= FAINTEST] if sure else []
    named = {row["code"]: row for row in _NAMES.rows(None)} if best else {}
    return {
        "suggestions": [
            {**named[code], "confidence": round(share, 3)} for code, share in best if code in named
        ],
        "model": facts,
    }


def _model(version: int) -> Model:
    if version not in _kept:
        _kept.clear()
        _kept[version] = from_data(
            CategoryModel.objects.values_list("weights", flat=True).get(version=version)
        )
    return _kept[version]
