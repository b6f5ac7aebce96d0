"""Values over time: from hours and days of datastreams to points of an indicator. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simin.domains.indicators.aggregate import Figures, Part, figures
from simin.domains.indicators.definition import IndexDefinition, IndicatorDefinition
from simin.domains.observations.reading import Span

#: Points of a spark line.
SPARK_POINTS = 24


@dataclass(frozen=True, slots=True)
class Moment:
    """The figures of one hour or day."""

    start: datetime
    figures: Figures


def moments(
    definition: IndicatorDefinition, index: IndexDefinition | None, spans: Iterable[Span]
) -> list[Moment]:
    """One for each start that any of ``spans`` has a valid value for, oldest first."""
    parts: dict[datetime, list[Part]] = {}
    families = set(definition.families)
    for span in spans:
        value = span_value(definition, span)
        if value is not None and span.family in families:
            part = Part(span.family, span.district, value, span.start)
            parts.setdefault(span.start, []).append(part)
    return [Moment(start, figures(definition, index, parts[start])) for start in sorted(parts)]


def span_value(definition: IndicatorDefinition, span: Span) -> float | None:
    """What a span stands for: its mean, its extreme, or how it ended (sums and states)."""
    tally = span.tally
    match definition.aggregate:
        case "mean" | "index":
            return tally.mean
        case "max":
            return tally.maximum
        case "min":
            return tally.minimum
        case _:
            return tally.last


def spark(found: Sequence[Moment], now: datetime, step: timedelta) -> dict[str, Any]:
    """The newest values on an even grid up to now, gaps as None; empty where there are none.

    The grid hangs on the newest moment, so it fits hours and days of any zone. The span that is
    running has usually no value yet; then the grid ends one before it.
    """
    recent = [moment for moment in found if moment.start > now - step * (SPARK_POINTS + 1)]
    if not recent:
        return {"values": [], "start": now, "step": int(step.total_seconds())}
    newest = recent[-1].start
    end = newest + step * max(0, (now - newest) // step - 1)
    start = end - step * (SPARK_POINTS - 1)
    values: list[float | None] = [None] * SPARK_POINTS
    for moment in recent:
        place = round((moment.start - start) / step)
        if 0 <= place < SPARK_POINTS:
            values[place] = moment.figures.value
    return {"values": values, "start": start, "step": int(step.total_seconds())}
