"""What became of the rows that each run brought, counted by the store as it judges them.

A second account beside the runner's own, written in the transaction that keeps the rows: where the
two disagree something was lost between them. Forgotten with the answers that it was counted from.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np

from simin.domains.observations import bulk
from simin.domains.observations.columns import Column, Columns, length
from simin.domains.observations.models import RunArrivals
from simin.domains.observations.version import Arrival

#: As long as answers are kept.
KEPT = timedelta(days=30)
#: In the order of ``Arrival``, behind them what was not taken at all.
COUNTS = ("fresh", "late", "corrected", "outdated", "repeated", "dropped")
_PLACES = (Arrival.NEW, Arrival.LATE, Arrival.CORRECTION, Arrival.OUTDATED, Arrival.REPEATED)
_DROPPED = len(COUNTS) - 1
_MERGE = {
    **{name: f"old.{name} + new.{name}" for name in COUNTS},
    "first_position": "CASE WHEN old.first_position < new.first_position "
    "THEN old.first_position ELSE new.first_position END",
    "last_position": "CASE WHEN old.last_position > new.last_position "
    "THEN old.last_position ELSE new.last_position END",
    "at": "new.at",
}


def note(judged: Columns, arrivals: Column, dropped: Columns, at: datetime) -> None:
    """Add a batch; inside the transaction that keeps it."""
    place = np.full(max(each.value for each in Arrival) + 1, _DROPPED)
    for number, arrival in enumerate(_PLACES):
        place[arrival.value] = number
    runs = np.concatenate((judged["run"], dropped["run"]))
    positions = np.concatenate((judged["position"], dropped["position"]))
    places = np.concatenate((place[arrivals], np.full(length(dropped), _DROPPED)))
    rows = [
        (run, *counts, first, last, bulk.instant(at))
        for run, counts, first, last in _by_run(runs, places, positions)
        if run is not None
    ]
    if rows:
        bulk.upsert(RunArrivals, ("run",), _MERGE, rows)


def _by_run(
    runs: Column, places: Column, positions: Column
) -> Iterator[tuple[str | None, list[int], int, int]]:
    """Of each run its counts, and the least and greatest of its positions."""
    told = runs.tolist()
    numbers = {run: number for number, run in enumerate(dict.fromkeys(told))}
    if len(numbers) == 1:
        mine = np.bincount(places, minlength=len(COUNTS))
        yield told[0], mine.tolist(), int(positions.min()), int(positions.max())
        return
    of = np.fromiter(map(numbers.__getitem__, told), np.int64, len(told))
    counts = np.bincount(of * len(COUNTS) + places, minlength=len(numbers) * len(COUNTS))
    first = np.full(len(numbers), np.iinfo(np.int64).max)
    last = np.zeros(len(numbers), np.int64)
    np.minimum.at(first, of, positions)
    np.maximum.at(last, of, positions)
    for run, number in numbers.items():
        mine = counts[number * len(COUNTS) : (number + 1) * len(COUNTS)]
        yield run, mine.tolist(), int(first[number]), int(last[number])


def forget(now: datetime) -> int:
    """Forget what is older than ``KEPT`` at city time ``now``; how many runs."""
    return RunArrivals.objects.filter(at__lt=now - KEPT).delete()[0]
