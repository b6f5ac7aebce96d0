"""Reads tables that are text.

The encoding, the separator and whether each line is itself one quoted CSV field are found from the
file and kept with the run, so that a change of any of them is seen before it does harm. Columns are
read by name only: a file that gained a column or changed their order is read rightly.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import markup
from simin.ingest.payloads.text import decoded
from simin.ingest.rows import table
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_rows

_OPTIONS = {"encoding": str, "separator": str, **table.OPTIONS}
_SEPARATORS = ",;\t|"
#: Lines that are looked at to find out whether the file is CSV within CSV.
_LOOKED_AT = 20


class Csv:
    """``options``: ``encoding``, ``separator``, ``header_rows``, ``skip_rows``, ``aliases``."""

    name = "csv"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *table.wrong_options(feed),
            *_wrong_separator(feed),
            *unfilled(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        found = decoded(payload.body, feed.options.get("encoding"))
        text = found.text.lstrip("\ufeff")
        if text.lstrip().startswith("<"):
            raise SourceImplausibleError(f"{markup(text.lstrip())} came in place of CSV")
        separator = feed.options.get("separator") or _separator(text)
        depth, lines = _unnested(_lines(text.splitlines(keepends=True), separator), separator)
        read = table.table(feed, lines)
        nested = {"nested csv": str(depth)} if depth else {}
        return parsed_rows(
            feed,
            payload,
            read.rows(),
            columns=read.names,
            noticed={"encoding": found.encoding, "separator": separator, **nested, **read.noticed},
        )


def _separator(text: str) -> str:
    """The one that stands most often in the first line."""
    heading = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=heading.count)


def _lines(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error as error:
        raise SourceImplausibleError(f"this is no CSV: {error}") from error


def _unnested(lines: Iterator[list[str]], separator: str) -> tuple[int, Iterator[list[str]]]:
    """The lines, and how many times they were wrapped into a single quoted field."""
    head = list(islice(lines, _LOOKED_AT))
    filled_in = [cells for cells in head if cells]
    nested = len(filled_in) > 1 and all(
        len(cells) == 1 and separator in cells[0] for cells in filled_in
    )
    everything = chain(head, lines)
    if not nested:
        return 0, everything
    return 1, _lines((cells[0] for cells in everything if cells), separator)


def _wrong_separator(feed: Feed) -> Iterator[Problem]:
    separator = feed.options.get("separator", ",")
    if isinstance(separator, str) and len(separator) != 1:
        yield Problem(field="options.separator", reason="one character")


KIND = Csv()
