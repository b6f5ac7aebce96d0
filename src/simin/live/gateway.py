"""Follows the store and gives every new frame to everyone who looks.

``wake`` says that there may be something new; where nobody calls it (the engine is another
process), asking every fifth of a second is enough. A store that fails is asked again, and what is
known goes on being shown. Runs in one event loop; only ``wake`` may be called from elsewhere.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from simin.domains.picture.errors import FrameOutOfOrderError
from simin.domains.picture.frame import Snapshot, View
from simin.kit.tickets import TicketBooth
from simin.live.access import Admission
from simin.live.audience import Audience
from simin.live.current import CurrentPicture, frames_event
from simin.live.errors import StoreUnavailableError
from simin.live.frames import StoredFrame
from simin.live.history import snapshot_at
from simin.live.store import FrameStore
from simin.live.stream import Stream

log = logging.getLogger("simin.live")


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often, and how much."""

    #: Seconds between two looks at the store when nobody wakes the gateway.
    poll_seconds: float = 0.2
    #: The same once somebody did: only in case that a waking was missed.
    woken_poll_seconds: float = 2.0
    #: Seconds of silence after which a stream gets a sign of life.
    heartbeat_seconds: float = 15.0
    #: Newest frames at hand, and so the largest gap that is resumed without a snapshot.
    frames_kept: int = 300
    #: Streams at the same time; the next is answered with 503.
    most_viewers: int = 50_000


class Gateway:
    """The picture as it is shown now, and everyone who looks at it."""

    def __init__(self, store: FrameStore, booth: TicketBooth, *, pace: Pace | None = None) -> None:
        self.store = store
        self.booth = booth
        self.pace = pace or Pace()
        self.current = CurrentPicture(self.pace.frames_kept)
        self.audiences = {view: Audience(view, self.current) for view in View}
        #: May be lowered to what the machine admits.
        self.most_viewers = self.pace.most_viewers
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._last_sent = time.monotonic()
        self._failing = False
        self._is_woken = False

    @property
    def viewers(self) -> int:
        return sum(len(audience) for audience in self.audiences.values())

    @property
    def full(self) -> bool:
        return self.viewers >= self.most_viewers

    def wake(self) -> None:
        """There may be a new frame. Callable from any thread, at any time."""
        self._is_woken = True
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._woken.set)

    async def run(self) -> None:
        """Follow the store until cancelled."""
        self._loop = asyncio.get_running_loop()
        try:
            while True:
                self._woken.clear()
                await self.look()
                self._beat_when_silent()
                await self._wait()
        finally:
            self._loop = None

    async def _wait(self) -> None:
        is_told = self._is_woken and not self._failing
        seconds = self.pace.woken_poll_seconds if is_told else self.pace.poll_seconds
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    def welcome(self, stream: Stream, admission: Admission, has: int | None, head: bytes) -> None:
        """A new viewer, who has the picture at ``has``; ``head`` is the answer's head."""
        audience = self.audiences[admission.view]
        stream.expiry = self._at(admission.expires_at, stream.expire)
        missed = self.current.since(has, admission.view, most=self.pace.frames_kept)
        audience.join(stream, head, missed)

    def _at(self, moment: datetime | None, act: Callable[[], None]) -> asyncio.TimerHandle | None:
        if moment is None:
            return None
        seconds = (moment - datetime.now(UTC)).total_seconds()
        return asyncio.get_running_loop().call_later(max(seconds, 0), act)

    async def look(self) -> None:
        """Take in what is new; a store that fails is for the next time."""
        try:
            await self.follow()
        except Exception as error:
            if not self._failing:
                expected = isinstance(error, StoreUnavailableError)
                log.warning("no frames for now, asking again: %s", error, exc_info=not expected)
            self._failing = True
        else:
            if self._failing:
                log.warning("frames can be read again")
            self._failing = False

    async def follow(self) -> None:
        """Take in and pass on what is new in the store."""
        known = self.current.head
        local = self.store.is_local
        frames = self._news(known) if local else await asyncio.to_thread(self._news, known)
        try:
            if frames is None:
                await self._start_over()
            elif frames:
                self._publish(frames)
        except FrameOutOfOrderError:
            await self._start_over()

    def _news(self, known: int) -> list[StoredFrame] | None:
        """The frames after ``known``; None where going on from there is not possible."""
        frames = self.store.after(known, self.pace.frames_kept) if known else []
        if frames:
            follow = frames[0].number == known + 1 and len(frames) < self.pace.frames_kept
            return frames if follow else None
        return [] if self.store.span().head == known else None

    def _publish(self, frames: list[StoredFrame]) -> None:
        self.current.append(frames)
        for view, audience in self.audiences.items():
            if len(audience):
                audience.send(frames_event(frames, view))
        self._last_sent = time.monotonic()

    async def _start_over(self) -> None:
        """At the first look, after a long gap, or when the store was replaced."""
        self.current.load(*await asyncio.to_thread(self._loaded))
        for audience in self.audiences.values():
            audience.start_over()

    def _loaded(self) -> tuple[list[StoredFrame], dict[View, Snapshot]]:
        head = self.store.span().head
        if head == 0:
            return [], {}
        frames = self.store.after(max(head - self.pace.frames_kept, 0), self.pace.frames_kept)
        return (
            [frame for frame in frames if frame.number <= head],
            {view: snapshot_at(self.store, head, view) for view in View},
        )

    def _beat_when_silent(self) -> None:
        if time.monotonic() - self._last_sent >= self.pace.heartbeat_seconds:
            self._last_sent = time.monotonic()
            for audience in self.audiences.values():
                audience.beat()
