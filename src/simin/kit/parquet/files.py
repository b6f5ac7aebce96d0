"""Write an immutable Parquet file: whole and durable when the call returns, or not there."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from simin.kit import whole_file
from simin.kit.parquet.reading import Reading

SUFFIX = ".parquet"
#: Rows that a reader skips or reads together.
GROUP = 61_440


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it now stands."""

    rows: int
    bytes: int
    sha256: str


def write(
    reading: Reading,
    select: str,
    target: Path,
    *,
    group: int = GROUP,
    parameters: Sequence[object] = (),
) -> Written:
    """Write what ``select`` gives, in its order, to ``target``, which lies in the folder read.

    ``select`` is put together by the program, never from what someone sent: that stands in
    ``parameters``.
    """

    def fill(aside: Path) -> None:
        copy(reading, select, aside, group=group, parameters=parameters)

    size = whole_file.write(target, fill)
    return Written(rows_in(reading, target), size, checksum(target))


def write_addressed(
    reading: Reading, select: str, folder: Path, stem: str, *, group: int = GROUP
) -> tuple[str, Written]:
    """As ``write``, to a name that begins with ``stem`` and ends with the content's checksum.

    Another content never gets the name of a file that someone may be reading.
    """
    sums: list[str] = []

    def fill(aside: Path) -> Path:
        copy(reading, select, aside, group=group)
        sums.append(checksum(aside))
        return folder / f"{stem}-{sums[0][:16]}{SUFFIX}"

    size = whole_file.write(folder / f"{stem}{SUFFIX}", fill)
    name = f"{stem}-{sums[0][:16]}{SUFFIX}"
    return name, Written(rows_in(reading, folder / name), size, sums[0])


def copy(
    reading: Reading,
    select: str,
    aside: Path,
    *,
    group: int = GROUP,
    parameters: Sequence[object] = (),
) -> None:
    """Write to ``aside`` itself, from front to end, group by group."""
    place = str(aside).replace("'", "''")
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}, USE_TMP_FILE false"
    try:
        reading.do(f"COPY ({select}) TO '{place}' ({options})", parameters)
    except duckdb.IOException as error:
        raise OSError(str(error)) from error


def rows_in(reading: Reading, target: Path) -> int:
    """From the file's footer."""
    found = reading.rows("SELECT num_rows FROM parquet_file_metadata(?)", [str(target)])
    return int(found[0][0])


def checksum(target: Path) -> str:
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
