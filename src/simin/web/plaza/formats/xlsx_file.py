"""A spreadsheet, written row by row into a file. Nothing in it is ever a formula."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from simin.kit.errors import RejectedError

#: What we write at once; a sheet itself ends at 1,048,576 rows, and long before it people wait.
MOST_ROWS = 250_000
#: Characters of one cell.
_LONGEST = 32_767
#: So that the same rows give the same bytes.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zones


def check_rows(count: int) -> None:
    """Raises ``RejectedError`` naming ``rows``."""
    if count > MOST_ROWS:
        reason = f"a spreadsheet takes {MOST_ROWS:,} rows; ask for a part: rows=1-{MOST_ROWS}"
        raise RejectedError("rows", reason)


def write(columns: Sequence[str], rows: Iterable[tuple[Any, ...]], target: Path) -> None:
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MADE
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    book.save(target)


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST]
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet)
    cell.value, cell.data_type = text, "s"
    return cell
