"""How the house answers when it cannot answer."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/me"])
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_goes_while_the_session_is_read_asks_to_come_back(
    monkeypatch: pytest.MonkeyPatch, path: str, error: type[Exception]
) -> None:
    def closed(store: SessionStore) -> None:
        raise error("server closed the connection unexpectedly")

    monkeypatch.setattr(SessionStore, "load", closed)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32

    answer = client.get(path)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "2"
    assert "数据库暂时没有应答" in answer.content.decode()


@pytest.mark.django_db
def test_any_other_fault_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionStore, "load", lambda store: 1 / 0)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32

    assert client.get("/api/v1/me").status_code == 500
