"""How the register is cut to its reader, and how it is searched."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import Any, Self

from django.db import models
from django.db.models import Q

from core.scope import Scope
from enterprises.rules.search import LONGEST_PREFIX, needles, squeeze

MOST_WORDS = 6
COORDINATOR = "coordinator"


class EnterpriseQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Everything for those who read the register; otherwise who one serves or speaks for."""
        if scope.reads_everything or scope.reads_register:
            return self.all()
        return self.filter(id__in=scope.enterprise_ids)

    def served_by(self, scope: Scope) -> Self:
        """Only those the reader serves or speaks for."""
        return self.filter(id__in=scope.enterprise_ids)

    def reportable_by(self, scope: Scope) -> Self:
        """Whose production the reader may report: those served or spoken for; any for a coordinator."""
        return self.all() if scope.role == COORDINATOR else self.served_by(scope)

    def matching(self, words: str) -> Self:
        """By any part of name, short name, alias or code, or by the start of pinyin or initials.

        Several words must all be found, unless they are found joined.
        """
        parts = [part for word in words.split()[:MOST_WORDS] if (part := squeeze(word))]
        if not parts:
            return self.none() if words.strip() else self.all()
        joined = _found("".join(parts))
        return self.filter(joined | reduce(and_, map(_found, parts)) if len(parts) > 1 else joined)


def _found(part: str) -> Q:
    found = Q(search__contains=needles(part), haystack__contains=part)
    return found | Q(pinyin__contains=[part[:LONGEST_PREFIX]]) if part.isascii() else found


class ContactQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """The contacts of enterprises one serves or speaks for; coordinators and leaders see all."""
        if scope.reads_everything:
            return self.all()
        return self.filter(enterprise_id__in=scope.enterprise_ids)


class ReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """As the enterprise they speak of."""
        if scope.reads_everything or scope.reads_register:
            return self.all()
        return self.filter(enterprise_id__in=scope.enterprise_ids)
