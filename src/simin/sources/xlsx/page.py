"""Cells of an HTML table; Korean portals serve one under the name ``.xls``."""

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from simin.ingest.feeds.errors import SourceImplausibleError

#: More columns than any real heading spans; a page may claim millions.
_WIDEST = 500
#: Characters and cells that the tables may give for each character of the page: cells that span
#: columns and tables within tables give their text again and again.
_GIVEN = 4


class _Room:
    """What may still be given; so a small page cannot fill the memory."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise SourceImplausibleError("the tables of the page unfold to more than is allowed")


def lines_of_page(text: str, place: int | None) -> Iterator[list[Any]]:
    """Cells of the table at ``place``, by default of the one with the most lines."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        page = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceImplausibleError(f"the page cannot be read: {error}") from error
    room = _Room(_GIVEN * len(text) + _WIDEST)
    tables = [_lines(table, room) for table in page.iter("table")]
    if not tables or (place is not None and place >= len(tables)):
        raise SourceImplausibleError(f"the table is not there; the page has {len(tables)} tables")
    chosen = max(tables, key=len) if place is None else tables[place]
    yield from chosen


def _lines(table: Any, room: _Room) -> list[list[str]]:
    lines = table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
    return [[text for cell in line for text in _cells(cell, room)] for line in lines]


def _cells(cell: Any, room: _Room) -> list[str]:
    """Text of the cell, once for each column that it spans."""
    if cell.tag not in ("td", "th"):
        return []
    span = str(cell.get("colspan", "1")).strip()
    times = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
    times = max(1, min(times, _WIDEST))
    text = " ".join(cell.text_content().split())
    room.take(times + len(text))
    return [text] * times
