"""Payload annotations said in TypeScript, for the browser's copy of the event catalogue."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import (
    Any,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID

PLAIN: dict[Any, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
    datetime: "string",
    date: "string",
    time: "string",
    UUID: "string",
    Any: "unknown",
}


class Unsayable(TypeError):
    """An annotation that has no meaning in JSON."""


class Translator:
    """Translates annotations and remembers each TypedDict it met, as an interface of the same name."""

    def __init__(self) -> None:
        self.interfaces: dict[str, str] = {}
        self._known: dict[str, Any] = {}

    def say(self, hint: Any) -> str:
        """One annotation. Raises Unsayable."""
        if hint in PLAIN:
            return PLAIN[hint]
        origin, given = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return " | ".join(dict.fromkeys(self.say(one) for one in given))
        if origin in (Required, NotRequired):
            return self.say(given[0])
        if origin is Literal:
            return " | ".join(_literal(value) for value in given)
        if origin is not None:
            return self._container(hint, origin, given)
        return self._named(hint)

    def _container(self, hint: Any, origin: Any, given: Sequence[Any]) -> str:
        if issubclass(origin, Mapping):
            return f"Record<string, {self.say(given[1])}>"
        if issubclass(origin, tuple) and Ellipsis not in given:
            return f"[{', '.join(self.say(one) for one in given)}]"
        if issubclass(origin, Sequence):
            inner = self.say(given[0])
            return f"({inner})[]" if " " in inner else f"{inner}[]"
        raise Unsayable(hint)

    def _named(self, hint: Any) -> str:
        if is_typeddict(hint):
            self._interface(hint)
            return str(hint.__name__)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return " | ".join(_literal(member.value) for member in hint)
        if hint in (dict, list):
            return "Record<string, unknown>" if hint is dict else "unknown[]"
        raise Unsayable(hint)

    def _interface(self, hint: Any) -> None:
        name = hint.__name__
        if self._known.get(name, hint) is not hint and self._shape(self._known[name]) != self._shape(hint):
            raise Unsayable(f"two different shapes are called {name}")
        if name in self._known:
            return
        self._known[name] = hint
        self.interfaces[name] = f"export interface {name} {{\n{self._shape(hint)}\n}}"

    def _shape(self, hint: Any) -> str:
        hints = get_type_hints(hint, include_extras=True)
        return "\n".join(
            f"  {field}{'?' if _optional(hint, field, inner) else ''}: {self.say(inner)}"
            for field, inner in hints.items()
        )


def _optional(hint: Any, field: str, inner: Any) -> bool:
    """Read from the annotation first: postponed annotations hide NotRequired from the class itself."""
    origin = get_origin(inner)
    return origin is NotRequired or (origin is not Required and field in hint.__optional_keys__)


def _literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()
