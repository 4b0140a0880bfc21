"""The pause of the search for cycles: only while a batch runs, and as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from core.memory import collected_afterwards


def test_a_batch_is_not_searched_for_cycles_and_what_follows_is() -> None:
    with collected_afterwards():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_batch_that_fails_leaves_the_search_on() -> None:
    with pytest.raises(ValueError, match="broken"), collected_afterwards():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_batch_inside_another_leaves_the_pause_to_the_outer() -> None:
    with collected_afterwards():
        with collected_afterwards():
            pass
        assert not gc.isenabled()
