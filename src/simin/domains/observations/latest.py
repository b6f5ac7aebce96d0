"""Keep the latest value of every datastream and the running counts of what became of its rows."""

from collections.abc import Mapping, Sequence

import numpy as np

from simin.domains.observations import bulk, hot
from simin.domains.observations.columns import Column, Columns, plain, taken
from simin.domains.observations.judging import CORRECTION, LATE, OUTDATED, REPEATED
from simin.domains.observations.models import LatestObservation
from simin.domains.observations.streams import Stream

#: What the latest value has of its row.
SHARED = (
    "observation",
    "phenomenon_time",
    "phenomenon_end",
    "result_time",
    "received_at",
    "result",
    "quality",
    "recorded_at",
    "run",
    "feature",
    "extra",
    "deleted",
)
COUNTS = ("kept", "late", "corrected", "outdated", "repeated")
_MERGE = {
    **bulk.replaced(SHARED),
    **{name: f"old.{name} + new.{name}" for name in COUNTS},
    "newest": "CASE WHEN old.newest > new.newest THEN old.newest ELSE new.newest END",
}


def keep(rows: Columns, arrivals: Column, known: Mapping[int, Stream]) -> None:
    """Count what ``rows``, sorted by datastream and time, did, and keep what is newest of them."""
    streams = rows["datastream_id"]
    ids, starts = np.unique(streams, return_index=True)
    counts = np.stack(list(_counts(arrivals, starts)), axis=1) if len(ids) else np.empty((0, 5))
    newest = _newest(rows, known)
    of = dict(zip(rows["datastream_id"][newest].tolist(), newest.tolist(), strict=True))
    chosen = np.array([stream in of for stream in ids.tolist()], np.bool_)
    _take(taken(rows, newest), counts[chosen])
    _count(ids[~chosen].tolist(), counts[~chosen])


def _counts(arrivals: Column, starts: Column) -> Sequence[Column]:
    """Columns of ``COUNTS`` by datastream."""
    late = arrivals == LATE.value
    outdated, repeated = arrivals == OUTDATED.value, arrivals == REPEATED.value
    of = (~repeated, late | outdated, arrivals == CORRECTION.value, outdated, repeated)
    return [np.add.reduceat(column.astype(np.int64), starts) for column in of]


def _newest(rows: Columns, known: Mapping[int, Stream]) -> Column:
    """Rows that are their datastream's latest value now."""
    counting = np.flatnonzero(rows["counts"])
    streams = rows["datastream_id"][counting]
    if not len(streams):
        return counting
    last = counting[np.append(streams[1:] != streams[:-1], True)]
    latest = [known[stream].latest for stream in rows["datastream_id"][last].tolist()]
    newest: Column = last[rows["phenomenon_time"][last] >= np.array(latest, np.int64)]
    return newest


def _take(newest: Columns, counts: Column) -> None:
    columns = ("datastream_id", *SHARED)
    rows = [
        (*row, *numbers, row[2])
        for row, numbers in zip(hot.written(newest, columns), counts.tolist(), strict=True)
    ]
    bulk.upsert(LatestObservation, ("datastream_id",), _MERGE, rows)


def _count(streams: list[int], counts: Column) -> None:
    """Count what arrived behind the latest value."""
    rows = [(stream, *numbers) for stream, numbers in zip(streams, counts.tolist(), strict=True)]
    bulk.add(LatestObservation, "datastream_id", COUNTS, rows)


def replace(row: Columns) -> None:
    """``row`` is the latest value of its datastream now, whatever stood there."""
    values = {name: plain(name, row[name])[0] for name in SHARED}
    LatestObservation.objects.filter(datastream_id=int(row["datastream_id"][0])).update(**values)
