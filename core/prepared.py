"""Reads of the hot paths: a queryset is compiled to SQL once a process, and PostgreSQL keeps its plan.

Building and compiling a wide queryset costs many times what running it does. A `Prepared` names what differs from one
run to the next by `Given`; everything else, the cut to the reader's role included, is fixed at its first use.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import ValuesIterable
from psycopg import sql

from core.registry import registry
from core.scope import Scope

HOLE = "\0"
MOST = 200
"""Shapes kept of one read; readers choose them, so there is an end to it."""


class Given(Expression):
    """A value of the type of `output_field` that comes with each run."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"(%s)::{self.output_field.cast_db_type(connection)}", [self]


class Prepared:
    """`build(scope, *shape)` returns a queryset; it is called once per role and shape.

    The scope it gets is the pattern of the reader's role, in which reader and day are Given. `shape` holds what changes
    the SQL itself (which filters are asked for, never their values), so it has few different values.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[Hashable, _Compiled] = {}

    def rows(self, scope: Scope | None, *shape: Hashable, **given: Any) -> list[Any]:
        """What the queryset yields: models, dicts or tuples. `given` are the values of the build's own Givens."""
        key = (scope and scope.role, *shape)
        compiled = self._compiled.get(key)
        if compiled is None:
            if len(self._compiled) >= MOST:
                self._compiled.clear()
            pattern = scope and registry.scope_pattern(scope.role)
            try:
                compiled = self._compiled[key] = _Compiled(self._build(pattern, *shape))
            except EmptyResultSet:
                # No row can fulfil it, as Django knows without asking. Nothing is kept of that.
                return []
        return compiled.run({**scope.given, **given} if scope else given)

    def first(self, scope: Scope | None, *shape: Hashable, **given: Any) -> Any:
        """The first of the rows, or None."""
        return next(iter(self.rows(scope, *shape, **given)), None)


def written_out(rows: QuerySet[Any, Any]) -> list[Any]:
    """What the queryset yields, its values standing in the SQL: for a read whose best plan depends on them.

    A statement with parameters may get one plan for all values, and what suits a frequent word scans for a rare one.
    """
    try:
        return _Compiled(rows).run({})
    except EmptyResultSet:
        return []


class _Compiled:
    """A queryset's SQL with its constants written out, so that plans and partial indexes see them."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self._compiler = rows.query.get_compiler(connection=connection)
        statement, params = self._compiler.as_sql()
        connection.ensure_connection()
        holes = tuple(
            HOLE if isinstance(param, Given) else sql.Literal(param).as_string(connection.connection)
            for param in params
        )
        self._statement = (statement % holes).replace("%", "%%").replace(HOLE, "%s")
        self._given = [param.name for param in params if isinstance(param, Given)]
        self._converters = self._compiler.get_converters([column for column, *_ in self._compiler.select])
        self._names = self._plain_names()

    def run(self, values: dict[str, Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self._statement, [values[name] for name in self._given])
            found = cursor.fetchall()
        if self._names:
            return [dict(zip(self._names, row, strict=True)) for row in found]
        return list(self._rows._iterable_class(self._standing_for(found)))  # noqa: SLF001 - Django has no public one

    def _plain_names(self) -> list[str]:
        """The columns of dicts that are as PostgreSQL gives them; none where Django has to turn them into something."""
        if self._rows._iterable_class is not ValuesIterable or self._converters:  # noqa: SLF001
            return []
        return list(self._rows.query.selected or ())

    def _standing_for(self, found: list[Any]) -> Any:
        """A queryset to Django's iterables, whose compiler has already run: they turn columns into models or dicts."""
        compiler, query = copy(self._compiler), copy(self._rows.query)
        compiler.connection = connection
        compiler.get_converters = lambda *_: self._converters
        compiler.execute_sql = lambda *_, **__: [found]
        query.get_compiler = lambda *_, **__: compiler
        return SimpleNamespace(
            db=connection.alias,
            query=query,
            model=self._rows.model,
            _known_related_objects={},
            _fields=self._rows._fields,
        )
