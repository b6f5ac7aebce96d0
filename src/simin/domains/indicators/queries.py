"""Read indicators: which, what they say, how they went, what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from simin.domains.indicators import catalogue
from simin.domains.indicators.assessment import assess
from simin.domains.indicators.definition import (
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.indicators.evidence import gather
from simin.domains.indicators.level import Level
from simin.domains.indicators.remembered import Remembered
from simin.domains.indicators.series import Moment, moments
from simin.domains.observations import queries as observations
from simin.domains.observations.finding import Finding
from simin.domains.observations.reading import Latest, SourceState, Stream
from simin.kit.errors import RejectedError

type Step = Literal["hour", "day"]

#: Most points of one history; longer spans are asked for in days or in pieces.
HISTORY_POINTS = 1000
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an indicator says now; a district without a value is unknown."""

    value: float | None
    level: Level | None
    districts: dict[str, tuple[float | None, Level | None]]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an indicator is made of, down to the source."""

    indicator: IndicatorDefinition
    scale: ScaleDefinition | None
    index: IndexDefinition | None
    sources: list[SourceState]
    #: Each datastream with its newest observation, if it has any.
    streams: list[tuple[Stream, Latest | None]]
    #: What stands against them, the heaviest first.
    findings: list[Finding]


def indicators(ids: Iterable[str] | None = None) -> list[IndicatorDefinition]:
    """By section and rank. Raises ``UnknownIndicatorError``."""
    return catalogue.stored().chosen(ids)


def scales() -> dict[str, ScaleDefinition]:
    return catalogue.stored().scales


def affected_by(families: Iterable[str], remembered: Remembered | None = None) -> set[str]:
    """Ids of the indicators on whose cards anything is made of one of ``families``."""
    changed = set(families)
    known = (remembered or Remembered()).catalogue().indicators.values()
    return {found.id for found in known if changed.intersection(found.all_families)}


def standing(ids: Iterable[str], remembered: Remembered | None = None) -> dict[str, Standing]:
    """``remembered``: of the process that draws the picture. Raises ``UnknownIndicatorError``."""
    known = (remembered or Remembered()).catalogue()
    chosen = known.chosen(ids)
    evidence = gather(chosen, None, remembered=remembered)
    answer = {}
    for definition in chosen:
        scale = known.scale_of(definition)
        found = assess(definition, scale, known.index_of(definition), evidence)
        districts = {
            district: (found.figures.districts.get(district), found.level_of(district, scale))
            for district in found.districts
        }
        answer[definition.id] = Standing(found.figures.value, found.level, districts)
    return answer


def parts(ids: Iterable[str] | None = None) -> dict[str, tuple[int, int]]:
    """Of each indicator how many parts its value is made of, and of how many it should be.

    Raises ``UnknownIndicatorError``.
    """
    known = catalogue.stored()
    chosen = known.chosen(ids)
    evidence = gather(chosen, None)
    return {
        definition.id: assess(
            definition, known.scale_of(definition), known.index_of(definition), evidence
        ).parts
        for definition in chosen
    }


def history(
    indicator_id: str, since: datetime, until: datetime, step: Step = "hour"
) -> list[Moment]:
    """The city's and every district's values in hours or days, ``since`` ≤ start < ``until``.

    From roll-ups only. Raises ``UnknownIndicatorError``; ``RejectedError`` for too long a span.
    """
    if (until - since) / _STEPS[step] > HISTORY_POINTS:
        raise RejectedError("since", f"more than {HISTORY_POINTS} {step}s before the end")
    known = catalogue.stored()
    definition = known.chosen([indicator_id])[0]
    read = observations.hourly_of if step == "hour" else observations.daily_of
    spans = read(definition.families, since, until)
    return moments(definition, known.index_of(definition), spans)


def lineage(indicator_id: str) -> Lineage:
    """Raises ``UnknownIndicatorError``."""
    known = catalogue.stored()
    definition = known.chosen([indicator_id])[0]
    evidence = gather([definition], None)
    latest = {seen.slug: seen for seen in evidence.latest_of(definition.all_families)}
    streams = evidence.streams_of(definition.all_families)
    return Lineage(
        definition,
        known.scale_of(definition),
        known.index_of(definition),
        list(evidence.sources.values()),
        [(stream, latest.get(stream.slug)) for stream in streams],
        evidence.findings_about(definition.all_families),
    )
