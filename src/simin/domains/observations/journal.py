"""The journal: every observation in order of arrival. The port behind which its keeping may change.

Appends, finds the versions of an observation, reads a short range of one datastream, pages raw
rows; nothing else touches its table, so that sealed segments can take over old rows without anyone
noticing. It never updates, and never reads more than was asked for.

It has one index, (datastream, phenomenon time), and not a table of standing values: an observation
newer than the latest (nearly all are) needs no look-up at all, and the index is at the same time
what raw rows are paged by.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Q

from simin.domains.observations import bulk
from simin.domains.observations.models import Observation
from simin.domains.observations.version import Version

COLUMNS = (
    "datastream_id",
    "phenomenon_time",
    "result_time",
    "received_at",
    "result",
    "quality",
    "recorded_at",
    "run",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to append."""

    datastream: int
    version: Version
    received_at: datetime
    recorded_at: datetime | None
    run: str | None

    def row(self) -> bulk.Row:
        """Its values in the order of ``COLUMNS``."""
        version = self.version
        return (
            self.datastream,
            bulk.instant(version.phenomenon_time),
            bulk.instant(version.result_time),
            bulk.instant(self.received_at),
            version.result,
            version.quality,
            bulk.instant(self.recorded_at),
            self.run,
        )


def append(entries: Sequence[Entry]) -> None:
    if entries:
        bulk.insert(Observation, COLUMNS, [entry.row() for entry in entries])


def versions(keys: Sequence[tuple[int, datetime]]) -> list[list[Version]]:
    """For each (datastream, phenomenon time) its versions in order of arrival."""
    moment = timedelta(microseconds=1)
    return between([(datastream, at, at + moment) for datastream, at in keys])


def between(ranges: Sequence[bulk.Range]) -> list[list[Version]]:
    """For each range (datastream, from, before) its versions in order of arrival."""
    found: list[list[Version]] = [[] for _ in ranges]
    columns = ("phenomenon_time", "result_time", "result", "quality")
    rows = bulk.select_ranges(Observation, "phenomenon_time", columns, ranges, "position")
    for number, observed, resulted, result, quality in rows:
        found[cast(int, number)].append(
            Version(
                bulk.aware(cast(datetime, observed)),
                bulk.aware(cast(datetime, resulted)),
                cast(float | None, result),
                cast(str, quality),
            )
        )
    return found


def page(datastream: int, *, before: int | None, limit: int) -> list[Observation]:
    """At most ``limit`` rows, newest phenomenon time first, versions newest first.

    ``before`` is the position of the last row of the page before; an unknown one ends the paging.
    """
    rows = Observation.objects.filter(datastream_id=datastream)
    if before is not None:
        last = rows.filter(position=before).first()
        if last is None:
            return []
        at = last.phenomenon_time
        rows = rows.filter(
            Q(phenomenon_time__lt=at) | Q(phenomenon_time=at, position__lt=before),
            phenomenon_time__lte=at,
        )
    return list(rows.order_by("-phenomenon_time", "-position")[:limit])
