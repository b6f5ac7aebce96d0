"""How an indicator went: one even series for the chart, the table and the JSON.

Every number comes from ``indicators.queries.history``; here gaps become visible and names short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from simin.domains.indicators import queries as indicators
from simin.domains.indicators.series import Moment
from simin.domains.picture.card import Card

#: Districts drawn beside the city, at most.
CHOSEN = 4


class Range(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


#: How far back, and in what steps.
SPANS: dict[Range, tuple[timedelta, indicators.Step]] = {
    Range.DAY: (timedelta(hours=24), "hour"),
    Range.WEEK: (timedelta(days=7), "hour"),
    Range.MONTH: (timedelta(days=31), "day"),
}
STEPS: dict[indicators.Step, timedelta] = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


@dataclass(frozen=True)
class Band:
    """Where a level lies; an open end is None."""

    level: str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class History:
    range: Range
    step: timedelta
    times: tuple[datetime, ...]
    city: tuple[float | None, ...]
    #: District id to values; only those asked for.
    districts: dict[str, tuple[float | None, ...]]
    bands: tuple[Band, ...]
    target: float | None

    @property
    def empty(self) -> bool:
        return not any(value is not None for value in self.city)

    @property
    def is_line(self) -> bool:
        """Two values at least."""
        return sum(value is not None for value in self.city) > 1


def default_range(lineage: indicators.Lineage) -> Range:
    """A month where nothing comes more often than once a day, else a day."""
    periods = [stream.period for stream, _ in lineage.streams]
    return Range.MONTH if periods and min(periods) >= 86_400 else Range.DAY


def asked_range(text: str, default: Range) -> Range:
    return Range(text) if text in list(Range) else default


def history(
    card: Card, lineage: indicators.Lineage, asked: Range, now: datetime, chosen: Sequence[str]
) -> History:
    """The series up to ``now``; ``chosen`` districts that the card does not know are left out."""
    span, step = SPANS[asked]
    if default_range(lineage) is Range.MONTH:
        step = "day"
    found = indicators.history(card.id, now - span, now + STEPS[step], step)
    known = [district for district in chosen if district in (card.body.get("districts") or {})]
    moments = with_gaps(found, STEPS[step])
    return History(
        asked,
        STEPS[step],
        tuple(start for start, _ in moments),
        tuple(moment.figures.value if moment else None for _, moment in moments),
        {
            district: tuple(
                moment.figures.districts.get(district) if moment else None for _, moment in moments
            )
            for district in known[:CHOSEN]
        },
        bands(lineage),
        lineage.indicator.target,
    )


def with_gaps(moments: Sequence[Moment], step: timedelta) -> list[tuple[datetime, Moment | None]]:
    """The moments, with one empty moment wherever some are missing, so that a line breaks there."""
    series: list[tuple[datetime, Moment | None]] = []
    for moment in moments:
        if series and moment.start - series[-1][0] > step * 1.5:
            series.append((series[-1][0] + step, None))
        series.append((moment.start, moment))
    return series


def bands(lineage: indicators.Lineage) -> tuple[Band, ...]:
    """The levels of the indicator's scale, from its lowest values up."""
    scale = lineage.scale
    if scale is None:
        return ()
    limits = (scale.good, scale.moderate, scale.bad)
    names = ("good", "moderate", "bad", "very_bad")
    if scale.direction == "up":
        limits, names = limits[::-1], names[::-1]
    edges = (None, *limits, None)
    return tuple(
        Band(name, low, high) for name, low, high in zip(names, edges, edges[1:], strict=False)
    )


def wire(series: History, card: Card, zone: str) -> dict[str, Any]:
    """As JSON: times in seconds since 1970, values beside them, the card's trust mark with them."""
    return {
        "card": card.id,
        "title": card.title,
        "range": series.range.value,
        "step": int(series.step.total_seconds()),
        "unit": card.body.get("unit"),
        "decimals": card.body.get("decimals", 0),
        "zone": zone,
        "times": [int(at.timestamp()) for at in series.times],
        "city": series.city,
        "districts": series.districts,
        "bands": [{"level": b.level, "from": b.low, "to": b.high} for b in series.bands],
        "target": series.target,
        "trust": card.trust,
    }
