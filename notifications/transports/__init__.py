"""Ways out of the building, one module each. A way takes the deliveries of one message and returns, or says whether
trying again can help."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notifications.models import Channel, Delivery
from notifications.transports.email import send_mail
from notifications.transports.failures import PermanentFailure, TemporaryFailure

TRANSPORTS: dict[str, Callable[[Sequence[Delivery]], None]] = {Channel.EMAIL: send_mail}

__all__ = ["TRANSPORTS", "PermanentFailure", "TemporaryFailure"]
