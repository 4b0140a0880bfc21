"""How tickets are cut to their reader, and the filters everybody names."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse

from core.prepared import Given
from core.scope import Scope
from core.text import bigrams, normalise
from tickets.rules.lifecycle import OPEN_STATES
from tickets.rules.subtasks import UNFINISHED

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
    mine |= Q(**{f"{prefix}helper_units__overlap": units})
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

    def about(self, category: str | Given) -> Self:
        """Of a category, or of one below it."""
        return self.filter(Q(category_id=category) | Q(category__parent_id=category))

    def held_by(self, people: Collection[int | Given]) -> Self:
        """On the desk of any of them."""
        return self.filter(reduce(or_, (Q(holder_id=person) for person in people)))

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


class SubTaskQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """As the ticket, for staff; an enterprise sees what its ticket does, not who does which part of it."""
        return self.none() if scope.is_enterprise else self.filter(visibility(scope, "ticket__"))

    def unfinished(self) -> Self:
        """Given or accepted, not yet ended."""
        return self.filter(state__in=UNFINISHED)


class CauseQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """For all staff: whoever meets the next enterprise with the same problem must find it."""
        return self.none() if scope.is_enterprise else self.all()


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """For those who read everything, and for the units at the table."""
        if scope.is_enterprise:
            return self.none()
        if scope.reads_everything:
            return self.all()
        return self.filter(
            pk__in=self.filter(attendances__unit_id__in=scope.unit_ids).order_by().values("pk")
        )
