"""Where a viewer goes on."""

import pytest

from simin.live.resume import Start, start

NOTHING, FRAMES, SNAPSHOT = Start.NOTHING, Start.FRAMES, Start.SNAPSHOT


@pytest.mark.parametrize(
    ("has", "oldest", "head", "most", "expected"),
    [
        (None, 1, 5, 300, SNAPSHOT),  # a fresh viewer
        (5, 1, 5, 300, NOTHING),  # has all
        (4, 1, 5, 300, FRAMES),
        (0, 1, 5, 300, FRAMES),  # has the empty picture, and every frame is at hand
        (10, 11, 20, 300, FRAMES),  # the oldest at hand is just the next one
        (9, 11, 20, 300, SNAPSHOT),  # one frame is missing
        (6, 1, 5, 300, SNAPSHOT),  # claims a frame that is not there
        (100, 1, 400, 300, FRAMES),  # exactly as many as are given
        (99, 1, 400, 300, SNAPSHOT),  # one more
        (5, 6, 5, 300, NOTHING),  # no frame at hand, none needed
        (4, 6, 5, 300, SNAPSHOT),
        (None, 1, 0, 300, SNAPSHOT),  # no picture yet: the snapshot, once there is one
        (3, 1, 0, 300, SNAPSHOT),
    ],
)
def test_a_viewer_gets_what_it_missed_or_the_snapshot(
    has: int | None, oldest: int, head: int, most: int, expected: Start
) -> None:
    assert start(has, oldest=oldest, head=head, most=most) is expected
