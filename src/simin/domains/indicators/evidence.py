"""Everything that cards of some indicators need from the observations, read at once.

A handful of queries however many indicators there are; all of them read what is kept on write.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.domains.indicators.definition import IndicatorDefinition
from simin.domains.indicators.series import SPARK_POINTS
from simin.domains.observations import queries
from simin.domains.observations.reading import Latest, SourceState, Span, Stream

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Evidence:
    #: By family.
    streams: dict[str, list[Stream]]
    latest: dict[str, list[Latest]]
    #: Hours, or days where the family has one value a day.
    spans: dict[str, list[Span]]
    #: By id.
    sources: dict[str, SourceState]

    def streams_of(self, families: Iterable[str]) -> list[Stream]:
        return [stream for family in families for stream in self.streams.get(family, ())]

    def latest_of(self, families: Iterable[str]) -> list[Latest]:
        return [seen for family in families for seen in self.latest.get(family, ())]

    def spans_of(self, families: Iterable[str]) -> list[Span]:
        return [span for family in families for span in self.spans.get(family, ())]

    def step(self, families: Iterable[str]) -> timedelta:
        """An hour, or a day where a datastream has no more than one value a day."""
        return DAY if any(_is_daily(stream) for stream in self.streams_of(families)) else HOUR


def gather(definitions: Iterable[IndicatorDefinition], now: datetime | None) -> Evidence:
    """Evidence for ``definitions``; without ``now`` no spans are read."""
    chosen = list(definitions)
    families = {family for definition in chosen for family in definition.all_families}
    streams = _grouped(queries.datastreams_of(sorted(families)))
    latest = _grouped(queries.latest_of(sorted(families)))
    sources = queries.sources({s.source for group in streams.values() for s in group})
    spans: dict[str, list[Span]] = {}
    if now is not None:
        shown = {family for definition in chosen for family in definition.families}
        spans = _spans({family: streams.get(family, []) for family in sorted(shown)}, now)
    return Evidence(streams, latest, spans, sources)


def _spans(streams: dict[str, list[Stream]], now: datetime) -> dict[str, list[Span]]:
    daily = [family for family, group in streams.items() if any(map(_is_daily, group))]
    hourly = [family for family in streams if family not in daily]
    found = queries.hourly_of(hourly, now - HOUR * (SPARK_POINTS + 1), now + HOUR)
    if daily:
        found += queries.daily_of(daily, now - DAY * (SPARK_POINTS + 1), now + DAY)
    return _grouped(found)


def _is_daily(stream: Stream) -> bool:
    return stream.period >= DAY.total_seconds()


def _grouped[T: (Stream, Latest, Span)](rows: Iterable[T]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(row.family, []).append(row)
    return groups
