"""The mean of a value's own finer values: of an official day its hours, of an hour its minutes.

Of the same thing only: what another device nearby says is a neighbour's word. Read from the sums
that are kept on write, one row a datastream, and only for values that stand for an hour or a day.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from simin.domains.observations import queries as observations
from simin.domains.observations.reading import Latest, Span
from simin.workflows.observations_are_judged.arrived import Arrived

#: Fewer finer values than this do not contradict.
FEWEST = 6
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def own_means(batch: Arrived, group: Sequence[Latest]) -> dict[str, float]:
    """Slug to the mean of the finer values in its own span, where there are enough."""
    coarse = {
        seen.slug: seen.phenomenon_time for seen in group if batch.streams[seen.slug].period >= 3600
    }
    if not coarse:
        return {}
    finer = {slug: found for slug, found in observations.finer(coarse).items() if found}
    if not finer:
        return {}
    period = timedelta(seconds=batch.streams[next(iter(finer))].period)
    spans = _spans({slug for found in finer.values() for slug in found}, coarse, finer, period)
    means = ((slug, _mean(spans, finer[slug], coarse[slug])) for slug in finer)
    return {slug: mean for slug, mean in means if mean is not None}


def _spans(
    wanted: set[str], coarse: dict[str, datetime], finer: dict[str, list[str]], period: timedelta
) -> list[Span]:
    times = [coarse[slug] for slug in finer]
    read = observations.daily if period >= _DAY else observations.hourly
    step = _DAY if period >= _DAY else _HOUR
    # A span may begin up to a step before the moment that its value is told of.
    return list(read(wanted, min(times) - step, max(times) + timedelta(seconds=1)))


def _mean(spans: Iterable[Span], slugs: Sequence[str], at: datetime) -> float | None:
    """Of the span that ``at`` begins or lies in."""
    mine = [span for span in spans if span.slug in slugs and span.start <= at]
    newest = max((span.start for span in mine), default=None)
    tallies = [span.tally for span in mine if span.start == newest]
    count = sum(tally.count for tally in tallies)
    if newest is None or count < FEWEST or at - newest >= _DAY:
        return None
    return sum(tally.total for tally in tallies) / count
