"""The questions that a visit answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import PositiveIntegerField

from core.prepared import Given, Prepared
from grid.models import VISIT_TEMPLATE, VisitTemplate
from grid.rules.answers import Sections

_PUBLISHED = Prepared(
    lambda _: VisitTemplate.objects.filter(
        code=VISIT_TEMPLATE, version=Given("version", PositiveIntegerField()), published_at__isnull=False
    ).values_list("pk", "published_at")
)
_known: dict[tuple[int, datetime], Sections] = {}
"""A published version never changes, so a process reads the questions of each once."""


@dataclass(frozen=True, kw_only=True)
class PublishedTemplate:
    """A version of the questions that was in force at some time."""

    id: int
    sections: Sections


def published_template(version: int) -> PublishedTemplate | None:
    """The version under that number; None for a draft and for what never was."""
    found = _PUBLISHED.first(None, version=version)
    if found is None:
        return None
    if found not in _known:
        _known[found] = VisitTemplate.objects.get(pk=found[0]).sections
    return PublishedTemplate(id=found[0], sections=_known[found])
