"""What a phone sends: one item under its first number, and an upload in two pieces."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import Any

from django.utils import timezone

from core.models import Receipt
from enterprises.models import Enterprise
from tests.browser import API, Browser
from tests.grid.visits import visit_body

PIECE = b"half"
WHOLE = PIECE * 2


def pushed(browser: Browser, body: dict[str, Any], kind: str = "visit") -> dict[str, Any]:
    """The body of POST /sync/items by a device that never sent before."""
    key = str(uuid.uuid4())
    item = {"kind": kind, "uuid": key, "seq": 1, "body": json.dumps({"uuid": key, **body})}
    return {
        "user": browser.get("/me").json().get("id", 0),
        "device": str(uuid.uuid4()),
        "sent_at": timezone.now().isoformat(),
        "items": [item],
    }


def hold_visit(browser: Browser, unknown: Enterprise) -> int:
    """The id of a visit that is held, since its author did not serve the enterprise."""
    sent = pushed(browser, visit_body(unknown))
    answer = browser.post("/sync/items", sent)
    assert answer.json()["receipts"][0]["outcome"] == "held", answer.content
    return int(Receipt.objects.values_list("pk", flat=True).get(item=sent["items"][0]["uuid"]))


def announcement(key: str) -> dict[str, str]:
    """The headers that begin an upload."""
    facts = {"id": key, "sha256": hashlib.sha256(WHOLE).hexdigest()}
    told = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in facts.items())
    return {"Upload-Length": str(len(WHOLE)), "Upload-Metadata": told}


def begin_upload(browser: Browser) -> str:
    """The key of an upload of which the first half is here."""
    key = str(uuid.uuid4())
    answer = browser.client.post(
        f"{API}/uploads", PIECE, content_type="application/offset+octet-stream", headers=announcement(key)
    )
    assert answer.status_code == 201, answer.content
    return key
