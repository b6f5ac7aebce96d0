"""Rows become records; a row that cannot costs only itself.

An observation's columns stand each for one datastream: a bad cell rejects that cell, a bad time or
name the row. Of everything else a row is one record. An empty cell of an observation is no record;
a flagged one is a record even without a value, so that the gap has a reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from simin.ingest.feeds.contract import Feed, Record, Rejected
from simin.ingest.feeds.mapping import Column
from simin.ingest.rows.cells import UnreadableError, text
from simin.ingest.rows.column import flags_of, value_of
from simin.ingest.rows.moments import moment_of
from simin.ingest.rows.positions import Positions
from simin.ingest.rows.row import Row
from simin.ingest.rows.spreadsheet_dates import flagged


@dataclass(frozen=True, slots=True)
class Mapped:
    """What came of the rows."""

    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]
    #: Records that the rows should make: of observations a cell each that is not empty.
    held: int
    #: How many records carry each flag of ours, ``{"swapped-coordinates": "4585 of 4585"}``.
    noticed: dict[str, str] = field(default_factory=dict)


def mapped(feed: Feed, rows: Iterable[Row], fetched_at: datetime) -> Mapped:
    """The records of ``rows``, and what was rejected with its reason."""
    making = _Making(feed, fetched_at)
    for row in rows:
        making.take(row)
    if feed.mapping.into == "observation":
        return Mapped(tuple(making.records), tuple(making.rejected), making.held)
    records = flagged(making.records, feed.mapping)
    return Mapped(tuple(records), tuple(making.rejected), making.held, _counted(records))


class _Making:
    """The records of one payload in the making."""

    def __init__(self, feed: Feed, fetched_at: datetime) -> None:
        self.feed = feed
        self.fetched_at = fetched_at
        self.positions = Positions.of(feed)
        self.records: list[Record] = []
        self.rejected: list[Rejected] = []
        self.held = 0
        self._first: dict[str, Record] = {}

    def take(self, row: Row) -> None:
        self.held += 1
        if row.wrong is not None:
            self._reject(row, row.wrong)
            return
        try:
            at = moment_of(self.feed, row.fields)
            if self.feed.mapping.into == "observation":
                self._observe_all(row, self._names(row), at or self.fetched_at)
            else:
                self._keep(row, self._record(row, at))
        except UnreadableError as error:
            self._reject(row, str(error))

    def _observe_all(self, row: Row, names: dict[str, str], at: datetime) -> None:
        """Of a row that can be read each cell is a record by itself."""
        self.held += len(self.feed.mapping.columns) - 1
        for column in self.feed.mapping.columns:
            self._observe(row, column, names, at)

    def _observe(self, row: Row, column: Column, names: dict[str, str], at: datetime) -> None:
        try:
            result, quality = value_of(self.feed, column, row), flags_of(column, row)
        except UnreadableError as error:
            self._reject(row, str(error))
            return
        if result is None and not quality:
            self.held -= 1
            return
        datastream = _filled(column.to, names)
        values = {"datastream": datastream, "result": None if result is None else float(result)}
        stated = {"unit": column.unit} if column.unit else {}
        flags = {"quality": quality} if quality else {}
        key = f"{datastream}@{at.isoformat()}"
        record = Record(
            key=key, kind="observation", values=values | stated | flags, at=at, where=row.where
        )
        self._keep(row, record)

    def _record(self, row: Row, at: datetime | None) -> Record:
        columns = self.feed.mapping.columns
        names = self._names(row)
        values = {_filled(each.to, names): value_of(self.feed, each, row) for each in columns}
        quality = [flag for column in columns for flag in flags_of(column, row)]
        flags = {"quality": quality} if quality else {}
        return Record(
            key=self._key(row),
            kind=self.feed.mapping.into,
            values=self.positions.placed(values | flags),
            at=at,
            where=row.where,
        )

    def _key(self, row: Row) -> str:
        parts = [text(row.fields.get(name)) for name in self.feed.mapping.key]
        if not any(parts):
            raise UnreadableError(f"{'+'.join(self.feed.mapping.key)}: the key is empty")
        return "/".join(parts)

    def _names(self, row: Row) -> dict[str, str]:
        return dict(_names(self.feed, row))

    def _keep(self, row: Row, record: Record) -> None:
        first = self._first.setdefault(record.key, record)
        if first is record:
            self.records.append(record)
            return
        same = "the same values" if first.values == record.values else "other values"
        self._reject(row, f"key {record.key}: stood in {first.where} already, with {same}")

    def _reject(self, row: Row, reason: str) -> None:
        self.rejected.append(Rejected(where=row.where, reason=reason, raw=row.raw()))


def _names(feed: Feed, row: Row) -> Iterator[tuple[str, str]]:
    for placeholder, name in feed.mapping.placeholders.items():
        sent = text(row.fields.get(name))
        known = feed.mapping.names.get(placeholder)
        if known is not None and sent not in known:
            raise UnreadableError(f"{name}: {sent!r:.40} has no name in the pack ({placeholder})")
        if not sent:
            raise UnreadableError(f"{name}: is empty, and names the {placeholder}")
        yield placeholder, known[sent] if known is not None else sent


def _filled(template: str, names: dict[str, str]) -> str:
    for placeholder, name in names.items():
        template = template.replace("{" + placeholder + "}", name)
    return template


def _counted(records: Sequence[Record]) -> dict[str, str]:
    counts = Counter(flag for each in records for flag in each.values.get("quality", ()))
    return {flag: f"{count} of {len(records)}" for flag, count in sorted(counts.items())}
