"""How people and enterprises are named in what happens."""

from __future__ import annotations

from typing import TypedDict


class EnterpriseName(TypedDict):
    id: str
    name: str
    short_name: str


class PersonName(TypedDict):
    id: int
    name: str
    role: str
