"""PostgreSQL beside the ORM: its clock, a connection of one's own, and work that only one may do at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import psycopg
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection
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


def _give_back(name: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(name)])
    except Error:
        connection.close()


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
