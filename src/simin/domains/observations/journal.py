"""The journal: every version of every observation. The port behind which its keeping may change.

Keeps rows, finds the versions of an observation, reads a short range of one datastream, pages raw
rows; nothing else touches its table and its segments. It never changes what a row says, and never
reads more than was asked for.

New rows are hot; the worker seals old ones. Of a large batch all but the newest rows of each
datastream are sealed at once. The hot table has one index, (datastream, phenomenon time), and not a
table of standing values: an observation newer than the latest (nearly all are) needs no look-up at
all, and one newer than what is sealed of its datastream needs none in the segments.
"""

import numpy as np
from django.db.models import Q

from simin.domains.observations import hot, positions, segments
from simin.domains.observations.columns import (
    NONE,
    Column,
    Columns,
    joined,
    length,
    micros,
    moment,
    taken,
)
from simin.domains.observations.models import Observation, Superseded

#: Rows of a batch from which it is sealed at once.
LARGE = 50_000
#: Newest rows of each datastream that are never sealed.
HOT = 128
_BATCH = 5000


def keep(rows: Columns, *, more_waits: bool) -> None:
    """Keep ``rows``, which stand by datastream and time.

    Where ``more_waits`` none of a large batch stays hot: newer rows are about to push them out.
    """
    if length(rows) < LARGE or not segments.are_used():
        hot.insert(rows)
        return
    old = older(rows["datastream_id"], 0 if more_waits else HOT)
    segments.seal(taken(rows, old))
    hot.insert(taken(rows, ~old))


def older(streams: Column, newest: int) -> Column:
    """All but the last ``newest`` rows of each datastream."""
    _, first, counts = np.unique(streams, return_index=True, return_counts=True)
    from_end = np.repeat(first + counts, counts) - np.arange(len(streams))
    result: Column = from_end > newest
    return result


def supersede(rows: Columns) -> None:
    """``rows``, which are kept, count no more."""
    if not length(rows):
        return
    hot.supersede(rows)
    if segments.are_used():
        times = map(moment, rows["phenomenon_time"].tolist())
        pairs = zip(rows["position"].tolist(), times, strict=True)
        noted = [Superseded(position=position, phenomenon_time=at) for position, at in pairs]
        Superseded.objects.bulk_create(noted, ignore_conflicts=True, batch_size=_BATCH)
        segments.edited(rows["position"], rows["phenomenon_time"])
        positions.superseded()


def versions(streams: Column, times: Column) -> tuple[Column, Columns]:
    """Of each (datastream, phenomenon time) its versions in order of arrival.

    The number of the key, ascending, and the row. Keys ascend.
    """
    return _between(streams, times, times + 1)


def counting(streams: Column, since: Column, before: Column) -> Columns:
    """The rows that count in the ranges, by datastream and time, each once."""
    _, rows = _between(streams, since, before)
    return _in_order(taken(rows, rows["counts"]))


def _between(streams: Column, since: Column, before: Column) -> tuple[Column, Columns]:
    number, rows = hot.between(streams, since, before)
    if not len(streams) or not segments.are_used():
        return number, rows
    old = np.flatnonzero(since <= segments.sealed_until(streams))
    of_old, sealed = segments.between(streams[old], since[old], before[old])
    if not len(of_old):
        return number, rows
    sealed["counts"] &= ~np.isin(sealed["position"], noted(sealed["position"]))
    number = np.concatenate((number, old[of_old]))
    rows = joined([rows, sealed])
    order = np.lexsort((rows["position"], number))
    return number[order], taken(rows, order)


def noted(among: Column) -> Column:
    """Positions that are noted as superseded, from the least to the greatest of ``among``."""
    found = Superseded.objects.filter(
        position__gte=int(among.min()), position__lte=int(among.max())
    )
    return np.fromiter(found.values_list("position", flat=True), np.int64)


def _in_order(rows: Columns) -> Columns:
    places, first = np.unique(rows["position"], return_index=True)
    once = taken(rows, first)
    order = np.lexsort((places, once["phenomenon_time"], once["datastream_id"]))
    return taken(once, order)


def page(datastream: int, *, before: int | None, limit: int, sealed_until: int) -> Columns:
    """At most ``limit`` rows, newest phenomenon time first, versions newest first.

    ``before`` is the position of the last row of the page before; an unknown one ends the paging.
    """
    seen = positions.marks()
    for _ in range(_TRIES):
        rows = _page(datastream, before, limit, sealed_until)
        now = positions.marks()
        if now == seen or not segments.are_used():
            break
        seen = now
    return rows


#: How often a read begins anew where rows moved while it read.
_TRIES = 5


def _page(datastream: int, before: int | None, limit: int, sealed_until: int) -> Columns:
    at, position = _after(datastream, before)
    if at is None:
        return hot.newest(Observation.objects.none(), 0)
    rows = Observation.objects.filter(datastream_id=datastream)
    if position is not None:
        time = moment(at)
        rows = rows.filter(
            Q(phenomenon_time__lt=time) | Q(phenomenon_time=time, position__lt=position),
            phenomenon_time__lte=time,
        )
    found = hot.newest(rows, limit)
    full = length(found) == limit
    if sealed_until == NONE or (full and found["phenomenon_time"][-1] > sealed_until):
        return found
    place = _LAST if position is None else position
    sealed = segments.newest_before(datastream, at, place, limit)
    both = joined([found, sealed])
    order = np.lexsort((-both["position"], -both["phenomenon_time"]))
    return taken(both, order[:limit])


_LAST = int(np.iinfo(np.int64).max)


def _after(datastream: int, before: int | None) -> tuple[int | None, int | None]:
    """Time and position that a page lies before; no time: nothing does."""
    if before is None:
        return _LAST, None
    row = Observation.objects.filter(datastream_id=datastream, position=before).first()
    if row is not None:
        return micros(row.phenomenon_time), before
    return (segments.time_of(datastream, before) if segments.are_used() else None), before
