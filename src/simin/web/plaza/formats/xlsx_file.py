"""A spreadsheet, written row by row into a file. Nothing in it is ever a formula.

The same rows give the same bytes: neither the moment of writing nor that of the archive's entries
is in it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.writer.excel import ExcelWriter

from simin.kit.errors import RejectedError

#: What we write at once; a sheet itself ends at 1,048,576 rows, and long before it people wait.
MOST_ROWS, MOST_CELLS = 250_000, 5_000_000
#: Characters of one cell, as UTF-16 counts them; and columns of a sheet.
LONGEST, MOST_COLUMNS = 32_767, 16_384
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zones


def fits(rows: int, columns: int) -> bool:
    try:
        check_size(rows, columns)
    except RejectedError:
        return False
    return True


def check_size(rows: int, columns: int) -> None:
    """Raises ``RejectedError`` naming ``rows`` or ``$select``."""
    if columns > MOST_COLUMNS:
        raise RejectedError("$select", f"a spreadsheet takes {MOST_COLUMNS:,} columns")
    if rows > MOST_ROWS:
        reason = f"a spreadsheet takes {MOST_ROWS:,} rows; ask for a part: rows=1-{MOST_ROWS}"
        raise RejectedError("rows", reason)
    if rows * columns > MOST_CELLS:
        reason = f"a spreadsheet takes {MOST_CELLS:,} cells; choose columns, or a part with rows="
        raise RejectedError("$select", reason)


def write(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], target: Path) -> None:
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MADE
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    ExcelWriter(book, _Timeless(target, "w", ZIP_DEFLATED)).save()


class _Timeless(ZipFile):
    """An archive whose entries say nothing of when and from what file they were written."""

    def open(self, name: Any, mode: Any = "r", *args: Any, **kwargs: Any) -> Any:
        if isinstance(name, ZipInfo):
            name.date_time, name.external_attr = (1980, 1, 1, 0, 0, 0), 0o600 << 16
        return super().open(name, mode, *args, **kwargs)


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = _fitting(ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type = text, "s"
    return cell


def _fitting(text: str) -> str:
    """What is too long for a cell says at its end that it was cut."""
    if len(text) <= LONGEST // 2 or _length(text) <= LONGEST:
        return text
    said = f" … [cut: {len(text):,} characters, a cell holds {LONGEST:,}]"
    wide = text.encode("utf-16-le", errors="replace")[: 2 * (LONGEST - _length(said))]
    return wide.decode("utf-16-le", errors="ignore") + said


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", errors="replace")) // 2
