from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from simin.kit import file_store
from simin.kit.clock import SystemClock
from simin.kit.errors import RejectedError
from simin.kit.file_store import (
    FileStore,
    FolderStore,
    RememberedStore,
    UnknownFileError,
    store_of,
)


class Cut(BytesIO):
    """A stream whose sender goes away."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise ConnectionResetError("gone")
        return super().read(10)


@pytest.fixture(params=["folder", "remembered"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    return FolderStore(tmp_path / "field") if request.param == "folder" else RememberedStore()


@pytest.fixture
def _wired() -> Iterator[None]:
    yield
    file_store.wire(None)


def test_what_is_put_is_found_by_its_hash(store: FileStore) -> None:
    kept = store.put(b"smoke")
    assert kept.size == 5
    assert store.exists(kept.name)
    with store.open(kept.name) as file:
        assert file.read() == b"smoke"


def test_the_same_bytes_are_one_file(store: FileStore) -> None:
    assert store.put(b"smoke") == store.put(BytesIO(b"smoke"))
    assert store.delete(store.put(b"smoke").name)
    assert not store.exists("0" * 64)


def test_what_was_put_in_before_is_told(store: FileStore) -> None:
    name = store.put(b"smoke").name
    now = SystemClock().now()
    assert list(store.names(before=now - timedelta(hours=1))) == []
    assert list(store.names(before=now + timedelta(hours=1))) == [name]


def test_what_was_left_half_written_goes(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "field")
    store.put(b"smoke")
    left = tmp_path / "field" / "arriving" / ".file.x.part"
    left.write_bytes(b"half a call")
    now = SystemClock().now()
    assert list(store.names(before=now - timedelta(hours=1))) == [] and left.exists()
    assert len(list(store.names(before=now + timedelta(hours=1)))) == 1
    assert not left.exists()


def test_what_is_deleted_is_gone(store: FileStore) -> None:
    name = store.put(b"smoke").name
    assert store.delete(name)
    assert not store.exists(name)
    assert not store.delete(name)
    with pytest.raises(UnknownFileError):
        store.open(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_name_reaches_no_path(store: FileStore, name: str) -> None:
    for ask in (store.open, store.exists, store.delete):
        with pytest.raises(UnknownFileError):
            ask(name)


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty"), (b"123456", "5 bytes")])
def test_what_is_refused(store: FileStore, content: bytes, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason):
        store.put(BytesIO(content), most=5)


def test_nothing_is_left_of_what_was_not_taken(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with pytest.raises(ConnectionResetError):
        store.put(Cut(b"the first words and no more"))
    with pytest.raises(RejectedError):
        store.put(b"123456", most=5)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_nobody_else_reads_it_and_nobody_runs_it(tmp_path: Path) -> None:
    name = FolderStore(tmp_path).put(b"#!/bin/sh").name
    path = tmp_path / name[:2] / name[2:4] / name
    assert path.stat().st_mode & 0o777 == 0o600


def test_each_domain_has_its_own(_wired: None) -> None:
    stores = {"field": RememberedStore(), "directives": RememberedStore()}
    file_store.wire(stores.__getitem__)
    name = store_of("field").put(b"smoke").name
    assert not store_of("directives").exists(name)


def test_files_lie_in_the_data_folder(settings: object, tmp_path: Path, _wired: None) -> None:
    settings.SIMIN_FILES = tmp_path  # type: ignore[attr-defined]
    name = store_of("field").put(b"smoke").name
    assert (tmp_path / "field" / name[:2] / name[2:4] / name).read_bytes() == b"smoke"
