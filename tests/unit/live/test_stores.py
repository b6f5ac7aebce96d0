"""Every store reads the same; the double too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simin.domains.picture.errors import ForgottenFrameError, UnknownFrameError
from simin.domains.picture.frame import View
from simin.live.errors import StoreUnavailableError
from simin.live.history import frame_at, snapshot_at
from simin.live.memory_store import MemoryStore
from simin.live.sqlite_store import SqliteStore
from simin.live.store import FrameStore, Span, open_store
from tests.factories.frames import History, SqlitePicture

type Made = tuple[FrameStore, History]


def in_memory(_: Path, forget: int) -> Made:
    history, store = History(), MemoryStore()
    for frame in history.run(205):
        store.add(frame)
    store.forget_before(forget)
    return store, history


def in_sqlite(folder: Path, forget: int) -> Made:
    history, picture = History(), SqlitePicture(folder / "a city?.sqlite3")
    picture.write(history, history.run(205))
    picture.forget_before(forget)
    return SqliteStore(picture.path), history


@pytest.fixture(params=[in_memory, in_sqlite])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[int], Made]:
    return lambda forget: request.param(tmp_path, forget)


def test_frames_are_read_in_order_and_no_more_than_asked(make: Callable[[int], Made]) -> None:
    store, history = make(1)
    assert store.span() == Span(1, 205)
    assert store.after(0, 3) == history.frames[:3]
    assert store.after(203, 300) == history.frames[203:]
    assert store.after(205, 300) == []
    assert store.frame(7) == history.frames[6]
    assert store.frame(206) is None


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("number", [1, 2, 99, 100, 101, 204, 205])
def test_the_picture_at_any_frame(make: Callable[[int], Made], number: int, view: View) -> None:
    store, history = make(1)
    assert snapshot_at(store, number, view) == history.snapshot(view, number)


def test_the_forgotten_is_told_from_what_never_was(make: Callable[[int], Made]) -> None:
    store, history = make(100)
    assert store.span() == Span(100, 205)
    assert frame_at(store, 100) == history.frames[99]
    for number in (1, 99):
        with pytest.raises(ForgottenFrameError):
            frame_at(store, number)
        with pytest.raises(ForgottenFrameError):
            snapshot_at(store, number, View.PUBLIC)
    for number in (0, 206):
        with pytest.raises(UnknownFrameError):
            frame_at(store, number)
        with pytest.raises(UnknownFrameError):
            snapshot_at(store, number, View.OFFICE)


def test_a_database_that_is_not_there_yet_is_read_once_it_is(tmp_path: Path) -> None:
    path = tmp_path / "later.sqlite3"
    store = open_store(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailableError, match="later"):
        store.span()
    picture, history = SqlitePicture(path), History()
    assert store.span() == Span(0, 0)
    picture.write(history, history.run(1))
    assert store.span() == Span(1, 1)


def test_a_store_cannot_write(tmp_path: Path) -> None:
    picture = SqlitePicture(tmp_path / "city.sqlite3")
    store = SqliteStore(picture.path)
    with pytest.raises(StoreUnavailableError, match="readonly"):
        store._rows("DELETE FROM picture_frame")
