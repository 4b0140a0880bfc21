"""The board's counts, kept and not counted."""

from __future__ import annotations

from django.db import models


class BoardCounter(models.Model):
    """How many tickets a unit has in a state with a lamp. The relay folds events into it; 0 is unit "nobody"."""

    unit_id = models.BigIntegerField()
    category = models.CharField(max_length=12)
    state = models.CharField(max_length=9)
    lamp = models.CharField(max_length=6)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit_id", "category", "state", "lamp"], name="counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.state} {self.lamp} {self.count}"
