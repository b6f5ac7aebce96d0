"""Rows that are not sealed: in a table with an index, where new ones cost little.

The newest rows of every datastream stay here, so that what screens ask for most never leaves the
database. On PostgreSQL every row stays, in partitions of months; so whoever looks for rows says of
which time.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from django.db.models import QuerySet

from simin.domains.observations import bulk, partitions
from simin.domains.observations.columns import (
    COLUMNS,
    TIMES,
    Column,
    Columns,
    from_rows,
    length,
    moment,
    plain,
)
from simin.domains.observations.models import Observation

_BATCH = 5000


def insert(rows: Columns) -> None:
    if length(rows):
        partitions.ensure(rows["phenomenon_time"])
        bulk.insert(Observation, COLUMNS, written(rows, COLUMNS))


def written(rows: Columns, names: Sequence[str]) -> list[bulk.Row]:
    """Rows as the database wants them, in the order of ``names``."""
    values: list[Iterable[Any]] = [
        map(bulk.written, rows[name].tolist()) if name in TIMES else plain(name, rows[name])
        for name in names
    ]
    return list(zip(*values, strict=True))


def between(streams: Column, since: Column, before: Column) -> tuple[Column, Columns]:
    """Of each range its rows in order of arrival: the number of the range, and the row."""
    ranges = zip(
        streams.tolist(),
        map(moment, since.tolist()),
        map(moment, before.tolist()),
        strict=True,
    )
    found = list(bulk.select_ranges(Observation, "phenomenon_time", COLUMNS, ranges, "position"))
    numbers = np.array([row[0] for row in found], np.int64)
    return numbers, from_rows([bulk.read_times(COLUMNS, row[1:]) for row in found])


def supersede(rows: Columns) -> None:
    """Those of ``rows`` that are hot count no more."""
    order = np.argsort(rows["phenomenon_time"])
    places, times = rows["position"][order], rows["phenomenon_time"][order]
    for start in range(0, len(places), _BATCH):
        part = slice(start, start + _BATCH)
        within = moment(int(times[part][0])), moment(int(times[part][-1]))
        found = Observation.objects.filter(position__in=places[part].tolist())
        found.filter(phenomenon_time__range=within).update(counts=False)


def everything(since: int = 0) -> Columns:
    """Every hot row from position ``since`` on, in order of arrival."""
    found = Observation.objects.filter(position__gte=since).order_by("position")
    return from_rows(found.values_list(*COLUMNS).iterator(_BATCH))


def positions(before: int) -> Column:
    """Of every hot row before this position."""
    found = Observation.objects.filter(position__lt=before).order_by()
    return np.fromiter(found.values_list("position", flat=True).iterator(_BATCH), np.int64)


def of_one(observation: int, streams: Collection[int]) -> Columns:
    """The hot rows of ``observation``; of which of ``streams``, where sealed ones tell it.

    Its first version, whose position is its number, tells it otherwise; only where that was
    forgotten all rows are gone through.
    """
    first = Observation.objects.filter(position=observation).values_list("datastream_id", flat=True)
    found = Observation.objects.filter(observation=observation)
    if known := {*streams, *first}:
        found = found.filter(datastream_id__in=known)
    return from_rows(found.order_by("position").values_list(*COLUMNS))


def newest(rows: QuerySet[Observation], limit: int) -> Columns:
    """Of ``rows`` the newest phenomenon times first, versions newest first."""
    ordered = rows.order_by("-phenomenon_time", "-position")[:limit]
    return from_rows(ordered.values_list(*COLUMNS))
