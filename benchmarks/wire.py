"""A signed-in client that costs next to nothing: one kept connection, bytes in, bytes out."""

from __future__ import annotations

import json
import re
import uuid
from socket import IPPROTO_TCP, TCP_NODELAY, create_connection
from typing import Any, Protocol

TOKEN = "t" * 32
LENGTH = re.compile(rb"content-length: *(\d+)\r\n", re.IGNORECASE)


class Client(Protocol):
    """What a case asks with: tests give the same cases a client without a network."""

    def get(self, path: str, **query: Any) -> Any: ...

    def create(self, path: str, body: dict[str, Any]) -> Any: ...


class Wire:
    """HTTP/1.1 to a server of this machine, on bare bytes: http.client reads an answer's head for as long as the server
    takes to write it. A status of 400 or more is an error."""

    def __init__(self, port: int, session: str) -> None:
        self._line = create_connection(("127.0.0.1", port), timeout=60)
        self._line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        self._head = (
            f"Host: 127.0.0.1:{port}\r\nCookie: sessionid={session}; csrftoken={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            "Accept: application/json\r\nContent-Type: application/json\r\n"
        )

    def get(self, path: str, **query: Any) -> bytes:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return self._ask("GET", f"{path}?{asked}" if asked else path, b"", "")

    def create(self, path: str, body: dict[str, Any]) -> bytes:
        key = str(uuid.uuid4())
        sent = json.dumps({"uuid": key, **body}).encode()
        return self._ask("POST", path, sent, f"Idempotency-Key: {key}\r\n")

    def _ask(self, method: str, path: str, body: bytes, more: str) -> bytes:
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        head = f"{method} /api/v1{path} HTTP/1.1\r\n{self._head}{more}{length}\r\n"
        self._line.sendall(head.encode() + body)
        status, read = self._answer()
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {read[:300]!r}")
        return read

    def _answer(self) -> tuple[int, bytes]:
        came = b""
        while (end := came.find(b"\r\n\r\n")) < 0:
            came += self._more()
        length = LENGTH.search(came, 0, end + 2)
        if length is None:
            raise RuntimeError(f"an answer without a length: {came[:300]!r}")
        whole = end + 4 + int(length[1])
        while len(came) < whole:
            came += self._more()
        return int(came[9:12]), came[end + 4 :]

    def _more(self) -> bytes:
        if not (came := self._line.recv(1 << 18)):
            raise RuntimeError("the server hung up")
        return came
