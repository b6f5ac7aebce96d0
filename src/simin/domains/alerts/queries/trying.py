"""What a rule would have done: tried on the hours and rows that are kept."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.domains.alerts.definition import Rule
from simin.domains.alerts.past import Fired, Hour, Past, fired
from simin.domains.alerts.series import Series
from simin.domains.alerts.vocabulary import Kind
from simin.domains.observations import queries as observations
from simin.domains.places import queries as places

#: Hours of one preview at most, over all series; over more series fewer days are looked at.
PREVIEWED_HOURS = 250_000
PREVIEW, LEAST_PREVIEW = timedelta(days=30), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a rule would have done."""

    since: datetime
    until: datetime
    fired: list[Fired]
    #: Series that have any hour in that time, and all that the rule looks at.
    heard: int
    series: int
    #: Data sets that could be asked of that time.
    datasets: int = 0
    #: Not even a day of it can be looked at.
    too_much: bool = False


type Beside = Callable[[Rule, datetime, datetime], Sequence[Past]]


def preview(
    rule: Rule, *, until: datetime, beside: Beside = lambda _rule, _since, _until: ()
) -> Preview:
    """What ``rule`` would have done in the last 30 days, by the hours that are kept.

    ``beside`` says what its conditions on data sets would have come to. Over very many series
    fewer days are looked at; ``since`` says from when. ``too_much`` where a window reaches back so
    far over so many that not even one day can be.
    """
    zone = places.zone()
    end = until.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    series = series_of(rule.families)
    windows = [one.over or 0 for one in rule.conditions if one.kind is Kind.TOTAL]
    reach = timedelta(seconds=max(windows, default=0))
    days = min(PREVIEW, timedelta(hours=PREVIEWED_HOURS / max(1, len(series))) - reach)
    if days < LEAST_PREVIEW:
        return Preview(since=end, until=end, fired=[], heard=0, series=len(series), too_much=True)
    since = end - timedelta(hours=days // timedelta(hours=1))
    hours = _hours_of(series, since - reach, end)
    rows = beside(rule, since, end)
    whole = [*series, *(one for each in rows for one in each.series)]
    told = [*hours, *(one for each in rows for one in each.hours)]
    found = fired(rule, whole, told, since=int(since.timestamp()), until=int(end.timestamp()))
    return Preview(
        since=since,
        until=end,
        fired=found,
        heard=len({one.slug for one in hours}),
        series=len(series),
        datasets=len({one.dataset for one in rows if one.hours}),
    )


def _hours_of(series: Sequence[Series], since: datetime, until: datetime) -> list[Hour]:
    return [
        Hour(
            slug=span.slug,
            start=int(span.start.timestamp()),
            last=span.tally.last,
            last_at=int(span.tally.last_at.timestamp()),
            total=span.tally.total,
        )
        for span in observations.hourly([one.slug for one in series], since, until)
        if span.tally.last is not None and span.tally.last_at is not None
    ]


def series_of(families: Collection[str]) -> list[Series]:
    return [
        Series(one.slug, one.family, one.district or "", one.period)
        for one in observations.datastreams_of(families)
    ]
