"""The series of an effect as a drawing: what was, what was to be expected, and the moment between.

Pure geometry; words come in ready. The table beside it says the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.domains.effects.estimate import Seen
from simin.web.card.chart import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Tick,
    line_path,
    nice_ticks,
)


@dataclass(frozen=True)
class EffectChart:
    #: Where 95 % of single values were to be expected; the same for the window alone.
    band: str
    expected: str
    actual: str
    #: Where the window begins, and its width.
    moment: float
    window: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    plot_height: int = HEIGHT - BOTTOM - TOP


def chart(
    line: Sequence[Seen],
    begins_at: datetime,
    ends_at: datetime,
    across: Sequence[tuple[datetime, str]],
    number: Callable[[float], str],
) -> EffectChart | None:
    """None where there is nothing to draw."""
    if len(line) < 2:
        return None
    scale = _scale(line, max(line[-1].at, ends_at))
    xs = [scale.x(seen.at) for seen in line]
    return EffectChart(
        band=_band(line, scale),
        expected=line_path(xs, [seen.expected for seen in line], scale.y),
        actual=line_path(xs, [seen.actual for seen in line], scale.y),
        moment=scale.x(begins_at),
        window=round(scale.x(ends_at) - scale.x(begins_at), 1),
        across=tuple(Tick(scale.x(at), text) for at, text in across if scale.holds(at)),
        up=tuple(Tick(scale.y(value), number(value)) for value in scale.ticks),
    )


@dataclass(frozen=True)
class _Scale:
    """From moments and values to places of the drawing."""

    first: float
    last: float
    ticks: tuple[float, ...]

    def holds(self, at: datetime) -> bool:
        return self.first <= at.timestamp() <= self.last

    def x(self, at: datetime) -> float:
        share = (at.timestamp() - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        share = (min(max(value, low), high) - low) / (high - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _scale(line: Sequence[Seen], last: datetime) -> _Scale:
    values = [(seen.actual, seen.low, seen.high) for seen in line]
    known = [value for three in values for value in three if value is not None]
    ticks = nice_ticks(min(known), max(known))
    return _Scale(line[0].at.timestamp(), last.timestamp(), tuple(ticks))


def _band(line: Sequence[Seen], scale: _Scale) -> str:
    """One closed path: along the upper edge and back along the lower."""
    edges = [
        (scale.x(seen.at), scale.y(seen.low), scale.y(seen.high))
        for seen in line
        if seen.low is not None and seen.high is not None
    ]
    if not edges:
        return ""
    there = "L".join(f"{x:g} {high:g}" for x, _, high in edges)
    back = "L".join(f"{x:g} {low:g}" for x, low, _ in reversed(edges))
    return f"M{there}L{back}Z"
