"""./run ingest [--seconds N] [--clients N]: how many visits a second the whole grid takes in from phones, over HTTP.

A grid of its own; each client is a device with its own numbers. Without photos, then with five of 300 KB each, which
travel in pieces. Every receipt is checked against the hash of what was sent; the first wrong one stops the run.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import http.client
import io
import json
import multiprocessing
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image

from benchmarks.machine import Others
from benchmarks.site import callers
from config.embedded.house import House
from config.embedded.stack import Stack
from tests.whole.caller import TOKEN

PHOTO_BYTES = 300_000
PIECE = 256 * 1024
PHOTOS = 5
TOGETHER = 20
WARM_UP = 3.0
Facts = tuple[str, str, int, str]
"""Address, session, user id and enterprise."""


class Phone:
    """One device: a sequence, a session, and the patience to check each receipt."""

    def __init__(self, facts: Facts) -> None:
        url, session, self.user, self.enterprise = facts
        place = urlsplit(url)
        self.line = http.client.HTTPConnection(str(place.hostname), place.port)
        self.told = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        self.device, self.seq = str(uuid.uuid4()), 0

    def send(self, method: str, path: str, body: bytes, **headers: str) -> bytes:
        """One request on the one line; the plainest client there is, for it works on the same cores."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.line.request(method, f"/api/v1{path}", body, self.told | more)
        answer = self.line.getresponse()
        read = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {read[:400]!r}")
        return read

    def item(self, kind: str, body: dict[str, Any], after: str | None = None) -> dict[str, Any]:
        self.seq += 1
        key = body.setdefault("uuid", str(uuid.uuid4()))
        return {"kind": kind, "uuid": key, "seq": self.seq, "body": json.dumps(body), "after": after}

    def push(self, *items: dict[str, Any]) -> None:
        sent = {
            "user": self.user,
            "device": self.device,
            "sent_at": datetime.now(UTC).isoformat(),
            "items": items,
        }
        answer = self.send("POST", "/sync/items", json.dumps(sent).encode(), Content_Type="application/json")
        receipts = json.loads(answer)["receipts"]
        hashes = [hashlib.sha256(item["body"].encode()).hexdigest() for item in items]
        if [(one["outcome"], one["sha256"]) for one in receipts] != [("stored", found) for found in hashes]:
            raise SystemExit(f"not stored: {answer[:400]!r}")

    def visit(self) -> dict[str, Any]:
        now = datetime.now(UTC).isoformat()
        body = {
            "enterprise": self.enterprise,
            "template_version": 1,
            "occurred_at": now,
            "summary": "缺工 94 人。",
        }
        return self.item("visit", body)

    def upload(self, data: bytes) -> str:
        key, digest = str(uuid.uuid4()), hashlib.sha256(data).hexdigest()
        told = ",".join(
            f"{name} {base64.b64encode(text.encode()).decode()}"
            for name, text in (("id", key), ("sha256", digest))
        )
        first, *others = pieces(data)
        kind = "application/offset+octet-stream"
        self.send(
            "POST", "/uploads", first, Content_Type=kind, Upload_Length=str(len(data)), Upload_Metadata=told
        )
        at = len(first)
        for piece in others:
            self.send("PATCH", f"/uploads/{key}", piece, Content_Type=kind, Upload_Offset=str(at))
            at += len(piece)
        return key


def pieces(data: bytes) -> list[bytes]:
    """As the phone cuts (frontend/src/core/offline/carrier.ts): a rest of half a piece goes along with the last."""
    found = []
    while len(data) > PIECE * 3 // 2:
        found.append(data[:PIECE])
        data = data[PIECE:]
    return [*found, data]


def words_only(phone: Phone, _photo: bytes) -> int:
    """A visit by itself."""
    phone.push(phone.visit())
    return 1


def after_a_day(phone: Phone, _photo: bytes) -> int:
    """Visits made without a line: a phone sends up to twenty items together."""
    phone.push(*(phone.visit() for _ in range(TOGETHER)))
    return TOGETHER


def with_photos(phone: Phone, photo: bytes) -> int:
    """A visit with five photos, each its own bytes."""
    visit = phone.visit()
    photos = []
    for _ in range(PHOTOS):
        data = photo + os.urandom(8)
        key = phone.upload(data)
        body = {
            "uuid": key,
            "visit": visit["uuid"],
            "name": "p.jpg",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        photos.append(phone.item("visit_photo", body, visit["uuid"]))
    phone.push(visit, *photos)
    return 1


def client(facts: Facts, how: Callable[[Phone, bytes], int], photo: bytes, seconds: float) -> int:
    """Visits done by one device until the time is up."""
    phone, done, ends = Phone(facts), 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        done += how(phone, photo)
    return done


def picture() -> bytes:
    """A JPEG of noise, close to 300 KB."""
    side, found = 500, b""
    while len(found) < PHOTO_BYTES:
        side += 40
        written = io.BytesIO()
        Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(written, "JPEG", quality=60)
        found = written.getvalue()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run ingest", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--clients", type=int, default=8)
    asked = parser.parse_args()
    photo = picture()
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(House(var=Path(folder) / "var"), demo=False, outside={}) as stack,
    ):
        stack.start_services()
        stack.prepare()
        ada = callers(stack)("ada")
        stack.start_application()
        firm = ada.get("/enterprises", mine="true", limit=1)["results"][0]["id"]
        facts = (stack.url, str(ada._cookies["sessionid"]), ada.id, str(firm))
        print(
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {asked.clients} devices, "
            f"photos of {len(photo) // 1000} KB"
        )
        for how in (words_only, after_a_day, with_photos):
            with multiprocessing.get_context("spawn").Pool(asked.clients) as pool:
                # Devices that are just starting would be counted as time of the grid.
                pool.starmap(client, [(facts, how, photo, WARM_UP)] * asked.clients, chunksize=1)
                others, began = Others(), time.monotonic()
                done = sum(pool.starmap(client, [(facts, how, photo, asked.seconds)] * asked.clients, 1))
                rate, busy = done / (time.monotonic() - began), others.percent()
                print(
                    f"{how.__name__:<12} {rate:7.1f} visits/s, {done} visits, no error, others {busy:.0f} %"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
