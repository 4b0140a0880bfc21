"""Every answer is what the OpenAPI document says, for every operation and whoever asks; none is of 5xx."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.conftest import WalkerOf
from tests.contract.walk import operations, walk
from tests.people import World

EXAMPLES = 6
PARTS = ("dora", "ada", "eva", "nobody")
OPERATIONS = operations()
SHARES = 12
"""The world is dear to build, so that some operations share one."""


@pytest.mark.parametrize("share", range(SHARES))
def test_every_answer_is_documented(share: int, people: World, walker_of: WalkerOf) -> None:
    failures: list[Exception] = []
    for operation in OPERATIONS[share::SHARES]:
        for number, who in enumerate(PARTS):
            try:
                walk(operation, walker_of(getattr(people, who, None)), examples=EXAMPLES, number=number)
            except Exception as failure:
                failure.add_note(f"{operation.label} as {who}, number {number}")
                failures.append(failure)
    if failures:
        raise ExceptionGroup("answers that the document does not know", failures)
