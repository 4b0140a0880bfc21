"""Sending to a group from outside the server, as a view or a task would."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from channels_redis.core import RedisChannelLayer

GROUP = "board"


class Group:
    """One kept connection to Redis and one event loop, so that only group_send itself is measured."""

    def __init__(self, redis_url: str) -> None:
        self._runner = asyncio.Runner()
        self._layer = RedisChannelLayer(hosts=[redis_url], capacity=1000)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self._runner.run(self._layer.close_pools())
        self._runner.close()

    def send(self, text: str) -> None:
        self._runner.run(self._layer.group_send(GROUP, {"type": "told", "text": text}))
