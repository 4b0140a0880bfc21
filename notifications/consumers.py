"""A page's end of /live. It keeps one promise: every event of the joined topics once, in order, replayed or live."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.db import Error
from django.utils import timezone

from notifications.live.frames import Frame
from notifications.live.hub import Hub, current_hub
from notifications.live.outgoing import Outgoing
from notifications.live.protocol import (
    HEARTBEAT_SECONDS,
    MESSAGES_A_SECOND,
    BadMessage,
    Close,
    ResyncReason,
    Said,
    Subscribe,
    read,
    write,
)
from notifications.live.publisher import live_channel
from notifications.live.readers import Reader, identify, in_database, origin_allowed, permitted

logger = logging.getLogger(__name__)
LOOK_EVERY = 60
CLOSING_SECONDS = 5


class LiveConsumer(AsyncWebsocketConsumer):
    """Joins the hub before it replays, holds what comes meanwhile, then lets it follow: no gap and no double."""

    def __init__(self) -> None:
        super().__init__()
        self.user_id = 0
        self._reader: Reader | None = None
        self._hub: Hub | None = None
        self._topics: frozenset[str] = frozenset()
        self._last = 0
        self._held: list[Frame] | None = None
        self._turn = asyncio.Lock()
        self._tokens, self._counted_at = float(MESSAGES_A_SECOND), 0.0
        self._jobs: set[asyncio.Task[None]] = set()
        self._ended = False

    async def connect(self) -> None:
        self._outgoing = Outgoing(self.base_send)
        await self.accept()
        refusal = await self._admit()
        if refusal is not None or self._hub is None:
            await self._close(refusal or Close.TRY_LATER)
            return
        self._say(
            {
                "type": "hello",
                "epoch": self._hub.epoch,
                "head": self._hub.seen,
                "build": settings.BUILD,
                "server_time": timezone.now().isoformat(),
                "heartbeat": HEARTBEAT_SECONDS,
                "late": list(self._hub.late),
            }
        )
        self._do(self._look_regularly())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self._ended or self._hub is None:
            return
        if not self._within_rate():
            self.end(Close.POLICY, "too many messages")
            return
        try:
            sent = read(text_data)
            if isinstance(sent, Subscribe):
                async with self._turn:
                    await self._subscribe(self._hub, sent)
        except BadMessage as error:
            self.end(Close.POLICY, str(error))
        except Error:
            self.end(Close.TRY_LATER)

    async def disconnect(self, code: int) -> None:
        self._leave()
        for job in self._jobs:
            job.cancel()

    # What the hub says

    def offer(self, frame: Frame) -> None:
        """An event of a joined topic, in the order of its number."""
        if self._held is not None:
            self._held.append(frame)
        elif frame.seq > self._last:
            self._pass(frame)

    def tell(self, text: str) -> None:
        """A message that is the same for every page."""
        if not self._outgoing.put(text):
            self.end(Close.TOO_SLOW)

    def look_again(self) -> None:
        """The reader's rights may have changed."""
        self._do(self._look())

    def end(self, code: Close, reason: str = "") -> None:
        """Close once; a page that does not read any more is cut off."""
        if not self._ended:
            self._ended = True
            self._leave()
            self._do(self._close(code, reason))

    # How it is done

    async def _admit(self) -> Close | None:
        """Know the reader and join the hub; else say why not."""
        if not origin_allowed(dict(self.scope["headers"])):
            return Close.FORBIDDEN
        try:
            reader = await in_database(identify, self.scope["cookies"])
            if reader is None:
                return Close.SIGNED_OUT
            hub = await current_hub(settings.REDIS_URL, live_channel())
        except Error as error:
            logger.warning("a page is asked to come later: %s", error)
            return Close.TRY_LATER
        self.user_id, self._reader = reader.user_id, reader
        if not hub.add(self):
            return Close.TOO_MANY
        self._hub = hub
        return None

    async def _subscribe(self, hub: Hub, asked: Subscribe) -> None:
        assert self._reader is not None  # set before any message is read
        unknown = set(asked.topics) - self._topics
        allowed = self._topics | await in_database(permitted, self._reader, unknown)
        self._held = []
        self._topics = frozenset(asked.topics) & allowed
        position = hub.watch(self, self._topics)
        self._say({"type": "subscribed", "topics": sorted(self._topics), "head": position})
        for topic in asked.topics:
            if topic not in self._topics:
                self._say({"type": "refused", "topic": topic, "reason": "forbidden"})
        self._last = max(position, asked.since or 0)
        if asked.epoch is not None and asked.epoch != hub.epoch:
            self._last = position
            self._resync("epoch", position)
        elif asked.since is not None:
            await self._replay(hub, asked.since, position)
        held, self._held = self._held, None
        for frame in held:
            self.offer(frame)

    async def _replay(self, hub: Hub, since: int, position: int) -> None:
        frames = await hub.missed(self._topics, self.user_id, since, position)
        if frames is None:
            self._resync("too_old", position)
        for frame in frames or ():
            self._pass(frame)

    def _pass(self, frame: Frame) -> None:
        self._last = max(self._last, frame.seq)
        contact = self._reader is None or self._reader.is_contact
        text = frame.public(self._topics) if contact else frame.staff
        if text is not None:
            self.tell(text)

    async def _look_regularly(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._look()

    async def _look(self) -> None:
        """Read session, person and rights again; what is no longer allowed ends now."""
        try:
            async with self._turn:
                reader = await in_database(identify, self.scope["cookies"])
                if reader is None or reader.user_id != self.user_id:
                    self.end(Close.SIGNED_OUT)
                    return
                allowed = await in_database(permitted, reader, self._topics)
                lost, self._topics, self._reader = self._topics - allowed, allowed, reader
                if self._hub is not None and not self._ended:
                    self._hub.watch(self, allowed)
        except Error as error:
            logger.warning("rights of user %s could not be read again: %s", self.user_id, error)
            return
        for topic in sorted(lost):
            self._say({"type": "refused", "topic": topic, "reason": "forbidden"})

    async def _close(self, code: Close, reason: str = "") -> None:
        self._outgoing.stop()
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                await self.close(int(code), reason or None)
        except (TimeoutError, OSError, RuntimeError):
            # uvicorn waits for ever to flush to a page that does not read; its transport has no other way out.
            transport = getattr(getattr(self.base_send, "__self__", None), "transport", None)
            if transport is not None:
                transport.abort()

    def _leave(self) -> None:
        if self._hub is not None:
            self._hub.discard(self)

    def _resync(self, reason: ResyncReason, head: int) -> None:
        self._say({"type": "resync", "reason": reason, "head": head})

    def _say(self, message: Said) -> None:
        self.tell(write(message))

    def _do(self, job: Any) -> None:
        task = asyncio.get_running_loop().create_task(job)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    def _within_rate(self) -> bool:
        now = asyncio.get_running_loop().time()
        gained = (now - self._counted_at) * MESSAGES_A_SECOND
        self._tokens, self._counted_at = min(MESSAGES_A_SECOND, self._tokens + gained), now
        self._tokens -= 1
        return self._tokens >= 0
