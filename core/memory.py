"""Memory beside the work: the search for cycles waits until a batch is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_afterwards() -> Iterator[None]:
    """For bounded batches of tens of thousands of rows, none of which is garbage before the end.

    Looking for cycles among them again and again costs a third of a sweep. Whatever the block leaves behind is found
    by the first search after it; another thread's block may end this pause early, which costs time and nothing else.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
