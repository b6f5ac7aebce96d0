"""What each run brought: as the store counted it on write, and counted again where rows are read.

The second is a witness to the first and never asks it: hot rows in their table, sealed ones in
segments. Positions are given out in order, so looking at a span of them costs what came in it,
however much came before.
"""

from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum

from simin.domains.observations import positions, segments
from simin.domains.observations.models import (
    LatestObservation,
    Observation,
    RunArrivals,
    Segment,
    Superseded,
)
from simin.domains.observations.reading import Arrivals, OfRun, There
from simin.kit.parquet.reading import Reading

_TRIES = 5
_SEALED = """
    SELECT COUNT(*), COUNT(*) FILTER (counts AND NOT list_contains(?, position))
    FROM read_parquet(?) WHERE position BETWEEN ? AND ? AND run = ?
"""


def arrivals(sources: Collection[str] | None = None) -> dict[str, Arrivals]:
    """What became of the rows that each source ever brought; from running counts."""
    names = [field.name for field in fields(Arrivals)]
    found = LatestObservation.objects.all()
    if sources is not None:
        found = found.filter(datastream__source__in=list(sources))
    rows: Iterable[Any] = found.values("datastream__source_id").annotate(
        **{f"sum_{name}": Sum(name) for name in names}
    )
    return {
        row["datastream__source_id"]: Arrivals(**{name: row[f"sum_{name}"] for name in names})
        for row in rows
    }


def of_runs(runs: Collection[str]) -> dict[str, OfRun]:
    """What the store made of the rows of each run, as it counted while judging them."""
    names = [field.name for field in fields(OfRun)]
    rows: Iterable[Any] = RunArrivals.objects.filter(run__in=list(runs)).values_list("run", *names)
    return {run: OfRun(*counts) for run, *counts in rows}


def families_by_run() -> dict[str, set[str]]:
    """Run to the families whose newest values it brought."""
    found: dict[str, set[str]] = {}
    rows = LatestObservation.objects.exclude(run=None).order_by()
    for run, family in rows.values_list("run", "datastream__family").distinct():
        found.setdefault(str(run), set()).add(family)
    return found


def rows_of_run(run: str, first: int, last: int) -> There | None:
    """Rows of ``run`` from position ``first`` to ``last``, counted where they are read.

    None: rows went on moving meanwhile. Work grows with what came between the two alone.
    """
    for _ in range(_TRIES):
        generation = positions.marks()["generation"]
        hot, sealed = _hot(run, first, last), _sealed(run, first, last)
        if positions.marks()["generation"] == generation:
            return There(hot.kept + sealed.kept, hot.counting + sealed.counting)
    return None


def _hot(run: str, first: int, last: int) -> There:
    rows = Observation.objects.filter(position__range=(first, last), run=run)
    found = rows.aggregate(
        kept=Count("position"), counting=Count("position", filter=Q(counts=True))
    )
    return There(found["kept"], found["counting"])


def _sealed(run: str, first: int, last: int) -> There:
    if not segments.are_used():
        return There(0, 0)
    found = Segment.objects.filter(
        retired_at=None, first_position__lte=last, last_position__gte=first
    )
    paths = segments.paths(found)
    if not paths:
        return There(0, 0)
    noted = Superseded.objects.filter(position__range=(first, last))
    superseded = list(noted.values_list("position", flat=True))
    with Reading(settings.SIMIN_OBSERVATIONS) as reading:
        kept, counting = reading.rows(_SEALED, [superseded, paths, first, last, run])[0]
    return There(int(kept), int(counting))
