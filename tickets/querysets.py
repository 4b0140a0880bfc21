"""How tickets are cut to their reader, and the filters everybody names."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse

from core.scope import Scope
from core.text import bigrams, normalise
from tickets.rules.lifecycle import OPEN_STATES

_NUMBER = re.compile(r"[a-z0-9-]{1,24}", re.ASCII)


def visibility(scope: Scope, prefix: str = "") -> Q:
    """The tickets a reader may see, as a condition; `prefix` reaches the ticket from another table."""
    if scope.reads_everything:
        return Q()
    mine = Q(**{f"{prefix}enterprise_id__in": scope.enterprise_ids})
    if scope.is_enterprise:
        return mine
    units = scope.unit_ids
    mine |= Q(**{f"{prefix}holder_unit_id__in": units}) | Q(**{f"{prefix}lead_unit_id__in": units})
    mine |= Q(**{f"{prefix}team_id__in": units}) | Q(**{f"{prefix}created_by_id": scope.user_id})
    return mine


class TicketQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """All for coordinators and leaders; one's unit's and one's enterprises' for staff; one's own for a firm."""
        return self.filter(visibility(scope))

    def open(self) -> Self:
        """Not yet ended."""
        return self.filter(state__in=OPEN_STATES)

    def overdue(self, at: datetime) -> Self:
        """Past the deadline that runs now."""
        return self.filter(due_at__lte=at, state__in=OPEN_STATES)

    def held_by(self, scope: Scope) -> Self:
        """On the reader's own desk."""
        return self.filter(holder_id=scope.user_id)

    def matching(self, words: str) -> Self:
        """Every part of the words, in any order, in title, text or enterprise name, or at either end of the number."""
        rows = self.alias(fer=Reverse("ref"))
        for word in normalise(words).split()[:6]:
            pairs = bigrams(word)
            found = Q(search__contains=pairs) if pairs else Q(pk__in=())
            if _NUMBER.fullmatch(word):
                number = word.upper()
                found |= Q(ref__startswith=number) | Q(ref__startswith=f"QT-{number}")
                found |= Q(fer__startswith=number[::-1])
            rows = rows.filter(found)
        return rows


class AttachmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """As the ticket; what hangs on an internal note stays inside."""
        rows = self.filter(visibility(scope, "ticket__"))
        if scope.is_enterprise:
            rows = rows.exclude(comment__kind="internal")
        return rows
