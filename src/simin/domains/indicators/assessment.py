"""What an indicator says now, and what that rests on. Pure.

A flagged value, one that a finding calls wrong and one that lags far behind the newest part are not
added up: they are missing parts, and the trust mark says how many of how many are there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.domains.indicators.aggregate import Figures, Part, figures
from simin.domains.indicators.definition import (
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.indicators.evidence import Evidence
from simin.domains.indicators.freshness import oldest_that_counts
from simin.domains.indicators.level import Level, level
from simin.domains.observations.finding import Finding, Severity
from simin.domains.observations.reading import Latest


@dataclass(frozen=True, slots=True)
class Assessment:
    figures: Figures
    #: None: the indicator has no levels.
    level: Level | None
    #: Every district that should have a value, in order; empty where values are the city's.
    districts: tuple[str, ...]
    #: Parts that the value is made of; an index has one part a district.
    parts: tuple[int, int]
    #: Observations that the value is made of, and those that it should have been made of too.
    used: list[Latest]
    unused: list[Latest]

    def level_of(self, district: str, scale: ScaleDefinition | None) -> Level | None:
        return level(self.figures.districts.get(district), scale) if scale else None


def assess(
    definition: IndicatorDefinition,
    scale: ScaleDefinition | None,
    index: IndexDefinition | None,
    evidence: Evidence,
) -> Assessment:
    latest = evidence.latest_of(definition.families)
    used = usable(latest, evidence)
    found = figures(definition, index, _parts(used))
    streams = evidence.streams_of(definition.families)
    return Assessment(
        found,
        level(found.value, scale) if scale else None,
        tuple(sorted({stream.district for stream in streams if stream.district})),
        _counted(definition, found, len(used), evidence),
        used,
        _others(latest, used),
    )


def _others(latest: Sequence[Latest], used: Sequence[Latest]) -> list[Latest]:
    chosen = {seen.slug for seen in used}
    return [seen for seen in latest if seen.slug not in chosen]


def usable(latest: Sequence[Latest], evidence: Evidence) -> list[Latest]:
    """The valid ones that no finding calls wrong, but for those that lag behind their family."""
    against = [finding for finding in evidence.findings if finding.severity is Severity.WRONG]
    valid = [seen for seen in latest if seen.valid and not _discredited(seen, against)]
    newest: dict[str, datetime] = {}
    for seen in valid:
        newest[seen.family] = max(
            newest.get(seen.family, seen.phenomenon_time), seen.phenomenon_time
        )
    oldest: dict[tuple[str, str, str | None], datetime] = {}
    for place in {(seen.family, seen.source, seen.run) for seen in valid}:
        family, source, run = place
        oldest[place] = oldest_that_counts(newest[family], evidence.sources[source].budget_of(run))
    return [
        seen for seen in valid if seen.phenomenon_time >= oldest[seen.family, seen.source, seen.run]
    ]


def _discredited(seen: Latest, against: Sequence[Finding]) -> bool:
    return any(
        finding.discredits(source=seen.source, family=seen.family, slug=seen.slug)
        for finding in against
    )


def _parts(used: Sequence[Latest]) -> list[Part]:
    return [
        Part(seen.family, seen.district, seen.result, seen.phenomenon_time)
        for seen in used
        if seen.result is not None
    ]


def _counted(
    definition: IndicatorDefinition, found: Figures, used: int, evidence: Evidence
) -> tuple[int, int]:
    streams = evidence.streams_of(definition.families)
    if definition.aggregate != "index":
        return used, len(streams)
    expected = len({stream.district for stream in streams})
    return len(found.districts) or int(found.value is not None), expected
