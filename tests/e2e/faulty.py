"""A line as bad as in a basement: a proxy of our own that loses answers, is slow, down, or answers like a gateway."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

CAPTIVE = b"<html><title>Free Wi-Fi</title><form action=/login></form></html>"
PIECE = 2048
HOP = {"connection", "transfer-encoding", "keep-alive", "content-encoding", "content-length"}


@dataclass(frozen=True)
class Passed:
    """An answer that went through: its path, when it was asked for and was through (monotonic), and its bytes."""

    path: str
    asked: float
    through: float
    size: int


class FaultyLine:
    """Serves `target` at `url`. `down`: no line at all. `losing`: share of the API's answers that never arrive.
    `captive`: everything is answered with a page of somebody else's and status 200. `bits`: a second, for all
    answers together; `delay`: seconds before each."""

    def __init__(self, target: str, *, seed: int = 1) -> None:
        self.target = urlsplit(target)
        self.down, self.captive, self.losing = False, False, 0.0
        self.lost = self.passed = 0
        self.bits, self.delay = 0.0, 0.0
        self.log: list[Passed] = []
        self._chance, self._lock = random.Random(seed), threading.Lock()
        self._wire = threading.Lock()
        handler = type("Handler", (_Handler,), {"line": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def loses(self, path: str) -> bool:
        """Whether this answer is lost; counted."""
        with self._lock:
            lost = path.startswith("/api/v1/") and self._chance.random() < self.losing
            self.lost, self.passed = self.lost + lost, self.passed + (not lost)
        return lost

    def carry(self, data: bytes, write: Callable[[bytes], object]) -> None:
        """Onto the line, as fast as it is; what several send goes piece by piece, in turns."""
        if not self.bits:
            write(data)
            return
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            with self._wire:
                time.sleep(len(piece) * 8 / self.bits)
            write(piece)


class _Handler(BaseHTTPRequestHandler):
    line: FaultyLine
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def _pass(self) -> None:
        line, asked = self.line, time.monotonic()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if line.down or self.headers.get("Upgrade"):
            self._hang_up()
            return
        if line.captive:
            self._send(200, [("Content-Type", "text/html")], CAPTIVE)
            return
        time.sleep(line.delay)
        upstream = http.client.HTTPConnection(
            str(line.target.hostname), int(line.target.port or 80), timeout=60
        )
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
            upstream.request(self.command, self.path, body=body or None, headers=headers)
            answer = upstream.getresponse()
            data = answer.read()
        except OSError:
            self._hang_up()
            return
        finally:
            upstream.close()
        if line.loses(self.path):
            self._hang_up()
            return
        kept = [
            (name, value)
            for name, value in answer.getheaders()
            if name.lower() not in HOP - {"content-encoding"}
        ]
        self._send(answer.status, kept, data)
        line.log.append(Passed(self.path, asked, time.monotonic(), len(data)))

    do_GET = do_POST = do_PATCH = do_HEAD = do_DELETE = do_PUT = do_OPTIONS = _pass  # noqa: N815

    def _send(self, status: int, headers: list[tuple[str, str]], data: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.line.carry(data, self.wfile.write)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""
