"""Hours of whole families, kept beside those of their datastreams.

The mean of one kind over a month is then 720 rows, however many things there are of it.
"""

from collections.abc import Mapping
from itertools import batched, chain

import numpy as np
from django.db import connection

from simin.domains.observations import bulk
from simin.domains.observations.columns import Column, plain
from simin.domains.observations.models import Datastream, FamilyHour, HourlyRollup
from simin.domains.observations.tallies import Tallies, regrouped

_KEY = ("family", "start")
_ADDED = {
    "count": "old.count + new.count",
    "total": "old.total + new.total",
    "minimum": "CASE WHEN old.minimum IS NULL OR new.minimum < old.minimum "
    "THEN new.minimum ELSE old.minimum END",
    "maximum": "CASE WHEN old.maximum IS NULL OR new.maximum > old.maximum "
    "THEN new.maximum ELSE old.maximum END",
    "invalid": "old.invalid + new.invalid",
}
_SUMS = tuple(_ADDED)
#: Hours summed up in one statement.
_ROWS = 400


def add(hours: Tallies, family_of: Mapping[int, str]) -> None:
    """Add ``hours`` of datastreams, by datastream and start, to those of their families."""
    streams, starts = hours.keys
    names, numbers = _numbered(streams, family_of)
    tallies = regrouped(hours, [numbers, starts])
    rows = zip(
        (names[number] for number in tallies.keys[0].tolist()),
        map(bulk.written, tallies.keys[1].tolist()),
        tallies.sums["count"].tolist(),
        tallies.sums["total"].tolist(),
        *(plain("result", tallies.sums[name]) for name in ("minimum", "maximum")),
        tallies.sums["invalid"].tolist(),
        strict=True,
    )
    bulk.upsert(FamilyHour, _KEY, _ADDED, list(rows))


def sum_anew(broken: list[Column], family_of: Mapping[int, str]) -> None:
    """Sum up the families' hours that hold ``broken`` hours (datastream, start) anew."""
    streams, starts = (column.tolist() for column in broken)
    pairs = {(family_of[stream], start) for stream, start in zip(streams, starts, strict=True)}
    keys = [(family, bulk.written(start)) for family, start in sorted(pairs)]
    bulk.delete(FamilyHour, _KEY, keys)
    for part in batched(keys, _ROWS):
        with connection.cursor() as cursor:
            cursor.execute(_summing(len(part)), list(chain.from_iterable(part)))


def _summing(count: int) -> str:
    """The hours of each wanted family and start, found by the keys of their tables."""
    start = "CAST(%s AS timestamptz)" if connection.vendor == "postgresql" else "%s"
    rows = ", ".join([f"(%s, {start})"] * count)
    family, hour, stream = map(bulk.table, (FamilyHour, HourlyRollup, Datastream))
    return (
        f"WITH wanted(family, start) AS (VALUES {rows}) "  # noqa: S608 - names of our tables
        f"INSERT INTO {family} (family, start, {', '.join(_SUMS)}) "
        "SELECT wanted.family, wanted.start, SUM(hour.count), SUM(hour.total), "
        "MIN(hour.minimum), MAX(hour.maximum), SUM(hour.invalid) "
        f"FROM wanted JOIN {stream} AS stream ON stream.family = wanted.family "
        f"JOIN {hour} AS hour ON hour.datastream_id = stream.id AND hour.start = wanted.start "
        "GROUP BY wanted.family, wanted.start"
    )


def _numbered(streams: Column, family_of: Mapping[int, str]) -> tuple[list[str], Column]:
    """The families there are, in order, and the number of each row's."""
    ids, index = np.unique(streams, return_inverse=True)
    names = sorted({family_of[stream] for stream in ids.tolist()})
    number = {name: position for position, name in enumerate(names)}
    numbers = np.array([number[family_of[stream]] for stream in ids.tolist()], np.int64)
    return names, numbers[index] if len(ids) else index
