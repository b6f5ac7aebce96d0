"""Sealed segments: immutable Parquet files of old rows, and the catalogue that says which count.

A file is whole and durable before the catalogue knows it; the catalogue changes in the transaction
that takes the rows from where they were; a file whose place others took stays a while for those who
read it. So a kill between any two steps loses nothing and shows nothing twice. Segments hold rows
of one month, sorted by datastream and time, so that a question reads the few groups that can match.

On PostgreSQL there are none: its ``partitions`` do the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import F

from simin.domains.observations import bulk
from simin.domains.observations.columns import (
    Column,
    Columns,
    empty,
    length,
    micros,
    micros_or_none,
    moment,
    taken,
)
from simin.domains.observations.exchange import AS_KEPT, read, shown
from simin.domains.observations.models import LatestObservation, Segment
from simin.kit.parquet import files
from simin.kit.parquet.reading import Reading

#: A group of rows is read or skipped as a whole.
_GROUP = 30_720


def are_used() -> bool:
    return bool(connection.vendor == "sqlite")


def standing() -> list[Segment]:
    """Those that count, in order of time."""
    return list(Segment.objects.filter(retired_at=None).order_by("first_time", "id"))


def paths(segments: Iterable[Segment]) -> list[str]:
    return [str(settings.SIMIN_OBSERVATIONS / segment.file) for segment in segments]


@dataclass(frozen=True)
class Written:
    """A file that the catalogue does not know yet, and its rows."""

    name: str
    file: files.Written
    rows: Columns


def seal(rows: Columns) -> None:
    """Write ``rows``, which stand by datastream and time, and enter them in the catalogue.

    Inside the transaction that takes them from where they were.
    """
    enter(rows, written(rows))


def written(rows: Columns) -> list[Written]:
    """A file for each month of ``rows``, which stand by datastream and time."""
    months = rows["phenomenon_time"].view("datetime64[us]").astype("datetime64[M]")
    return [_written(taken(rows, months == month), str(month)) for month in np.unique(months)]


def _written(rows: Columns, month: str) -> Written:
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        reading.hand_in("sealing", shown(rows))
        name, file = write(reading, f"SELECT {AS_KEPT} FROM sealing", month)  # noqa: S608 - ours
    return Written(name, file, rows)


def enter(rows: Columns, found: Iterable[Written]) -> None:
    """Let ``found``, the files of ``rows``, count.

    Inside the transaction that takes the rows from where they were.
    """
    for each in found:
        catalogued((each.name, each.file), each.rows)
    _sealed_until(rows)


def write(reading: Reading, select: str, month: str) -> tuple[str, files.Written]:
    folder = settings.SIMIN_OBSERVATIONS
    return files.write_addressed(reading, select, folder, month, group=_GROUP)


def catalogued(written: tuple[str, files.Written], rows: Columns) -> Segment:
    name, file = written
    times, positions = rows["phenomenon_time"], rows["position"]
    return Segment.objects.create(
        file=name,
        rows=file.rows,
        bytes=file.bytes,
        sha256=file.sha256,
        first_time=moment(int(times.min())),
        last_time=moment(int(times.max())),
        first_position=int(positions.min()),
        last_position=int(positions.max()),
        first_datastream=int(rows["datastream_id"].min()),
        last_datastream=int(rows["datastream_id"].max()),
    )


def _sealed_until(rows: Columns) -> None:
    streams = rows["datastream_id"]
    last = np.append(streams[1:] != streams[:-1], True)
    until = zip(
        streams[last].tolist(), map(bulk.written, rows["phenomenon_time"][last].tolist()),
        strict=True,
    )  # fmt: skip
    bulk.raise_to(LatestObservation, "datastream_id", "sealed_until", list(until))


def sealed_until(streams: Column) -> Column:
    """Newest sealed phenomenon time of each datastream, or ``NONE``."""
    ids, index = np.unique(streams, return_inverse=True)
    found = dict(
        LatestObservation.objects.filter(datastream_id__in=ids.tolist()).values_list(
            "datastream_id", "sealed_until"
        )
    )
    times = [micros_or_none(found.get(stream)) for stream in ids.tolist()]
    return np.array(times, np.int64)[index]


def overlapping(streams: Column, since: Column, before: Column) -> list[Segment]:
    """Segments that may hold rows of these ranges."""
    if not len(streams):
        return []
    return list(
        Segment.objects.filter(
            retired_at=None,
            last_time__gte=moment(int(since.min())),
            first_time__lt=moment(int(before.max())),
            last_datastream__gte=int(streams.min()),
            first_datastream__lte=int(streams.max()),
        )
    )


def between(streams: Column, since: Column, before: Column) -> tuple[Column, Columns]:
    """Of each range its sealed rows: the number of the range, and the row."""
    found = overlapping(streams, since, before)
    if not found:
        return np.empty(0, np.int64), empty()
    wanted = {
        "number": np.arange(len(streams)),
        "datastream_id": streams,
        "since": since.view("datetime64[us]"),
        "before": before.view("datetime64[us]"),
    }
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        reading.hand_in("wanted", wanted)
        answer = reading.columns(_BETWEEN, [paths(found), *_bounds(streams, since, before)])
    number = answer.pop("number")
    return np.asarray(number, np.int64), {name: read(name, answer[name]) for name in answer}


def _bounds(streams: Column, since: Column, before: Column) -> list[object]:
    """What all ranges lie in, so that whole groups of rows are skipped."""
    return [
        int(streams.min()),
        int(streams.max()),
        moment(int(since.min())),
        moment(int(before.max())),
    ]


_BETWEEN = """
    SELECT wanted.number, sealed.*
    FROM read_parquet(?) AS sealed JOIN wanted ON sealed.datastream_id = wanted.datastream_id
    AND sealed.phenomenon_time >= CAST(wanted.since AS TIMESTAMPTZ)
    AND sealed.phenomenon_time < CAST(wanted.before AS TIMESTAMPTZ)
    WHERE sealed.datastream_id BETWEEN ? AND ?
    AND sealed.phenomenon_time >= ? AND sealed.phenomenon_time < ?
"""


def edited(positions: Column, times: Column) -> None:
    """Rows at ``positions`` count no more: what was counted in their segments before is void."""
    if not len(positions):
        return
    rows = Segment.objects.filter(
        retired_at=None,
        first_position__lte=int(positions.max()),
        last_position__gte=int(positions.min()),
        first_time__lte=moment(int(times.max())),
        last_time__gte=moment(int(times.min())),
    )
    rows.update(edition=F("edition") + 1)


def newest_before(datastream: int, at: int, position: int, limit: int) -> Columns:
    """Sealed rows of ``datastream`` before (time, position), newest first; at most ``limit``."""
    key = np.array([datastream])
    found = overlapping(key, np.array([_FIRST]), np.array([min(at, _LAST) + 1]))
    parts: list[Columns] = []
    missing = limit
    for month in _months(found):
        rows = _newest_in(month, datastream, at, position, missing)
        parts.append(rows)
        missing -= length(rows)
        if missing <= 0:
            break
    return (
        {name: np.concatenate([part[name] for part in parts]) for name in empty()}
        if parts
        else empty()
    )


#: Times that a catalogue can be asked for.
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_799_000_000


def _months(found: Iterable[Segment]) -> list[list[Segment]]:
    """Segments by month, newest first."""
    months: dict[str, list[Segment]] = {}
    for segment in found:
        months.setdefault(segment.file[:7], []).append(segment)
    return [months[month] for month in sorted(months, reverse=True)]


def _newest_in(
    segments: Sequence[Segment], datastream: int, at: int, position: int, limit: int
) -> Columns:
    statement = """
        SELECT * FROM read_parquet(?) WHERE datastream_id = ? AND phenomenon_time <= ?
        AND (phenomenon_time < ? OR position < ?)
        ORDER BY phenomenon_time DESC, position DESC LIMIT ?
    """
    time = moment(min(at, _LAST))
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        answer = reading.columns(
            statement, [paths(segments), datastream, time, time, position, limit]
        )
    return {name: read(name, values) for name, values in answer.items()}


def time_of(datastream: int, position: int) -> int | None:
    """Phenomenon time of the sealed row at ``position``, if it is one of ``datastream``."""
    found = Segment.objects.filter(
        retired_at=None, first_position__lte=position, last_position__gte=position
    )
    if not found:
        return None
    statement = (
        "SELECT phenomenon_time FROM read_parquet(?) WHERE datastream_id = ? AND position = ?"
    )
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        rows = reading.rows(statement, [paths(found), datastream, position])
    return micros(rows[0][0]) if rows else None


def places_of(
    reading: Reading, among: Sequence[Segment], observation: int
) -> list[tuple[int, int]]:
    """Position and datastream of each sealed version of ``observation``."""
    if not among:
        return []
    statement = "SELECT position, datastream_id FROM read_parquet(?) WHERE observation = ?"
    return [
        (position, stream)
        for position, stream in reading.rows(statement, [paths(among), observation])
    ]
