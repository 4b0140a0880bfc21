"""The real server against the cases that the browser's simulated server is held against too."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.utils import timezone

from core.pieces import Unfinished
from core.receipts import Told
from core.refusals import Held, InvalidField
from core.registry import registry
from tests.browser import Browser
from tests.people import World

CASES = json.loads(Path("frontend/src/core/offline/sim/protocol.cases.json").read_text())["cases"]


def name_of(letter: str) -> str:
    return str(uuid5(NAMESPACE_URL, letter))


class Notes:
    """The kind `note`: does what its body says and counts what took effect."""

    def __init__(self) -> None:
        self.effects: dict[str, int] = {}

    def __call__(self, told: Told) -> dict[str, Any]:
        for word, fault in (
            ("refuse", InvalidField("no")),
            ("hold", Held("later")),
            ("wait", Unfinished("bytes")),
            ("crash", ZeroDivisionError()),
        ):
            if told.body.get(word):
                raise fault
        self.effects[str(told.uuid)] = self.effects.get(str(told.uuid), 0) + 1
        return {}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_real_server_keeps_the_protocol(people: World, monkeypatch: Any, case: dict[str, Any]) -> None:
    notes, browser = Notes(), Browser(people.ada)
    monkeypatch.setitem(registry.receivers, "note", notes)
    for step in case["steps"]:
        items = [
            {
                "kind": "note",
                "uuid": name_of(letter),
                "seq": seq,
                "body": json.dumps(body, ensure_ascii=False),
                "after": name_of(after[0]) if after else None,
            }
            for seq, letter, body, *after in step["push"]
        ]
        sent = {"user": people.ada.pk, "device": name_of("device"), "sent_at": timezone.now(), "items": items}
        answer = browser.post("/sync/items", sent)
        told = answer.json()
        if "problem" in step:
            assert told["code"] == step["problem"]
            assert told.get("last") == step.get("last")
            continue
        assert answer.status_code == 200, told
        assert [
            f"refused:{one['problem']['code']}" if one["outcome"] == "refused" else one["outcome"]
            for one in told["receipts"]
        ] == step["outcomes"]
        sent_hashes = [hashlib.sha256(item["body"].encode()).hexdigest() for item in items]
        assert [one["sha256"] for one in told["receipts"]] == sent_hashes[: len(step["outcomes"])]
        assert told["last"] == step["last"]
        stopped = told["stopped"] and [told["stopped"]["seq"], told["stopped"]["code"]]
        assert stopped == step.get("stopped")
    assert notes.effects == {name_of(letter): count for letter, count in case["effects"].items()}
