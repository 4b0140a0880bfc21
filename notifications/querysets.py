"""Cuts of the deliveries: one's own inbox, and what waits to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models

from core.scope import Scope


class DeliveryQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Only one's own."""
        return self.filter(recipient_id=scope.user_id)

    def inbox(self) -> Self:
        """What is read in the product itself."""
        return self.filter(channel="inbox")

    def unread(self) -> Self:
        """Not yet opened."""
        return self.filter(read_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Waiting, and past the moment before which the actor may still undo."""
        return self.filter(state="waiting", send_after__lte=at)
