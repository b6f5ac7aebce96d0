"""The picture as it was at a frame: the newest checkpoint before it and the frames after that."""

import zlib

from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.fold import fold_until
from simin.domains.picture.frame import Snapshot, View
from simin.domains.picture.wire import snapshot
from simin.kit.errors import SiminError
from simin.live.frames import StoredFrame
from simin.live.past import LARGEST
from simin.live.store import FrameStore

#: Frames that are read at a time.
_STEP = 250


class TooManyBytesError(SiminError):
    """More than one answer holds."""

    def __init__(self, first: int, last: int, mean: int) -> None:
        fewer = max(LARGEST // mean // 2, 1)
        super().__init__(
            f"frames {first} to {last} are more than {LARGEST >> 20} MiB;"
            f" ask for fewer at a time: {first}-{min(first + fewer - 1, last)}"
        )


def snapshot_at(store: FrameStore, number: int, view: View) -> Snapshot:
    """The picture in ``view`` at frame ``number``.

    Raises ``UnknownFrameError``, ``ForgottenFrameError`` and what the store raises.
    """
    _published(store, number)
    base = store.checkpoint(number, view)
    if base is None:
        raise ForgottenFrameError(f"frame {number} is no longer kept")
    start = snapshot(zlib.decompress(base.compressed))
    since = store.after(base.number, number - base.number)
    return fold_until(start, (frame.decoded(view) for frame in since), number)


def frame_at(store: FrameStore, number: int) -> StoredFrame:
    """Frame ``number``; raises as ``snapshot_at`` does."""
    found = store.frame(number)
    if found is None:
        _published(store, number)
        raise ForgottenFrameError(f"frame {number} is no longer kept")
    return found


def frames_between(store: FrameStore, first: int, last: int, view: View) -> list[StoredFrame]:
    """Frames ``first`` to ``last``, all of them; raises as ``snapshot_at`` does.

    Raises ``TooManyBytesError`` where they are too long in ``view`` for one answer.
    """
    frames = _read(store, first, last, view)
    for number, frame in enumerate(frames, first):
        if frame.number != number:
            frame_at(store, number)  # says what became of it
    if len(frames) != last - first + 1 or frames[0].number != first:
        frame_at(store, last)
        raise ForgottenFrameError(f"frames {first} to {last} are no longer kept")
    return frames


def _read(store: FrameStore, first: int, last: int, view: View) -> list[StoredFrame]:
    """A few at a time, so that no more is read than may be answered."""
    frames: list[StoredFrame] = []
    size = 0
    for begin in range(first - 1, last, _STEP):
        frames += (found := store.after(begin, min(_STEP, last - begin)))
        size += sum(len(frame.wire(view)) + 1 for frame in found)
        if size > LARGEST:
            raise TooManyBytesError(first, last, size // len(frames))
    return frames


def _published(store: FrameStore, number: int) -> None:
    if not 1 <= number <= store.span().head:
        raise UnknownFrameError(f"frame {number} was never published")
