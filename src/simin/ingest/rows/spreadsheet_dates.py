"""Lot numbers that a spreadsheet has turned into dates: ``2-22`` is read back as ``2월 22일``.

What was there cannot be known any more (``2-22`` and ``02-22`` become the same), so the text stays
as sent and the record is flagged. A column in which such dates are the rule is a column of dates.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from simin.ingest.feeds.contract import Record
from simin.ingest.feeds.mapping import Mapping

#: Flag of a record that holds such a text.
DAMAGED = "spreadsheet-date"

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
#: ``2월 22일``, ``22-Feb``, ``Feb-22`` and, for what was taken to be a year, ``Jan.72``.
_DATE = re.compile(
    rf"\d{{1,2}}월 ?\d{{1,2}}일|\d{{1,2}}[-.](?:{_MONTHS})|(?:{_MONTHS})[-.]\d{{1,4}}"
)


def flagged(records: Sequence[Record], mapping: Mapping) -> list[Record]:
    """The records, with a flag on those that hold a damaged text."""
    texts = [column.to for column in mapping.columns if column.type == "text"]
    damaged = {name: _damaged(records, name) for name in texts}
    rare = {name: rows for name, rows in damaged.items() if 0 < len(rows) * 2 < len(records)}
    hit = set().union(*rare.values())
    return [_flag(record) if row in hit else record for row, record in enumerate(records)]


def is_date(sent: str) -> bool:
    """Whether a spreadsheet made ``sent``."""
    return _DATE.fullmatch(sent) is not None


def _damaged(records: Sequence[Record], name: str) -> set[int]:
    return {
        row
        for row, record in enumerate(records)
        if isinstance(sent := record.values.get(name), str) and is_date(sent)
    }


def _flag(record: Record) -> Record:
    quality = [*record.values.get("quality", []), DAMAGED]
    return replace(record, values={**record.values, "quality": quality})
