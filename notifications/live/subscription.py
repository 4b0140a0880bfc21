"""The process's one line to Redis: it reconnects for ever and says when it was cut, because then a gap is certain."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Protocol

import orjson
import redis.asyncio
from redis import RedisError
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

logger = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 3.0


class Listener(Protocol):
    """Who is told what arrives."""

    def heard(self, sent: dict[str, Any]) -> None: ...
    def redis_is(self, up: bool) -> None: ...


async def listen(url: str, channel: str, listener: Listener) -> None:
    """Subscribe and pass on what arrives, until cancelled. No retry inside the client: it would hide the cut."""
    pause, well = FIRST_PAUSE, True
    while True:
        client = redis.asyncio.Redis.from_url(
            url, socket_connect_timeout=2, health_check_interval=5, retry=Retry(NoBackoff(), 0)
        )
        try:
            async with client.pubsub() as line:
                await line.subscribe(channel)
                while True:
                    message = await line.get_message(timeout=5)
                    if message and message["type"] == "message":
                        listener.heard(orjson.loads(message["data"]))
                    elif message and message["type"] == "subscribe":
                        pause, well = FIRST_PAUSE, True
                        listener.redis_is(True)
        except (RedisError, OSError) as error:
            if well:
                logger.warning("no line to Redis, polling the database meanwhile: %s", error)
            well = False
            listener.redis_is(False)
        finally:
            await client.aclose()
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
