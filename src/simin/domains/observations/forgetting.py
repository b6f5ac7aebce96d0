"""Forget raw observations that are older than their datastream keeps them.

Hours, days, the latest value and the running counts stay: they say what was, not who measured it
when. What is forgotten does not come back: the fold takes nothing from before that time, since it
could not tell a repeat from news. Work of the worker process, safe to repeat and to kill.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from simin.domains.observations import bulk, partitions, positions, sealing, segments
from simin.domains.observations.columns import Columns, micros
from simin.domains.observations.models import (
    Datastream,
    LatestObservation,
    Observation,
    RemovedDatastream,
    Segment,
    Superseded,
)
from simin.domains.observations.span import day_of
from simin.kit.parquet.reading import Reading


def forget(*, now: datetime, real: datetime, zone: tzinfo) -> int:
    """Forget what retention ends at city time ``now``; how many rows, months, segments gave way.

    Whole days of the city go. ``real`` is real time, by which replaced files are kept a while.
    """
    return _forget_old(_ends(now, zone), real) + _forget_removed(real)


def _forget_old(ends: dict[int, datetime], real: datetime) -> int:
    if not ends:
        return 0
    _note(ends)
    # What goes as a whole goes first, and leaves less to take out row by row.
    months = partitions.drop_forgotten(ends)
    return months + _forget_hot(ends) + _forget_sealed(ends, real)


def _forget_removed(real: datetime) -> int:
    """What is left of datastreams that are no more; once nothing is, nothing needs be hidden."""
    ends = dict.fromkeys(RemovedDatastream.objects.values_list("id", flat=True), _NEVER)
    if not ends:
        return 0
    gone = _forget_hot(ends) + _forget_sealed(ends, real)
    if not _is_left(ends):
        RemovedDatastream.objects.filter(id__in=list(ends)).delete()
    return gone


#: After every observation.
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def _is_left(ends: dict[int, datetime]) -> bool:
    if Observation.objects.filter(datastream_id__in=list(ends)).exists():
        return True
    return any(_holds_forgotten(segment, ends) for segment in _before(ends))


@transaction.atomic
def _note(ends: dict[int, datetime]) -> None:
    """From now on the fold takes nothing in from before."""
    positions.lock_fold()
    rows = [(stream, bulk.instant(end)) for stream, end in ends.items()]
    bulk.raise_to(LatestObservation, "datastream_id", "forgotten_until", rows)


def _ends(now: datetime, zone: tzinfo) -> dict[int, datetime]:
    """Datastreams that do not keep for ever, and before when each forgets."""
    found: Any = Datastream.objects.exclude(keep_days=None).filter(latest__isnull=False)
    return {
        stream: day_of(now - timedelta(days=days), zone)
        for stream, days in found.values_list("id", "keep_days")
    }


@transaction.atomic
def _forget_hot(ends: dict[int, datetime]) -> int:
    positions.lock_fold()
    gone = sum(_forget_of(stream, end) for stream, end in ends.items())
    if gone:
        positions.catalogue_changed()
    return gone


def _forget_of(stream: int, end: datetime) -> int:
    rows = Observation.objects.filter(datastream_id=stream, phenomenon_time__lt=end)
    if segments.are_used():
        # A note about a row that is not there would be read by every question for ever.
        noted = rows.filter(counts=False).values("position")
        Superseded.objects.filter(position__in=noted).delete()
    return rows.delete()[0]


def _forget_sealed(ends: dict[int, datetime], real: datetime) -> int:
    return sum(
        sealing.rewrite([segment], segment.file[:7], now=real, kept=_KEPT, further=_told(ends))
        for segment in _before(ends)
        if _holds_forgotten(segment, ends)
    )


def _before(ends: dict[int, datetime]) -> list[Segment]:
    """Segments that may hold something of these, from before."""
    if not segments.are_used():
        return []
    found = Segment.objects.filter(
        retired_at=None,
        first_time__lt=max(ends.values()),
        first_datastream__lte=max(ends),
        last_datastream__gte=min(ends),
    )
    return list(found)


_KEPT = (
    "NOT EXISTS (SELECT 1 FROM ends WHERE ends.stream = datastream_id "
    "AND phenomenon_time < CAST(ends.until AS TIMESTAMPTZ))"
)


def _told(ends: dict[int, datetime]) -> dict[str, Columns]:
    until = np.array([micros(end) for end in ends.values()], np.int64)
    return {"ends": {"stream": np.array(list(ends)), "until": until.view("datetime64[us]")}}


def _holds_forgotten(segment: Segment, ends: dict[int, datetime]) -> bool:
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        reading.hand_in("ends", _told(ends)["ends"])
        statement = f"SELECT 1 FROM read_parquet(?) WHERE NOT ({_KEPT}) LIMIT 1"  # noqa: S608
        return bool(reading.rows(statement, [segments.paths([segment])]))
