"""Frames in memory: the store's double, for tests and benchmarks that need no disk.

Behaves as the databases do, with the checkpoints that the picture makes.
"""

import threading
import zlib

from simin.domains.picture.fold import fold
from simin.domains.picture.frame import GENESIS, Snapshot, View
from simin.domains.picture.wire import encode
from simin.live.errors import StoreUnavailableError
from simin.live.frames import StoredFrame
from simin.live.store import Checkpoint, Span


class MemoryStore:
    """Keeps what ``add`` is given; ``fail`` makes every read fail until it is taken back."""

    is_local = True

    def __init__(self, *, checkpoint_every: int = 100) -> None:
        self._lock = threading.Lock()
        self._every = checkpoint_every
        self._frames: dict[int, StoredFrame] = {}
        self._checkpoints: dict[int, dict[View, bytes]] = {}
        self._snapshots: dict[View, Snapshot] = {}
        self._signals: dict[str, list[tuple[int, str]]] = {}
        self.fail = False

    def add(self, frame: StoredFrame) -> None:
        """Keep the next frame."""
        with self._lock:
            for view in View:
                decoded = frame.decoded(view)
                before = self._snapshots.get(view) or Snapshot(
                    number=frame.number - 1,
                    at=decoded.at,
                    city_time=decoded.city_time,
                    speed=decoded.speed,
                    hash=GENESIS,
                    view=view,
                    cards=[],
                )
                self._snapshots[view] = fold(before, decoded)
            self._frames[frame.number] = frame
            if frame.number == 1 or frame.number % self._every == 0:
                self._checkpoints[frame.number] = {
                    view: zlib.compress(encode(shown)) for view, shown in self._snapshots.items()
                }

    def forget_before(self, number: int) -> None:
        """Drop frames and checkpoints older than ``number``, which must be a checkpoint."""
        with self._lock:
            self._frames = {n: frame for n, frame in self._frames.items() if n >= number}
            self._checkpoints = {n: made for n, made in self._checkpoints.items() if n >= number}

    def span(self) -> Span:
        with self._reading():
            return Span(min(self._frames, default=0), max(self._frames, default=0))

    def after(self, number: int, limit: int) -> list[StoredFrame]:
        with self._reading():
            numbers = range(number + 1, max(self._frames, default=0) + 1)
            kept = (self._frames[n] for n in numbers if n in self._frames)
            return [frame for frame, _ in zip(kept, range(limit), strict=False)]

    def frame(self, number: int) -> StoredFrame | None:
        with self._reading():
            return self._frames.get(number)

    def checkpoint(self, number: int, view: View) -> Checkpoint | None:
        with self._reading():
            newest = max((n for n in self._checkpoints if n <= number), default=None)
            return None if newest is None else Checkpoint(newest, self._checkpoints[newest][view])

    def signals(self, inbox: str, after: int) -> list[tuple[int, str]]:
        """What ``put`` was given."""
        with self._reading():
            return [one for one in self._signals.get(inbox, []) if one[0] > after]

    def put(self, inbox: str, body: str) -> None:
        with self._lock:
            kept = self._signals.setdefault(inbox, [])
            kept.append((len(kept) + 1, body))

    def close(self) -> None:
        """Nothing to close."""

    def _reading(self) -> threading.Lock:
        if self.fail:
            raise StoreUnavailableError("told to fail")
        return self._lock
