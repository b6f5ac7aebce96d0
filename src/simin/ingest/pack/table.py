"""Reads the CSV files of a pack, plain or gzipped, row by row with line numbers.

Never loads a file whole as text: recordings are the large part of a pack.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from simin.ingest.pack.problem import Problems

#: Line number, counted from 1, and the cells.
type Row = tuple[int, list[str]]


@contextmanager
def open_table(path: Path) -> Iterator[tuple[list[str], Iterator[Row]]]:
    """Header and rows after it. Raises ``OSError``, ``EOFError``, ``UnicodeDecodeError``."""
    with _open_text(path) as text:
        reader = csv.reader(text)
        header = next(reader, [])
        yield header, ((reader.line_num, cells) for cells in reader)


def _open_text(path: Path) -> io.TextIOBase:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def rows_of(
    folder: Path, file: str, needed: Sequence[str], problems: Problems
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column name, each with its line; whatever is wrong with the file itself is told."""
    if not (folder / file).is_file():
        problems.add(file, None, "", "the file is missing")
        return
    try:
        with open_table(folder / file) as (header, rows):
            missing = [name for name in needed if name not in header]
            for name in missing:
                problems.add(file, 1, name, "the column is missing")
            if missing:
                return
            for line, cells in rows:
                if len(cells) == len(header):
                    yield line, dict(zip(header, cells, strict=True))
                else:
                    reason = f"{len(cells)} cells where the header has {len(header)}"
                    problems.add(file, line, "", reason)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        problems.add(file, None, "", f"cannot be read: {error}")
