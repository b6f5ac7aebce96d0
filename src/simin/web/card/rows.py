"""The raw rows under a number, newest first, page by page, and as CSV."""

import csv
import io
from dataclasses import dataclass

from simin.domains.indicators.queries import Lineage
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import RawPage, Stream
from simin.domains.picture.card import Origin
from simin.kit.spreadsheet_cell import cells
from simin.web.presentation.times import iso

#: Rows on a page, and in a file.
ROWS, FILE_ROWS = 20, 1000
HEADER = (
    "datastream",
    "phenomenon_time",
    "result",
    "unit",
    "quality",
    "origin",
    "recorded_at",
    "result_time",
    "received_at",
    "run",
)


@dataclass(frozen=True)
class Rows:
    """One page of one datastream."""

    stream: Stream
    origin: Origin
    page: RawPage


def chosen_stream(lineage: Lineage, slug: str, district: str) -> Stream | None:
    """The datastream asked for, else that of the district, else the first."""
    streams = [stream for stream, _ in lineage.streams]
    asked = [stream for stream in streams if stream.slug == slug]
    near = [stream for stream in streams if district and stream.district == district]
    return next(iter([*asked, *near, *streams]), None)


def rows(lineage: Lineage, stream: Stream, before: int | None, limit: int = ROWS) -> Rows:
    origins = {source.id: source.origin for source in lineage.sources}
    page = observations.raw(stream.slug, before=before, limit=limit)
    return Rows(stream, origins.get(stream.source, Origin.MEASURED), page)


def cursor(text: str) -> int | None:
    """A cursor from a query string; anything else begins at the newest row."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def as_csv(found: Rows) -> str:
    """RFC 4180, times in UTC; the header is always there."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in found.page.rows:
        writer.writerow(
            cells(
                (
                    found.stream.slug,
                    iso(row.phenomenon_time),
                    row.result,
                    found.stream.unit,
                    " ".join(row.quality),
                    found.origin.value,
                    iso(row.recorded_at),
                    iso(row.result_time),
                    iso(row.received_at),
                    row.run or "",
                )
            )
        )
    return file.getvalue()
