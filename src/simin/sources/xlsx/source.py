"""Reads workbooks (.xlsx), and HTML tables whatever their name is.

What a file is, is found from its first bytes: names lie. The binary format of before 2007 is
refused with a sentence, because nothing kept up reads it safely.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.text import decoded
from simin.ingest.rows import table
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_rows
from simin.sources.xlsx.page import lines_of_page
from simin.sources.xlsx.workbook import lines_of_workbook

_OPTIONS = {"sheet": str, "table": int, "encoding": str, **table.OPTIONS}
_ARCHIVE = b"PK\x03\x04"
_BINARY = b"\xd0\xcf\x11\xe0"


class Xlsx:
    """``options``: ``sheet`` (its name), ``table`` (its place in a page, from 0), and those of
    every table.
    """

    name = "xlsx"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *table.wrong_options(feed),
            *unfilled(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        noticed, lines = _lines(feed, payload.body)
        read = table.table(feed, lines)
        return parsed_rows(
            feed,
            payload,
            read.rows(),
            columns=read.names,
            noticed={**noticed, **read.noticed},
        )


def _lines(feed: Feed, body: bytes) -> tuple[dict[str, str], Iterator[list[Any]]]:
    """What the file really is, and its lines."""
    if body.startswith(_ARCHIVE):
        sheet = feed.options.get("sheet")
        return {"format": "xlsx"}, lines_of_workbook(body, sheet, feed.max_bytes)
    if body.startswith(_BINARY):
        raise SourceImplausibleError("a workbook of before 2007 (.xls); ask for .xlsx or CSV")
    found = decoded(body, feed.options.get("encoding"))
    if "<table" not in found.text.lower():
        raise SourceImplausibleError("neither a workbook nor a page with a table")
    lines = lines_of_page(found.text, feed.options.get("table"))
    return {"format": "html", "encoding": found.encoding}, lines


KIND = Xlsx()
