"""Counting running deadlines anew under a changed calendar: how far it has come, so that it resumes anywhere."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from grid.models import WorkingCalendar


class Recount(models.Model):
    """One change of a calendar carried through all running clocks; `cursor` is the last ticket looked at."""

    calendar = models.ForeignKey(WorkingCalendar, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    first_day = models.DateField(null=True)
    cursor = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar"], condition=Q(finished_at__isnull=True), name="one_recount_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} v{self.version}: {self.done}/{self.total}"
