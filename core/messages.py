"""What a person is told about an event outside the product: one text a kind, filled from the event's payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Message:
    """Subject and text with %(name)s places; nested payload is named by its path: card.title is card_title."""

    subject: str | Promise
    text: str | Promise

    def render(self, facts: Mapping[str, Any]) -> tuple[str, str]:
        """Subject (one line) and text in the language in force. A fact that is not there leaves its place empty."""
        known = _Facts(_flat(facts))
        return " ".join((str(self.subject) % known).split()), str(self.text) % known


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _flat(facts: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}_")
        else:
            yield f"{path}{key}", "" if value is None else value
