"""What is written is read before all of it is; what goes wrong is told where it did."""

import threading
from pathlib import Path

import pytest

from simin.kit.growing_file import GrowingFile


def test_the_first_part_comes_before_the_last_is_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    read = threading.Event()

    def fill(target: Path) -> None:
        with target.open("wb") as file:
            file.write(b"first ")
            file.flush()
            assert read.wait(30)
            file.write(b"last")

    growing = GrowingFile(path, fill)
    with path.open("rb") as file, path.open("rb") as other:
        parts = growing.told(file)
        assert next(parts) == b"first "
        along = growing.told(other)
        assert next(along) == b"first "
        read.set()
        assert (b"".join(parts), b"".join(along)) == (b"last", b"last")
    assert growing.settled()


def test_a_writer_that_fails_is_told_behind_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()

    def fill(target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("the disk is full")

    growing = GrowingFile(path, fill)
    with path.open("rb") as file:
        parts = growing.told(file)
        assert next(parts) == b"half"
        with pytest.raises(OSError, match="disk is full"):
            next(parts)
    assert not growing.settled()
