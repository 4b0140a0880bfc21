"""What was learnt from closed tickets: texts to categories, version by version, with how often it was right."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class CategoryModel(models.Model):
    """The newest version is in use. Shares are of held-out texts, from 0 to 1."""

    version = models.PositiveIntegerField(unique=True)
    trained_at = models.DateTimeField()
    texts = models.PositiveIntegerField()
    wordings = models.PositiveIntegerField()
    """How many different wordings the texts were; similar ones count once."""
    accuracy = models.FloatField()
    """First suggestion right, on texts like those it has seen (five-fold)."""
    accuracy_new = models.FloatField()
    """First suggestion right, on wordings kept out of training altogether."""
    among_three_new = models.FloatField()
    threshold = models.FloatField()
    """Below this confidence nothing is offered."""
    weights = models.JSONField(encoder=DjangoJSONEncoder)

    def __str__(self) -> str:
        return f"v{self.version}"
