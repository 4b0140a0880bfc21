"""Every answer is what the OpenAPI document says, for every operation and whoever asks; none is of 5xx."""

from __future__ import annotations

import pytest

from tests.contract.conftest import WalkerOf
from tests.contract.walk import operations, walk
from tests.people import World

EXAMPLES = 6
PARTS = ("dora", "ada", "eva", "nobody")


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.label)
def test_every_answer_is_documented(operation: object, people: World, walker_of: WalkerOf) -> None:
    for number, who in enumerate(PARTS):
        walk(operation, walker_of(getattr(people, who, None)), examples=EXAMPLES, number=number)
