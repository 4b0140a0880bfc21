"""The request id that follows a change from the browser through tasks into frames and logs."""

from __future__ import annotations

from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id of the request, task or tick being worked on; empty outside any."""
    return _request_id.get()


def set_request_id(value: str) -> None:
    """Give the present work its id."""
    _request_id.set(value)
