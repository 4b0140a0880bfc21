"""Bytes that no browser sends, at the real proxy: each is refused or cut off, and nobody else notices."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.whole.caller import hear
from tests.whole.conftest import Grid

HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /api/v1/tickets HTTP/1.1\r\n"
GET = b"GET / HTTP/1.1\r\n"
HIDDEN = b"GET /api/v1/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
CORPUS = {
    "two lengths": POST + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   x",
    "length and chunks": POST
    + HOST
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + HIDDEN,
    "doubled chunks": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunks in disguise": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "space before the colon": b"GET /api/v1/me HTTP/1.1\r\n" + HOST + b"Content-Length : 5\r\n\r\nhello",
    "negative length": POST + HOST + b"Content-Length: -1\r\n\r\n",
    "length with a sign": POST + HOST + b"Content-Length: +5\r\n\r\nhello",
    "wild chunk size": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
    "two hosts": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a header without end": GET + HOST + b"X-Long: " + b"a" * 2_000_000 + b"\r\n\r\n",
    "ten thousand headers": GET + HOST + b"".join(b"X-%d: 1\r\n" % n for n in range(100_000)) + b"\r\n",
    "null in a header": GET + HOST + b"X-Null: a\x00b\r\n\r\n",
    "an unknown version": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 50,
    "a line without words": b"\r\n\r\n\r\nGET\r\n\r\n",
}

REFUSED = {*range(400, 500), 501, 503, 505}
"""503 is the proxy's word when a body breaks off on its way; neither 500 nor 502 ever reaches a reader."""
ANSWERS = {"length and chunks": 2}
"""The proxy goes by the chunks (RFC 9112, 6.3) and frames anew what it passes on. So the bytes behind them are a
request of the same sender's own, answered after the first, and never the beginning of somebody else's."""


def answer_to(grid: Grid, data: bytes) -> bytes:
    """What comes back until the line is closed or rests; empty when it is cut off."""
    place = urlsplit(grid.stack.url)
    with socket.create_connection((place.hostname, place.port), timeout=2) as line:
        heard = b""
        with suppress(ConnectionResetError, BrokenPipeError, TimeoutError):
            line.sendall(data)
            while part := line.recv(65536):
                heard += part
    return heard


@pytest.mark.parametrize("name", CORPUS)
def test_malformed_requests_are_refused_and_hide_no_second_one(grid: Grid, name: str) -> None:
    heard = answer_to(grid, CORPUS[name])
    statuses = [int(part[:3]) for part in heard.split(b"HTTP/1.1 ")[1:]]
    assert len(statuses) <= ANSWERS.get(name, 1), heard[:500]
    assert set(statuses) <= REFUSED, heard[:300]
    assert httpx.get(f"{grid.stack.url}/livez", timeout=10).status_code == 200


def test_a_folded_header_is_one_header_or_refused(grid: Grid) -> None:
    """RFC 9112 5.2 leaves a proxy the choice: to unfold it with spaces, or to refuse it."""
    heard = answer_to(grid, GET + HOST + b"X-Fold: a\r\n b\r\n\r\n")
    assert heard.count(b"HTTP/1.1 ") <= 1
    assert not heard or int(heard[9:12]) in {200, 400}


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "TRACK", "DEBUG"])
def test_no_method_repeats_what_was_sent(grid: Grid, method: str) -> None:
    heard = answer_to(grid, f"{method} / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Secret: 4711\r\n\r\n".encode())
    assert b" 200 " not in heard.split(b"\r\n")[0]
    assert b"4711" not in heard


def test_the_proxy_adds_what_the_application_leaves_out(grid: Grid) -> None:
    for path in ("/", "/api/v1/me", "/static/accounts/front.css", "/nowhere"):
        headers = httpx.get(f"{grid.stack.url}{path}", timeout=10).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "camera=(self)" in headers["Permissions-Policy"], path
        assert "Content-Security-Policy" in headers, path
        assert "server" not in headers, path


def test_another_host_is_not_served(grid: Grid) -> None:
    answer = httpx.get(f"{grid.stack.url}/api/v1/me", headers={"Host": "evil.example"}, timeout=10)
    assert answer.status_code in (400, 421)
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
def test_a_socket_of_another_site_hears_nothing(grid: Grid, origin: str | None) -> None:
    dora = grid.caller("dora")
    cookie = f"sessionid={dora._cookies['sessionid']}"
    address = grid.stack.url.replace("http", "ws", 1) + "/live"
    with (
        connect(
            address, additional_headers={"Cookie": cookie}, origin=Origin(origin) if origin else None
        ) as line,
        pytest.raises(ConnectionClosed) as closed,
    ):
        hear(line, "hello")
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


def test_a_message_too_long_closes_the_line_and_no_other(grid: Grid) -> None:
    with grid.caller("dora").page() as mine, grid.caller("lena").page() as other:
        epoch = hear(other, "hello")["epoch"]
        hear(mine, "hello")
        mine.send(json.dumps({"type": "subscribe", "topics": ["x" * 70_000], "epoch": epoch}))
        with pytest.raises(ConnectionClosed):
            hear(mine, "subscribed")
        other.send(json.dumps({"type": "subscribe", "topics": ["board"], "since": None, "epoch": epoch}))
        assert hear(other, "subscribed")["topics"] == ["board"]
