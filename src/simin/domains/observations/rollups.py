"""Keep hours and days up to date with the journal, in the transaction that writes it.

A new observation is added to its hour and day. A corrected one cannot be taken out of a minimum, so
its hour is summed up anew from the journal (one hour of one datastream), its day from its hours and
the hour of its family from those of the family's datastreams. An hour of which nothing is left has
no row.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta, tzinfo
from typing import Any

import numpy as np

from simin.domains.observations import bulk, families, journal
from simin.domains.observations.columns import (
    NONE,
    Column,
    Columns,
    length,
    micros,
    moment,
    plain,
    taken,
)
from simin.domains.observations.models import DailyRollup, HourlyRollup, Rollup
from simin.domains.observations.span import day_after
from simin.domains.observations.spans import days_of, hours_of
from simin.domains.observations.tallies import SUMS, Tallies, grouped, of_rows

_HOUR = timedelta(hours=1) // timedelta(microseconds=1)
_KEY = ("datastream_id", "start")
_NEWER = "old.last_at IS NULL OR new.last_at >= old.last_at"
_ADDED = {
    "count": "old.count + new.count",
    "total": "old.total + new.total",
    "minimum": "CASE WHEN old.minimum IS NULL OR new.minimum < old.minimum "
    "THEN new.minimum ELSE old.minimum END",
    "maximum": "CASE WHEN old.maximum IS NULL OR new.maximum > old.maximum "
    "THEN new.maximum ELSE old.maximum END",
    "last": f"CASE WHEN {_NEWER} THEN new.last ELSE old.last END",
    "last_at": f"CASE WHEN {_NEWER} THEN new.last_at ELSE old.last_at END",
    "invalid": "old.invalid + new.invalid",
}


def keep(added: Columns, corrected: Columns, zone: tzinfo, family_of: Mapping[int, str]) -> None:
    """Take in what was added to the journal and what was corrected in it.

    Both stand by datastream and time; of ``corrected`` no more is read. ``family_of`` knows the
    datastreams of both.
    """
    hours = of_rows(added, [added["datastream_id"], hours_of(added["phenomenon_time"], zone)])
    _add(HourlyRollup, hours)
    _add(DailyRollup, _days(hours, zone))
    families.add(hours, family_of)
    if length(corrected):
        _sum_anew(corrected, zone, family_of)


def _days(hours: Tallies, zone: tzinfo) -> Tallies:
    streams, starts = hours.keys
    return grouped([streams, days_of(starts, zone)], hours.sums)


def _sum_anew(corrected: Columns, zone: tzinfo, family_of: Mapping[int, str]) -> None:
    streams, times = corrected["datastream_id"], corrected["phenomenon_time"]
    broken = _pairs(streams, hours_of(times, zone))
    _replace(HourlyRollup, broken, _summed_hours(broken, zone))
    days = _pairs(broken[0], days_of(broken[1], zone))
    _replace(DailyRollup, days, _summed_days(days, zone))
    families.sum_anew(broken, family_of)


def _pairs(streams: Column, starts: Column) -> list[Column]:
    distinct = np.unique(np.stack((streams, starts)), axis=1)
    return [distinct[0], distinct[1]]


def _summed_hours(broken: list[Column], zone: tzinfo) -> Tallies:
    # Two hours are read, as a city's hour is longer than one where clocks change by half an hour.
    rows = journal.counting(broken[0], broken[1], broken[1] + 2 * _HOUR)
    hours = hours_of(rows["phenomenon_time"], zone)
    wanted = {*zip(*(column.tolist() for column in broken), strict=True)}
    pairs = zip(rows["datastream_id"].tolist(), hours.tolist(), strict=True)
    chosen = np.fromiter((pair in wanted for pair in pairs), np.bool_, length(rows))
    mine = taken(rows, chosen)
    return of_rows(mine, [mine["datastream_id"], hours[chosen]])


def _summed_days(days: list[Column], zone: tzinfo) -> Tallies:
    ranges = [
        (stream, moment(day), day_after(moment(day), zone))
        for stream, day in zip(*(column.tolist() for column in days), strict=True)
    ]
    found = list(bulk.select_ranges(HourlyRollup, "start", SUMS, ranges, "start"))
    number = np.array([row[0] for row in found], np.int64)
    sums = from_sums([row[1:] for row in found])
    return grouped([days[0][number], days[1][number]], sums)


def from_sums(found: Iterable[Any]) -> Columns:
    """Sums as a database gives them, as columns."""
    columns = list(zip(*found, strict=True)) or [()] * len(SUMS)
    return {
        name: np.array([NONE if at is None else micros(bulk.stored(at)) for at in values], np.int64)
        if name == "last_at"
        else np.array([np.nan if value is None else value for value in values], np.float64)
        for name, values in zip(SUMS, columns, strict=True)
    }


def _add(model: type[Rollup], tallies: Tallies) -> None:
    bulk.upsert(model, _KEY, _ADDED, written(tallies))


def _replace(model: type[Rollup], broken: list[Column], tallies: Tallies) -> None:
    bulk.upsert(model, _KEY, bulk.replaced(SUMS), written(tallies))
    left = {*zip(*(key.tolist() for key in tallies.keys), strict=True)}
    pairs = zip(*(column.tolist() for column in broken), strict=True)
    bulk.delete(
        model,
        _KEY,
        [(stream, bulk.written(start)) for stream, start in pairs if (stream, start) not in left],
    )


def written(tallies: Tallies) -> list[bulk.Row]:
    """Rows of a table of sums by datastream."""
    streams, starts = tallies.keys
    return list(
        zip(
            streams.tolist(),
            map(bulk.written, starts.tolist()),
            *(_values(name, tallies.sums[name]) for name in SUMS),
            strict=True,
        )
    )


def _values(name: str, values: Column) -> list[Any]:
    if name == "last_at":
        return [bulk.written(at) for at in values.tolist()]
    if name in {"count", "invalid"}:
        return list(values.astype(np.int64).tolist())
    return plain("result", values)
