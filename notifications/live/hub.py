"""One hub a process: every numbered event passes it once, in order, without a gap, to the sockets that watch.

Redis brings frames fast and may lose them; the database is asked whenever a number is missing, and regularly.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import defaultdict, deque
from collections.abc import Collection
from time import monotonic
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from django.db import Error
from django.utils import timezone

from core.heartbeats import Process
from notifications.live.feed import feed_position, frames_after, look_around, missed_frames
from notifications.live.frames import Frame, from_wire
from notifications.live.protocol import (
    HEARTBEAT_SECONDS,
    REPLAYED_AT_MOST,
    SOCKETS_A_USER,
    Close,
    Heartbeat,
    ResyncReason,
    Said,
    write,
)
from notifications.live.readers import in_database
from notifications.live.restart import before_the_server_stops
from notifications.live.subscription import listen

logger = logging.getLogger(__name__)
RING = 2000
"""Recent frames kept for pages that come back: a deploy makes hundreds do so at once."""
TOO_OLD = 5000
"""How far behind a replay or a catch-up still makes sense; beyond, a snapshot is cheaper."""
POLL, POLL_WITHOUT_REDIS = 5.0, 2.0
CHUNK = 500


class Socket(Protocol):
    """What the hub knows of a page."""

    user_id: int

    def offer(self, frame: Frame) -> None: ...
    def tell(self, text: str) -> None: ...
    def look_again(self) -> None: ...
    def end(self, code: Close, reason: str = "") -> None: ...


class Hub:
    """`seen` is the number up to which every event was handed to the sockets."""

    def __init__(self, url: str, channel: str) -> None:
        self._url, self._channel = url, channel
        self.epoch, self.seen = "", 0
        self.late: tuple[Process, ...] = ()
        self.redis_up = False
        self.progressed_at = monotonic()
        self._head = 0
        self._arrived: dict[int, Frame] = {}
        self._ring: deque[Frame] = deque(maxlen=RING)
        self._woken, self._look = asyncio.Event(), asyncio.Event()
        self._watchers: dict[str, set[Socket]] = defaultdict(set)
        self._users: dict[int, set[Socket]] = defaultdict(set)
        self._topics: dict[Socket, frozenset[str]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Read where the feed stands, then follow it. Raises django.db.Error when the database is away."""
        self.epoch, self.seen = await in_database(feed_position)
        self._head = self.seen
        jobs = (self._follow(), self._poll(), self._beat(), listen(self._url, self._channel, self))
        self._tasks = [asyncio.create_task(job) for job in jobs]

    async def stop(self) -> None:
        """End all loops; sockets are left as they are. Asked again, because a client may swallow a cancellation."""
        pending = set(self._tasks)
        while pending:
            for task in pending:
                task.cancel()
            _, pending = await asyncio.wait(pending, timeout=0.2)

    # Sockets

    def add(self, socket: Socket) -> bool:
        """Take a socket in; False when its user has too many."""
        if len(self._users[socket.user_id]) >= SOCKETS_A_USER:
            return False
        self._users[socket.user_id].add(socket)
        self._topics[socket] = frozenset()
        if len(self._topics) == 1:
            self._look.set()  # the first page: those who wait for one are told at once
        return True

    def discard(self, socket: Socket) -> None:
        """Forget a socket; harmless when it is not known."""
        if socket not in self._topics:
            return
        self.watch(socket, frozenset())
        del self._topics[socket]
        self._users[socket.user_id].discard(socket)
        if not self._users[socket.user_id]:
            del self._users[socket.user_id]

    def watch(self, socket: Socket, topics: frozenset[str]) -> int:
        """From now on the socket is offered exactly these topics' events with a number above the one returned."""
        if socket in self._topics:
            for topic in self._topics[socket] - topics:
                self._watchers[topic].discard(socket)
                if not self._watchers[topic]:
                    del self._watchers[topic]
            for topic in topics - self._topics[socket]:
                self._watchers[topic].add(socket)
            self._topics[socket] = topics
        return self.seen

    def count(self) -> int:
        """Open sockets."""
        return len(self._topics)

    def end_all(self, code: Close) -> None:
        """Close every socket, telling each to wait a different while before it comes back."""
        spread = min(5000, 100 + 5 * len(self._topics))
        for socket in list(self._topics):
            socket.end(code, f"retry={random.randint(0, spread)}")  # noqa: S311 - spreads load, guards nothing

    async def missed(
        self, topics: Collection[str], user_id: int, since: int, until: int
    ) -> list[Frame] | None:
        """What watchers of the topics should have heard in (since, until]; None when that is too much or too old."""
        if since >= until or not topics:
            return []
        if until - since > TOO_OLD:
            return None
        if self._ring and self._ring[0].seq <= since + 1:
            wanted = set(topics)
            found = [f for f in self._ring if since < f.seq <= until and not wanted.isdisjoint(f.topics)]
        else:
            found = await in_database(missed_frames, topics, user_id, since, until, REPLAYED_AT_MOST + 1)
        return found if len(found) <= REPLAYED_AT_MOST else None

    # What Redis says (notifications.live.subscription)

    def heard(self, sent: dict[str, Any]) -> None:
        """A frame, or a word about how far the feed reaches."""
        if "seq" not in sent:
            self._look.set()
        elif sent["seq"] > self.seen:
            self._arrived[sent["seq"]] = from_wire(sent)
            self._woken.set()

    def redis_is(self, up: bool) -> None:
        """Either way something may have been missed: look into the database now."""
        self.redis_up = up
        self._look.set()

    # Loops

    async def _follow(self) -> None:
        """Hand frames on in order; what is missing in between comes from the database."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while self._arrived or self._head > self.seen:
                    frame = self._arrived.pop(self.seen + 1, None)
                    if frame is None:
                        await self._catch_up()
                    else:
                        self._hand_on(frame)
            except Error as error:
                logger.warning("the feed cannot be read, trying again: %s", error)
                await asyncio.sleep(1)
                self._woken.set()

    async def _catch_up(self) -> None:
        epoch, head = await in_database(feed_position)
        self._head = head
        if epoch != self.epoch or head < self.seen:
            self._begin_again(epoch, head)
            return
        if head - self.seen > TOO_OLD:
            self.seen = head
            self._ring.clear()
            self._resync("overflow")
        for frame in await in_database(frames_after, self.seen, head, CHUNK):
            if frame.seq == self.seen + 1:
                self._hand_on(frame)
        self._arrived = {seq: f for seq, f in self._arrived.items() if self.seen < seq <= head}

    def _hand_on(self, frame: Frame) -> None:
        self.seen = frame.seq
        self._ring.append(frame)
        watching = [found for topic in frame.topics if (found := self._watchers.get(topic))]
        # A copy, because a socket that is too slow leaves while it is offered the frame.
        sockets: set[Socket] = set().union(*watching)
        for socket in sockets:
            socket.offer(frame)
        if frame.changes_rights:
            for socket in sockets.union(*(self._users.get(user_id, ()) for user_id in frame.user_ids())):
                socket.look_again()

    async def _poll(self) -> None:
        """Compare with the database, so that a page is right even when Redis is silent without knowing it."""
        while True:
            try:
                async with asyncio.timeout(POLL if self.redis_up else POLL_WITHOUT_REDIS):
                    await self._look.wait()
            except TimeoutError:
                pass
            self._look.clear()
            try:
                # What is handed on while the database is being read is no step back.
                seen = self.seen
                now = await in_database(look_around, seen, self.count())
            except Error as error:
                logger.warning("the feed's head cannot be read: %s", error)
                await asyncio.sleep(1)
                continue
            self.progressed_at = monotonic()
            if now.epoch != self.epoch or now.head < seen:
                self._begin_again(now.epoch, now.head)
            elif now.head > self.seen:
                self._head = now.head
                self._woken.set()
            if now.late != self.late:
                self.late = now.late
                self._tell_all(self._heartbeat())

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._tell_all(self._heartbeat())

    def _heartbeat(self) -> Heartbeat:
        now = timezone.now().isoformat()
        return {"type": "heartbeat", "head": self.seen, "late": list(self.late), "server_time": now}

    def _begin_again(self, epoch: str, head: int) -> None:
        """The database was restored: pages must greet anew, because what they hold is from another history."""
        self.epoch, self.seen, self._head = epoch, head, head
        self._arrived.clear()
        self._ring.clear()
        self.end_all(Close.RESTART)

    def _resync(self, reason: ResyncReason) -> None:
        self._tell_all({"type": "resync", "reason": reason, "head": self.seen})

    def _tell_all(self, message: Said) -> None:
        text = write(message)
        for socket in list(self._topics):
            socket.tell(text)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Future[Hub]] = WeakKeyDictionary()


async def current_hub(url: str, channel: str) -> Hub:
    """This process's hub, started by the first socket. Raises django.db.Error when the database is away."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = asyncio.ensure_future(_started(Hub(url, channel)))
    future = _hubs[loop]
    try:
        return await asyncio.shield(future)
    finally:
        if future.done() and future.exception() and _hubs.get(loop) is future:
            del _hubs[loop]


def running_hub() -> Hub | None:
    """The hub, if a socket has started one in this loop."""
    future = _hubs.get(asyncio.get_running_loop())
    return future.result() if future and future.done() and not future.exception() else None


async def _started(hub: Hub) -> Hub:
    await hub.start()
    before_the_server_stops(lambda: hub.end_all(Close.RESTART))
    return hub
