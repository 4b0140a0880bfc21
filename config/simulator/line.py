"""HTTP as a page of the grid speaks it: one connection, cookies, the CSRF token, and nothing from inside."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

TIMEOUT = 20
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Unreachable(Exception):
    """No answer came: the grid is away, or the line was cut. What was sent may have been done."""


@dataclass(frozen=True)
class Answer:
    """A status, the decoded body (text when it is no JSON), and headers by lower-case name."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of a problem response, or nothing."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


class Line:
    """One browser's connection. Not for two threads at once."""

    def __init__(self, url: str, *, authority: str = "") -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        self._host, self._secure = parts.netloc, parts.scheme == "https"
        self._authority = authority
        self._connection: http.client.HTTPConnection | None = None
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **query: Any) -> Answer:
        """Read."""
        asked = {name: str(value) for name, value in query.items() if value is not None}
        return self.send("GET", path + (f"?{urlencode(asked)}" if asked else ""))

    def post(self, path: str, body: dict[str, Any], **headers: str) -> Answer:
        """Send JSON; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("POST", path, json.dumps(body).encode(), {"Content-Type": JSON, **named})

    def form(self, path: str, **fields: str) -> Answer:
        """Send a form, as the front page's buttons do."""
        return self.send("POST", path, urlencode(fields).encode(), {"Content-Type": FORM})

    def send(
        self, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> Answer:
        """One request on the kept connection. Unreachable when no whole answer came."""
        headers = {
            "Accept": JSON,
            "Referer": f"{self.url}/",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **(more or {}),
        }
        try:
            if self._connection is None:
                self._connection = self._open()
            self._connection.request(method, quote(path, safe="/?&=%"), body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable(f"{method} {path}: {error!r}") from error
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        return Answer(
            answer.status,
            _decoded(content, answer.headers.get("Content-Type", "")),
            {name.lower(): value for name, value in answer.headers.items()},
        )

    def close(self) -> None:
        """Hang up; the next request dials again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> http.client.HTTPConnection:
        if not self._secure:
            return http.client.HTTPConnection(self._host, timeout=TIMEOUT)
        context = ssl.create_default_context(cafile=self._authority or None)
        return http.client.HTTPSConnection(self._host, timeout=TIMEOUT, context=context)

    def _keep(self, sent: list[str]) -> None:
        for line in sent:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def _decoded(content: bytes, kind: str) -> Any:
    text = content.decode("utf-8", errors="replace")
    return json.loads(text) if "json" in kind and text else text
