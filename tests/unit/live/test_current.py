"""The newest frames at hand, and the bytes that viewers get."""

import asyncio

import brotli
import pytest

from simin.domains.picture.errors import FrameOutOfOrderError
from simin.domains.picture.frame import View
from simin.domains.picture.wire import encode
from simin.live.current import CurrentPicture, Shown
from simin.live.encoding import Encoding
from simin.live.sse import frame_event
from tests.factories.frames import History


def picture(frames: int, *, kept: int = 300) -> tuple[History, CurrentPicture]:
    history, current = History(), CurrentPicture(kept)
    history.run(frames)
    current.load(history.frames[-kept:], {view: history.snapshot(view) for view in View})
    return history, current


def test_nothing_is_shown_before_the_first_frame() -> None:
    current = CurrentPicture(300)
    assert (current.head, current.shown(View.PUBLIC), current.frame(1)) == (0, None, None)
    assert current.since(None, View.PUBLIC, most=300) == b""


def test_what_was_missed_is_exactly_the_frames_between() -> None:
    history, current = picture(5)
    expected = b"".join(frame_event(f.number, f.office) for f in history.frames[2:])
    assert current.since(2, View.OFFICE, most=300) == expected


def test_what_was_missed_is_made_once_and_dropped_at_the_next_frame() -> None:
    history, current = picture(5)
    first = current.since(2, View.PUBLIC, most=300)
    assert current.since(2, View.PUBLIC, most=300) is first
    current.append(history.run(1))
    assert current.since(2, View.PUBLIC, most=300) == first + frame_event(
        6, history.frames[5].public
    )


def test_a_frame_that_does_not_follow_changes_nothing() -> None:
    history, current = picture(5)
    gap = history.run(3)
    with pytest.raises(FrameOutOfOrderError):
        current.append([gap[0], gap[2]])
    assert current.head == 5
    assert current.frame(6) is None


def test_only_the_newest_frames_are_at_hand() -> None:
    history, current = picture(9, kept=4)
    assert current.oldest == 6
    assert [current.frame(n) for n in (5, 6, 9, 10)] == [
        None,
        history.frames[5],
        history.frames[8],
        None,
    ]


def test_the_snapshot_is_compressed_once_however_many_ask() -> None:
    history, _ = picture(3)
    shown = Shown(history.snapshot(View.PUBLIC))

    async def ask() -> list[bytes]:
        return await asyncio.gather(*(shown.body(Encoding.BROTLI) for _ in range(5)))

    bodies = asyncio.run(ask())
    assert all(body is bodies[0] for body in bodies)
    assert brotli.decompress(bodies[0]) == encode(history.snapshot(View.PUBLIC)) == shown.wire
