from pathlib import Path

import duckdb
import numpy as np
import pytest

from simin.kit import whole_file
from simin.kit.parquet import files
from simin.kit.parquet.reading import Reading, masked

TIMES = np.array(["2021-01-01T00:00:00.000001", "2021-01-02"], dtype="datetime64[us]")


def test_columns_come_back_as_they_went_in(tmp_path: Path) -> None:
    results = np.ma.masked_array([1.5, 0.0], mask=[False, True])
    with Reading(tmp_path) as reading:
        reading.hand_in("kept", {"seen": TIMES, "result": results, "name": np.array(["가", None])})
        written = files.write(
            reading, "SELECT * FROM kept ORDER BY seen DESC", tmp_path / "a.parquet"
        )
        back = reading.columns("SELECT * FROM read_parquet(?)", [[str(tmp_path / "a.parquet")]])
    assert written.rows == 2
    assert written.bytes == (tmp_path / "a.parquet").stat().st_size
    assert list(back["seen"]) == list(TIMES[::-1])
    assert masked(back["result"]).tolist() == [True, False]
    assert masked(back["name"]).tolist() == [True, False]
    assert back["name"][1] == "가"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_parquet('http://127.0.0.1:1/a.parquet')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '/tmp/other.db'",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
    ],
)
def test_nothing_outside_its_folder_is_reached(tmp_path: Path, statement: str) -> None:
    with Reading(tmp_path) as reading, pytest.raises(duckdb.Error):
        reading.do(statement)


def test_a_neighbour_does_not_see_what_was_handed_in(tmp_path: Path) -> None:
    with Reading(tmp_path) as mine, Reading(tmp_path) as other:
        mine.hand_in("kept", {"at": TIMES})
        with pytest.raises(duckdb.CatalogException):
            other.rows("SELECT * FROM kept")


def test_a_file_that_could_not_be_filled_leaves_nothing(tmp_path: Path) -> None:
    def half(aside: Path) -> None:
        aside.write_text("half")
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        whole_file.write(tmp_path / "a.parquet", half)
    assert list(tmp_path.iterdir()) == []


def test_the_sweep_takes_old_strays_only(tmp_path: Path) -> None:
    for name in ("known.parquet", "stray.parquet", ".a.parquet.1.part", "note.txt"):
        (tmp_path / name).write_text("x")
    changed = (tmp_path / "stray.parquet").stat().st_mtime
    sweep = {"known": {"known.parquet"}, "suffix": ".parquet"}
    assert list(whole_file.sweep(tmp_path, before=changed - 60, **sweep)) == []  # type: ignore[arg-type]
    gone = list(whole_file.sweep(tmp_path, before=changed + 60, **sweep))  # type: ignore[arg-type]
    assert gone == [".a.parquet.1.part", "stray.parquet"]
    assert list(whole_file.sweep(tmp_path / "absent", before=changed + 60, **sweep)) == []  # type: ignore[arg-type]
