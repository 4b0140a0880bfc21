"""A line as bad as in a basement: a proxy of our own that loses answers, is down, or answers like a hotel's gateway."""

from __future__ import annotations

import http.client
import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

CAPTIVE = b"<html><title>Free Wi-Fi</title><form action=/login></form></html>"
HOP = {"connection", "transfer-encoding", "keep-alive", "content-encoding", "content-length"}


class FaultyLine:
    """Serves `target` at `url`. `down`: no line at all. `losing`: share of the API's answers that never arrive.
    `captive`: everything is answered with a page of somebody else's and status 200."""

    def __init__(self, target: str, *, seed: int = 1) -> None:
        self.target = urlsplit(target)
        self.down, self.captive, self.losing = False, False, 0.0
        self.lost = self.passed = 0
        self.bytes_out = 0
        self._chance, self._lock = random.Random(seed), threading.Lock()
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


class _Handler(BaseHTTPRequestHandler):
    line: FaultyLine
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def _pass(self) -> None:
        line = self.line
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if line.down or self.headers.get("Upgrade"):
            self._hang_up()
            return
        if line.captive:
            self._send(200, [("Content-Type", "text/html")], CAPTIVE)
            return
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

    do_GET = do_POST = do_PATCH = do_HEAD = do_DELETE = do_PUT = do_OPTIONS = _pass  # noqa: N815

    def _send(self, status: int, headers: list[tuple[str, str]], data: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        self.line.bytes_out += len(data)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""
