"""What notifications themselves publish."""

from __future__ import annotations

from core.events import Event, register


@register
class InboxRead(Event):
    """Somebody opened entries of the inbox: the badge of that person's other pages moves too."""

    unread: int

    public = True

    @property
    def subject(self) -> str:
        return f"user.{self.actor_id}"
