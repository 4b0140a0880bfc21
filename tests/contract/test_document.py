"""Every answer is what the OpenAPI document says, for every operation and whoever asks; none is of 5xx."""

from __future__ import annotations

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
    for number, who in enumerate(PARTS):
        walker = walker_of(getattr(people, who, None))
        for operation in OPERATIONS[share::SHARES]:
            walk(operation, walker, examples=EXAMPLES, number=number)
        assert not walker.violations, "\n\n".join(walker.violations)
        assert set(walker.statuses) <= {401, 404} if who == "nobody" else walker.statuses
