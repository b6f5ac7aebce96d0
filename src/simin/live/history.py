"""The picture as it was at a frame: the newest checkpoint before it and the frames after that."""

import zlib

from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.fold import fold_until
from simin.domains.picture.frame import Snapshot, View
from simin.domains.picture.wire import snapshot
from simin.live.frames import StoredFrame
from simin.live.store import FrameStore


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


def frames_between(store: FrameStore, first: int, last: int) -> list[StoredFrame]:
    """Frames ``first`` to ``last``, all of them; raises as ``snapshot_at`` does."""
    frames = store.after(first - 1, last - first + 1)
    for number, frame in enumerate(frames, first):
        if frame.number != number:
            frame_at(store, number)  # says what became of it
    if len(frames) != last - first + 1 or frames[0].number != first:
        frame_at(store, last)
        raise ForgottenFrameError(f"frames {first} to {last} are no longer kept")
    return frames


def _published(store: FrameStore, number: int) -> None:
    if not 1 <= number <= store.span().head:
        raise UnknownFrameError(f"frame {number} was never published")
