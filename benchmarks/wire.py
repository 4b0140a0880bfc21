"""A signed-in client that costs next to nothing: one kept connection, bytes in, bytes out."""

from __future__ import annotations

import json
import uuid
from http.client import HTTPConnection
from typing import Any, Protocol

TOKEN = "t" * 32


class Client(Protocol):
    """What a case asks with: tests give the same cases a client without a network."""

    def get(self, path: str, **query: Any) -> Any: ...

    def create(self, path: str, body: dict[str, Any]) -> Any: ...


class Wire:
    """HTTP to a server of this machine; a status of 400 or more is an error."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
            "Content-Type": "application/json",
        }

    def get(self, path: str, **query: Any) -> bytes:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self._ask("GET", f"{path}?{asked}" if asked else path, None, {})

    def create(self, path: str, body: dict[str, Any]) -> bytes:
        key = str(uuid.uuid4())
        sent = json.dumps({"uuid": key, **body}).encode()
        return self._ask("POST", path, sent, {"Idempotency-Key": key})

    def _ask(self, method: str, path: str, body: bytes | None, more: dict[str, str]) -> bytes:
        self._connection.request(method, f"/api/v1{path}", body, self._headers | more)
        answer = self._connection.getresponse()
        read = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {read[:300]!r}")
        return read
