"""A disk is asked now and then, and never by who waits for the answer."""

from collections.abc import Callable

from simin.config.disk_room import DiskRoom

type Work = Callable[[], None]


def test_it_is_asked_at_most_once_a_second_and_on_another_thread() -> None:
    free, now, later = [100], [0.0], list[Work]()
    room = DiskRoom(lambda: free[0], later=later.append, clock=lambda: now[0])
    free[0] = 40
    assert (room(0), later) == (100, [])
    now[0] = 1.0
    assert (room(60), room(60), len(later)) == (100, 100, 1)
    later.pop()()
    assert (room(60), later) == (100, [])  # 40, and the 60 that wait already
    now[0] = 2.0
    room(0)
    later.pop()()
    assert room(0) == 40


def test_a_disk_that_cannot_be_asked_gives_nothing() -> None:
    def gone() -> int:
        raise OSError("gone")

    assert DiskRoom(gone)(7) == 0
