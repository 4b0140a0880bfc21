"""The request id that follows a change from the browser through tasks into frames and logs."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_causes: ContextVar[Mapping[str, str]] = ContextVar("causes", default={})  # noqa: B039 - never changed in place


def current_request_id() -> str:
    """The id of the request, task or tick being worked on; empty outside any."""
    return _request_id.get()


def set_request_id(value: str) -> None:
    """Give the present work its id."""
    _request_id.set(value)


def set_causes(request_ids: Mapping[str, str]) -> None:
    """A task works on several subjects: which request brought each of them about."""
    _causes.set(request_ids)


def work_on(subject: str) -> None:
    """From now on the work is done because of the request that brought this subject about, where that is known."""
    if cause := _causes.get().get(subject):
        set_request_id(cause)
