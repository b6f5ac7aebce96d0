"""The picture now, in both views: the newest frames, the folded snapshot, and their bytes.

Whatever many viewers ask for is encoded once a frame and kept until the next. Lives in the event
loop's thread; only compressing goes to another one.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from functools import cached_property

from simin.domains.picture.fold import fold
from simin.domains.picture.frame import Snapshot, View
from simin.domains.picture.wire import encode
from simin.live.encoding import Encoding, encoded
from simin.live.frames import StoredFrame
from simin.live.resume import Start, start
from simin.live.sse import frame_event, snapshot_event


class Shown:
    """One snapshot with its bytes in every form, each made at the first asking."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._bodies: dict[Encoding, asyncio.Task[bytes]] = {}

    @cached_property
    def wire(self) -> bytes:
        return encode(self.snapshot)

    @cached_property
    def event(self) -> bytes:
        return snapshot_event(self.snapshot.number, self.wire)

    async def body(self, encoding: Encoding) -> bytes:
        """Compressed once, in a thread, however many ask at the same time."""
        if encoding is Encoding.IDENTITY:
            return self.wire
        if encoding not in self._bodies:
            work = asyncio.to_thread(encoded, self.wire, encoding)
            self._bodies[encoding] = asyncio.create_task(work)
        return await asyncio.shield(self._bodies[encoding])

    def ready(self, encoding: Encoding) -> bytes | None:
        """The same, if it was made by now."""
        if encoding is Encoding.IDENTITY:
            return self.wire
        body = self._bodies.get(encoding)
        return body.result() if body and body.done() and not body.exception() else None


class CurrentPicture:
    """The newest frames and the snapshot after them."""

    def __init__(self, frames_kept: int) -> None:
        self._frames: deque[StoredFrame] = deque(maxlen=frames_kept)
        self._shown: dict[View, Shown] = {}
        self._missed: dict[tuple[View, int], bytes] = {}

    @property
    def head(self) -> int:
        """Number of the newest frame; 0 before the first."""
        return self._shown[View.PUBLIC].snapshot.number if self._shown else 0

    @property
    def oldest(self) -> int:
        """Number of the oldest frame at hand; one past the head where there is none."""
        return self._frames[0].number if self._frames else self.head + 1

    def shown(self, view: View) -> Shown | None:
        return self._shown.get(view)

    def frame(self, number: int) -> StoredFrame | None:
        position = number - self.oldest
        return self._frames[position] if 0 <= position < len(self._frames) else None

    def load(self, frames: Sequence[StoredFrame], snapshots: dict[View, Snapshot]) -> None:
        """Start over from ``snapshots`` and the frames that led to them."""
        self._frames.clear()
        self._frames.extend(frames)
        self._shown = {view: Shown(snapshot) for view, snapshot in snapshots.items()}
        self._missed.clear()

    def append(self, frames: Sequence[StoredFrame]) -> None:
        """Go on by ``frames``; all of them are taken or, if one does not fit, none."""
        snapshots = {view: shown.snapshot for view, shown in self._shown.items()}
        for frame in frames:
            snapshots = {view: fold(s, frame.decoded(view)) for view, s in snapshots.items()}
        self._frames.extend(frames)
        self._shown = {view: Shown(snapshot) for view, snapshot in snapshots.items()}
        self._missed.clear()

    def since(self, has: int | None, view: View, *, most: int) -> bytes:
        """The events for a viewer who has the picture at ``has``; empty where it has all."""
        chosen = start(has, oldest=self.oldest, head=self.head, most=most)
        if has is not None and chosen is Start.FRAMES:
            return self._frames_after(has, view)
        shown = self._shown.get(view)
        return shown.event if shown and chosen is Start.SNAPSHOT else b""

    def _frames_after(self, number: int, view: View) -> bytes:
        key = (view, number)
        if key not in self._missed:
            missed = (frame for frame in self._frames if frame.number > number)
            self._missed[key] = frames_event(list(missed), view)
        return self._missed[key]


def frames_event(frames: Sequence[StoredFrame], view: View) -> bytes:
    """One chunk for all of ``frames``."""
    return b"".join(frame_event(frame.number, frame.wire(view)) for frame in frames)
