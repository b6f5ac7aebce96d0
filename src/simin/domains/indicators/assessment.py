"""What an indicator says now, and what that rests on. Pure.

A flagged value and one that lags far behind the newest part are not added up: they are missing
parts, and the trust mark says how many of how many are there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simin.domains.indicators.aggregate import Figures, Part, figures
from simin.domains.indicators.definition import (
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.indicators.evidence import Evidence
from simin.domains.indicators.freshness import lags
from simin.domains.indicators.level import Level, level
from simin.domains.observations.reading import Latest, SourceState


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
    used = usable(latest, evidence.sources)
    found = figures(definition, index, _parts(used))
    streams = evidence.streams_of(definition.families)
    return Assessment(
        found,
        level(found.value, scale) if scale else None,
        tuple(sorted({stream.district for stream in streams if stream.district})),
        _counted(definition, found, len(used), evidence),
        used,
        [seen for seen in latest if seen not in used],
    )


def usable(latest: Sequence[Latest], sources: dict[str, SourceState]) -> list[Latest]:
    """The valid ones, but for those that lag behind the newest of their family."""
    valid = [seen for seen in latest if seen.valid]
    newest = {
        family: max(seen.phenomenon_time for seen in valid if seen.family == family)
        for family in {seen.family for seen in valid}
    }
    return [
        seen
        for seen in valid
        if not lags(seen.phenomenon_time, newest[seen.family], sources[seen.source].budget)
    ]


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
