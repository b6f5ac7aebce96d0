"""Reads the CSV files of a pack, plain or gzipped, row by row with line numbers.

Never loads a file whole as text: recordings are the large part of a pack.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
