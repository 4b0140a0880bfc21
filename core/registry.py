"""Where config plugs in what core may not import: scopes, topics, projections, reactions, sweeps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from core.messages import Message
    from core.models import EventRecord
    from core.receipts import Receiver
    from core.scope import Scope
    from core.shelves import Shelf

CanJoin = Callable[["Scope", str], bool]
Projection = Callable[[Sequence["EventRecord"]], None]
Sweep = Callable[["datetime"], int]
Column = Callable[["Scope"], Any]
Captions = Callable[[Collection[int]], Mapping[int, str]]


def _not_wired(_: Any) -> Scope:
    raise RuntimeError("no scope registered: config.wiring has not run")


@dataclass
class Registry:
    """Filled once at start by config.wiring; read by the API's base classes, the relay and the consumer."""

    scope: Callable[[Any], Scope] = field(default=_not_wired)
    """A user's scope."""
    scope_pattern: Callable[[str], Scope] = field(default=_not_wired)
    """The scope of anybody with a role, reader and day left open, for prepared reads."""
    topics: dict[str, CanJoin] = field(default_factory=dict)
    """Topic prefix ("ticket") to the rule that says who may join ("ticket.QT-…")."""
    projections: list[Projection] = field(default_factory=list)
    """Fold a batch of freshly numbered events into kept figures, inside the relay's transaction."""
    reactions: dict[str, str] = field(default_factory=dict)
    """Event kind to the Celery task that is nudged with the subjects of a batch."""
    sweeps: dict[str, Sweep] = field(default_factory=dict)
    """Name to a function of the present moment that does what is due and says how much it did."""
    messages: dict[str, Message] = field(default_factory=dict)
    """Event kind to the text that is mailed about it."""
    columns: dict[str, Column] = field(default_factory=dict)
    """Figure of a lower noun that only a higher app knows ("enterprise.open_tickets") to the expression that
    computes it beside the row (it refers to the row by OuterRef("pk")), cut to the reader's scope."""
    opening: Callable[[datetime], datetime] | None = None
    """The moment itself in working time, else the next opening: nudges wait for it."""
    receivers: dict[str, Receiver] = field(default_factory=dict)
    """Kind of a numbered item that a device sends to what takes it in."""
    shelves: dict[str, Shelf] = field(default_factory=dict)
    """Name of a table that devices keep a copy of to how its rows are read."""
    topics_of: Callable[[Scope], list[str]] | None = None
    """The live topics of all that a reader of the field serves."""
    captions: Captions | None = None
    """User ids to the line under their names: the unit or the enterprise they stand for."""

    def topics_heard(self, scope: Scope) -> list[str]:
        """The topics whose events may concern what a device of this reader keeps."""
        return self.topics_of(scope) if self.topics_of else [f"user.{scope.user_id}"]

    def column(self, name: str, scope: Scope, *, otherwise: Any) -> Any:
        """The expression registered for a figure, or `otherwise` where nothing above provides it."""
        make = self.columns.get(name)
        return otherwise if make is None else make(scope)

    def can_join(self, scope: Scope, topic: str) -> bool:
        """Whether the reader may watch the topic; an unknown kind of topic is refused."""
        prefix = topic.partition(".")[0]
        rule = self.topics.get(prefix)
        return rule is not None and rule(scope, topic)


registry = Registry()
