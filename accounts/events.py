"""What happens to accounts. Kept for the audit; only the end of a session is also heard by open pages."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Event, register


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Something that happened to one account."""

    changes_rights = True

    user: int

    @property
    def subject(self) -> str:
        return f"user.{self.user}"


@register
class UserCreated(AccountEvent):
    role: str


@register
class UserChanged(AccountEvent):
    fields: list[str]
    """Names of what changed; the values stay in the table."""


@register
class UserDisabled(AccountEvent):
    reason: str


@register
class SessionRevoked(AccountEvent):
    """One or all sign-ins of a user ended before their time: their open pages must close."""

    sessions: list[str]
    """Digests (accounts.rules.sessions.digest) of the sessions ended; empty means every one of the user's."""
    reason: str
    """signed_out | password_changed | disabled"""


@register
class LedgerExported(Event):
    """Somebody took a ledger out as a spreadsheet."""

    user: int
    ledger: str
    """tickets | visits | enterprises"""
    rows: int
    conditions: dict[str, str]
    """The query as it was asked, so that the same rows can be looked up."""

    @property
    def subject(self) -> str:
        return f"user.{self.user}"
