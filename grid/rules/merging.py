"""Two people changed the same record: what both may keep, and what somebody must decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """My changes to `base`, laid over `now`, and the names of the fields that both changed differently.

    Fields that hold a mapping are merged key by key and named "field.key"; a key that `mine` leaves out was not
    touched. Law: without conflicts, the order in which disjoint changes come does not matter.
    """
    merged: dict[str, Any] = {}
    conflicts: list[str] = []
    for name, value in mine.items():
        if isinstance(value, Mapping) and isinstance(now.get(name), Mapping):
            inner, clashes = merge(base.get(name) or {}, value, now[name])
            merged[name] = {**now[name], **inner}
            conflicts += [f"{name}.{key}" for key in clashes]
        elif value == base.get(name):
            continue
        elif now.get(name) not in (base.get(name), value):
            conflicts.append(name)
        else:
            merged[name] = value
    return merged, conflicts
