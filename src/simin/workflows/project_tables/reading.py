"""From the bytes of a file to its rows of cells. Pure; what cannot be read at all is refused."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simin.ingest.feeds.errors import SourceError
from simin.ingest.payloads.text import decoded
from simin.kit.errors import RejectedError
from simin.kit.spreadsheet_cell import unguarded

if TYPE_CHECKING:
    import _csv

_SEPARATORS = ",;\t|"
#: Rows of a file.
MOST = 20_000
#: Of a cell; the module's own limit would be an error without a place.
_LONGEST = 20_000


@dataclass(frozen=True)
class Line:
    """A row: its line in the file, and its cells by the column's name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    encoding: str
    columns: Sequence[str]
    lines: Sequence[Line]
    #: Lines that are longer than the heading.
    ragged: Sequence[int] = ()


def sheet(content: bytes) -> Sheet:
    """Raises ``RejectedError`` for what is no table."""
    try:
        found = decoded(content)
    except SourceError as error:
        raise RejectedError("file", f"cannot be read as text: {error}") from error
    text = found.text.lstrip("\ufeff")
    if "\0" in text:
        raise RejectedError("file", "is no CSV")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        return _sheet(reader, found.encoding)
    except csv.Error as error:
        raise RejectedError("file", f"is no CSV: line {reader.line_num}: {error}") from error


def _sheet(reader: "_csv.Reader", encoding: str) -> Sheet:
    heading: list[str] = []
    lines, ragged = [], []
    before = 0
    for cells in reader:
        number, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if not heading:
            heading = _heading(cells)
            continue
        if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
            ragged.append(number)
        filled = [*cells, *[""] * (len(heading) - len(cells))]
        named = zip(heading, filled[: len(heading)], strict=True)
        lines.append(Line(number, {name: _plain(cell) for name, cell in named}))
        if len(lines) > MOST:
            raise RejectedError("file", f"has more than {MOST} rows")
    if not heading:
        raise RejectedError("file", "has no heading")
    return Sheet(encoding, heading, lines, ragged)


def _heading(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    twice = [name for name, times in Counter(names).items() if name and times > 1]
    if twice:
        raise RejectedError("file", f"has the column {twice[0]} twice")
    return names


def _plain(cell: str) -> str:
    return unguarded(cell.strip()[:_LONGEST])


def _separator(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=head.count)
