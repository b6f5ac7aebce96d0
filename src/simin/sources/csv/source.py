"""Reads tables that are text.

The encoding, the separator and whether each line is itself one quoted CSV field are found from the
file and kept with the run, so that a change of any of them is seen before it does harm. Columns are
read by name only: a file that gained a column or changed their order is read rightly.
"""

import io
from collections.abc import Iterable, Iterator

from simin.ingest.addresses import asked, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import markup
from simin.ingest.payloads.text import is_damaged, mostly_decoded
from simin.ingest.rows import table
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_rows
from simin.sources.csv.lines import cut, separator_of, sound, unnested

_OPTIONS = {"encoding": str, "separator": str, **table.OPTIONS}


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
        found = mostly_decoded(payload.body, feed.options.get("encoding"))
        text = found.text.lstrip("\ufeff")
        if text.lstrip().startswith("<"):
            raise SourceImplausibleError(f"{markup(text.lstrip())} came in place of CSV")
        separator = feed.options.get("separator") or separator_of(text)
        # Not splitlines: a form feed or a line separator of Unicode ends no line of a table.
        depth, lines = unnested(cut(io.StringIO(text, newline=""), separator), separator)
        read = table.table(feed, lines)
        if is_damaged("".join(read.columns)):
            raise SourceImplausibleError(f"the heading has bytes that are no {found.encoding}")
        nested = {"nested csv": str(depth)} if depth else {}
        damaged = {"damaged bytes": str(found.damaged)} if found.damaged else {}
        return parsed_rows(
            feed,
            payload,
            sound(read.rows(), found.encoding) if damaged else read.rows(),
            columns=read.names,
            noticed={
                "encoding": found.encoding,
                "separator": separator,
                **nested,
                **damaged,
                **read.noticed,
            },
        )


def _wrong_separator(feed: Feed) -> Iterator[Problem]:
    separator = feed.options.get("separator", ",")
    if isinstance(separator, str) and len(separator) != 1:
        yield Problem(field="options.separator", reason="one character")


KIND = Csv()
