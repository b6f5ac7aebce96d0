"""What is written is read before all of it is; what goes wrong is told where it did."""

import threading
from pathlib import Path

import pytest

from simin.kit.growing_file import as_it_grows


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

    parts = as_it_grows(path, fill)
    assert next(parts) == b"first "
    read.set()
    assert b"".join(parts) == b"last"


def test_a_writer_that_fails_is_told_behind_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()

    def fill(target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("the disk is full")

    parts = as_it_grows(path, fill)
    assert next(parts) == b"half"
    with pytest.raises(OSError, match="disk is full"):
        next(parts)
