"""Give out a table as CSV that can be handed in again."""

import csv
import io
from collections.abc import Iterator

from simin.domains.directives.policies import Reader
from simin.domains.places import queries as places
from simin.domains.projects import queries
from simin.domains.projects.definition import NewPledge, Row, Table
from simin.kit.spreadsheet_cell import guarded
from simin.workflows.project_tables.cells import as_text
from simin.workflows.project_tables.columns import Column, columns

#: Without it a spreadsheet takes UTF-8 for something else.
MARK = "\ufeff"


def written(table: Table, *, by: Reader) -> Iterator[str]:
    """Line by line, as far as ``by`` may see it; the heading first."""
    listed = columns(table, places.city().languages)
    yield MARK + _line([column.name for column in listed])
    for row in queries.rows(table, by):
        yield _line([_cell(row, column) for column in listed])


def _cell(row: Row, column: Column) -> str:
    """Numbers and days as they are; a text that looks like a formula is kept from being one."""
    if isinstance(row, NewPledge) and column.name in ("evidence", "evidence_link"):
        newest = row.evidence[-1] if row.evidence else None
        told = (newest.link if column.name == "evidence_link" else newest.text) if newest else ""
    else:
        value = getattr(row, column.field)
        told = value.get(column.language, "") if column.language else value
    text = as_text(told)
    return guarded(text) if isinstance(told, str) else text


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
