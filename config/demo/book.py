"""The rows of the world before they are in the database: numbered at once, copied in at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import orjson
from django.apps import apps
from django.db import connection, models
from django.db.models.options import Options
from psycopg.types.json import Json

M = TypeVar("M", bound=models.Model)
APPS = frozenset({"core", "accounts", "enterprises", "grid", "tickets", "notifications"})


class Book:
    """Keys continue from the highest there is, so the same world gets the same keys in an empty database."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self._next: dict[type[models.Model], int] = {}

    def add(self, row: M) -> M:
        """Give a row its key and keep it."""
        model = type(row)
        row.pk = self.reserve(model)
        self._rows[model].append(row)
        return row

    def reserve(self, model: type[models.Model], count: int = 1) -> int:
        """The first of so many keys in a row."""
        first = self._next.get(model) or _highest(model) + 1
        self._next[model] = first + count
        return first

    def of(self, model: type[M]) -> list[M]:
        """The rows kept of a model, in the order of their keys."""
        return self._rows[model]  # type: ignore[return-value]

    def write(self) -> int:
        """Copy everything in, and move the sequences behind it. References are checked at the commit."""
        written = 0
        for model, rows in self._rows.items():
            copy(model, _values(model, rows))
            written += len(rows)
            rows.clear()
        for model in self._next:
            follow(model)
        return written


def copy(model: type[models.Model], rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows, given in the order of the model's columns."""
    names = ", ".join(f'"{field.column}"' for field in _fields(model))
    with connection.cursor() as cursor:
        statement = f'COPY "{_meta(model).db_table}" ({names}) FROM STDIN'
        with cursor.copy(statement) as stream:
            for row in rows:
                stream.write_row(row)


def follow(model: type[models.Model]) -> None:
    """Move the sequence of a table behind its highest key, never back."""
    table = _meta(model).db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name, greatest(highest, pg_sequence_last_value(name::regclass), 1))"  # noqa: S608
            f' FROM (SELECT pg_get_serial_sequence(%s, %s) AS name, max(id) AS highest FROM "{table}") AS found',
            [table, "id"],
        )


def analyse() -> None:
    """Tell the planner what has come in, so that the first pages are as quick as later ones."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if _meta(model).app_label in APPS:
                cursor.execute(f'ANALYZE "{_meta(model).db_table}"')


def _highest(model: type[models.Model]) -> int:
    found: int | None = models.QuerySet(model).aggregate(found=models.Max("pk"))["found"]
    return found or 0


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in _meta(model).concrete_fields if isinstance(field, models.Field)]


def _values(model: type[models.Model], rows: Iterable[models.Model]) -> Iterator[tuple[Any, ...]]:
    columns = [(field.attname, isinstance(field, models.JSONField)) for field in _fields(model)]
    for row in rows:
        yield tuple(_plain(getattr(row, name), is_json=is_json) for name, is_json in columns)


def _plain(value: Any, *, is_json: bool) -> Any:
    if value is not None and is_json:
        return Json(value, dumps=orjson.dumps)
    return str(value) if isinstance(value, str) else value


def _meta(model: type[models.Model]) -> Options[Any]:
    return model._meta  # noqa: SLF001 - Django documents it under this name
