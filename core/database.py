"""PostgreSQL beside the ORM: its clock, a connection of one's own, and work that only one may do at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import psycopg
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection
from django.db.models import JSONField, Model
from psycopg.pq import TransactionStatus
from psycopg.types.json import Jsonb

OUTBOX_CHANNEL = "outbox"
"""What publish() notifies and the relay listens to."""

OwnConnection = psycopg.Connection[tuple[Any, ...]]


def database_now() -> datetime:
    """The database's clock: several machines that sweep must agree on what is due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def as_json(value: Any) -> Jsonb:
    """A value for a jsonb column in a statement of one's own, written as the models write it."""
    return Jsonb(value, dumps=partial(json.dumps, cls=DjangoJSONEncoder))


def is_aborted() -> bool:
    """Whether the transaction takes no more statements and can only be rolled back. The server is not asked."""
    return (
        connection.needs_rollback
        or connection.connection.info.transaction_status == TransactionStatus.INERROR
    )


def array_text(values: Iterable[str | int]) -> str:
    """An array as COPY wants it; the driver dumps each element by itself, which a sweep feels."""
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{one}"' for one in quoted) + "}"


def own_connection(name: str) -> OwnConnection:
    """A connection outside the pool, to listen on and to hold a lock for as long as it lives."""
    place = connection.settings_dict
    return psycopg.connect(
        dbname=place["NAME"],
        user=place["USER"] or None,
        password=place["PASSWORD"] or None,
        host=place["HOST"] or None,
        port=place["PORT"] or None,
        application_name=f"service-grid {name}",
        autocommit=True,
        connect_timeout=5,
        tcp_user_timeout=10_000,
    )


def take_post(own: OwnConnection, name: str) -> bool:
    """Be the one who does `name` until the connection ends; False when somebody else is."""
    row = own.execute("SELECT pg_try_advisory_lock(%s)", [_key(name)]).fetchone()
    return bool(row and row[0])


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else does `name` now; the post is kept until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(name)])
        taken = bool(cursor.fetchone()[0])
    try:
        yield taken
    finally:
        if taken:
            _give_back(name)


def hold(name: str) -> None:
    """Be the only one who does `name` until the transaction ends; waits for whoever is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(name)])


def update_rows(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write some columns of many rows of one table in one statement. Plain columns only, no JSON and no arrays."""
    if not rows:
        return
    meta: Any = rows[0]._meta  # noqa: SLF001 - Django documents it under this name
    fields = [meta.pk, *(meta.get_field(name) for name in names)]
    arrays = ", ".join(f"%s::{_type(field)}[]" for field in fields)
    columns = [f'"{field.column}"' for field in fields]
    changes = ", ".join(f"{column} = given.{column}" for column in columns[1:])
    values = [[_plain(getattr(row, field.attname)) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{meta.db_table}" AS kept SET {changes}'  # noqa: S608 - names of our own tables
            f" FROM unnest({arrays}) AS given({', '.join(columns)}) WHERE kept.{columns[0]} = given.{columns[0]}",
            values,
        )


def insert_rows(rows: Sequence[Model]) -> None:
    """COPY many new rows of one table in, each with its key given here; those that point to them may follow."""
    if not rows:
        return
    meta: Any = rows[0]._meta  # noqa: SLF001 - Django documents it under this name
    fields = [(field, field.attname, isinstance(field, JSONField)) for field in meta.concrete_fields]
    pointing = [(field.name, field.attname) for field in meta.concrete_fields if field.is_relation]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [meta.db_table, meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
            for name, attname in pointing:
                if getattr(row, attname) is None and name in row._state.fields_cache:  # noqa: SLF001
                    setattr(row, attname, getattr(getattr(row, name), "pk", None))
        names = ", ".join(f'"{field.column}"' for field, _, _ in fields)
        with cursor.copy(f'COPY "{meta.db_table}" ({names}) FROM STDIN') as stream:
            for row in rows:
                stream.write_row(
                    [
                        _dumped(getattr(row, attname)) if is_json else _plain(getattr(row, attname))
                        for _, attname, is_json in fields
                    ]
                )


def _dumped(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _type(field: Any) -> str:
    found: str = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
    return found


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _give_back(name: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(name)])
    except Error:
        connection.close()


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
