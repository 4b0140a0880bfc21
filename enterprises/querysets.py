"""How the register is cut to its reader, and how it is searched."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from core.scope import Scope
from core.text import bigrams, normalise


class EnterpriseQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Everything for those who read the register; otherwise who one serves or speaks for."""
        if scope.reads_everything or scope.reads_register:
            return self.all()
        return self.filter(id__in=scope.enterprise_ids)

    def served_by(self, scope: Scope) -> Self:
        """Only those the reader serves or speaks for."""
        return self.filter(id__in=scope.enterprise_ids)

    def matching(self, words: str) -> Self:
        """By any part of name, short name, alias or code; by pinyin or initials from the start."""
        text = normalise(words)
        if not text:
            return self
        found = Q(uscc__istartswith=text) | Q(pinyin__contains=[text.replace(" ", "")])
        pairs = bigrams(text)
        if pairs:
            found |= Q(search__contains=pairs)
        return self.filter(found)


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
