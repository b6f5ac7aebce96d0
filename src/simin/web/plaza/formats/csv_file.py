"""CSV as RFC 4180 has it: UTF-8, CRLF, a line of names. Pure.

A text that a spreadsheet would run gets an apostrophe; numbers, also negative ones, stay numbers.
With ``bom`` a spreadsheet knows that it is UTF-8.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from simin.domains.catalogue.queries import Schema
from simin.kit.spreadsheet_cell import guarded
from simin.web.plaza.formats.cells import readers

BOM = "\ufeff"
#: Rows that are written together.
TOGETHER = 500


def lines(
    schema: Schema, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, bom: bool = False
) -> Iterator[bytes]:
    head = _written([[guarded(name) for name in columns]])
    yield ((BOM if bom else "") + head).encode()
    told = readers(schema, columns)
    for part in batched(rows, TOGETHER):
        cells = ([read(value) for read, value in zip(told, row, strict=True)] for row in part)
        yield _written(cells).encode()


def _written(rows: Iterable[Sequence[Any]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue()
