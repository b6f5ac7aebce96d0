"""Everything that cards of some indicators need from the observations, read at once.

A handful of queries however many indicators there are; all of them read what is kept on write.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from simin.domains.indicators.definition import IndexDefinition, IndicatorDefinition
from simin.domains.indicators.remembered import Remembered
from simin.domains.indicators.series import SPARK_POINTS, Moment, moments
from simin.domains.observations import queries
from simin.domains.observations.finding import Finding
from simin.domains.observations.reading import Latest, SourceState, Span, Stream

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Evidence:
    #: By family.
    streams: dict[str, list[Stream]]
    latest: dict[str, list[Latest]]
    #: Days of families with one value a day, and hours of the others where nobody remembers them.
    spans: dict[str, list[Span]]
    #: By id.
    sources: dict[str, SourceState]
    #: What stands against those sources.
    findings: list[Finding] = field(default_factory=list)
    #: Families with one value a day.
    daily: frozenset[str] = frozenset()
    #: Hours that are remembered, by indicator.
    hours: dict[str, list[Moment]] = field(default_factory=dict)

    def streams_of(self, families: Iterable[str]) -> list[Stream]:
        return [stream for family in families for stream in self.streams.get(family, ())]

    def latest_of(self, families: Iterable[str]) -> list[Latest]:
        return [seen for family in families for seen in self.latest.get(family, ())]

    def spans_of(self, families: Iterable[str]) -> list[Span]:
        return [span for family in families for span in self.spans.get(family, ())]

    def past(self, definition: IndicatorDefinition, index: IndexDefinition | None) -> list[Moment]:
        """What the indicator was, hour by hour or day by day."""
        known = self.hours.get(definition.id)
        if known is not None:
            return known
        return moments(definition, index, self.spans_of(definition.families))

    def findings_about(self, families: Iterable[str]) -> list[Finding]:
        """Those that speak against any of ``families``."""
        if not self.findings:
            return []
        pairs = {(stream.source, stream.family) for stream in self.streams_of(families)}
        return [
            finding
            for finding in self.findings
            if any(finding.concerns(source=source, family=family) for source, family in pairs)
        ]

    def step(self, families: Iterable[str]) -> timedelta:
        """An hour, or a day where a datastream has no more than one value a day."""
        return DAY if self.daily.intersection(families) else HOUR


def gather(
    definitions: Iterable[IndicatorDefinition],
    now: datetime | None,
    *,
    remembered: Remembered | None = None,
    indexes: Mapping[str, IndexDefinition] | None = None,
) -> Evidence:
    """Evidence for ``definitions``; without ``now`` no spans are read.

    ``remembered``: of the process that draws the picture; ``indexes`` are those of its hours.
    """
    chosen = list(definitions)
    families = sorted({family for definition in chosen for family in definition.all_families})
    read = remembered or Remembered()
    streams, latest = read.streams(families), read.latest(families)
    sources = queries.sources({s.source for group in streams.values() for s in group})
    daily = read.daily(families)
    found = Evidence(streams, latest, {}, sources, queries.findings(sources), daily)
    if now is None:
        return found
    if remembered is None:
        return replace(found, spans=_spans(_shown(chosen), daily, now))
    by_day = [one for one in chosen if daily.intersection(one.families)]
    by_hour = [one for one in chosen if not daily.intersection(one.families)]
    made = [(one, (indexes or {}).get(one.index or "")) for one in by_hour]
    spans = _spans(_shown(by_day), daily, now)
    return replace(found, spans=spans, hours=remembered.hours(made, now))


def _shown(chosen: Iterable[IndicatorDefinition]) -> list[str]:
    return sorted({family for definition in chosen for family in definition.families})


def _spans(
    families: Sequence[str], by_day: Collection[str], now: datetime
) -> dict[str, list[Span]]:
    daily = [family for family in families if family in by_day]
    hourly = [family for family in families if family not in by_day]
    found: list[Span] = []
    if hourly:
        found += queries.hourly_of(hourly, now - HOUR * (SPARK_POINTS + 1), now + HOUR)
    if daily:
        found += queries.daily_of(daily, now - DAY * (SPARK_POINTS + 1), now + DAY)
    groups: dict[str, list[Span]] = {}
    for span in found:
        groups.setdefault(span.family, []).append(span)
    return groups
