"""Django's PostgreSQL; only what it asks of a connection before it is used again differs."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Every request takes a connection from the pool, so a question to the server here would be one in each request."""

    @property
    def pool(self) -> Any:
        options = self.settings_dict["OPTIONS"].get("pool")
        if options and self.alias not in self._connection_pools:  # type: ignore[attr-defined]  # newer than the stubs
            params = {**self.get_connection_params(), "autocommit": True}
            pool: ConnectionPool[Any] = ConnectionPool(
                kwargs=params,
                open=False,
                configure=self._configure_connection,  # type: ignore[attr-defined]
                check=still_open,
                **options,
            )
            self._connection_pools.setdefault(self.alias, pool)  # type: ignore[attr-defined]
        return super().pool

    def _set_autocommit(self, autocommit: bool) -> None:
        """Mostly a connection comes from the pool as it is wanted; telling it so again takes its lock."""
        if self.connection is not None and self.connection.autocommit != autocommit:
            super()._set_autocommit(autocommit)  # type: ignore[misc]  # the stubs leave it out


def still_open(connection: Connection[Any]) -> None:
    """Raises psycopg.OperationalError when the server has hung up.

    A server that ends or is killed closes its end, which the socket tells without a word being sent. Anything else
    that lies there unread is looked at by asking.
    """
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(connection)
