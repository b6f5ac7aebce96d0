"""A series with its last stretch open, and what was drawn into it. Pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.domains.guesses.bounds import Bounds
from simin.domains.guesses.stretch import Seen, Stretch
from simin.web.card.axis import axis
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
from simin.web.card.history import Range
from simin.web.presentation.numbers import figure
from simin.web.presentation.times import CityTime

#: Moments named on the axis, at most.
NAMED = 6


@dataclass(frozen=True)
class Line:
    look: str
    path: str


@dataclass(frozen=True)
class LineChart:
    lines: tuple[Line, ...]
    #: Where the open stretch begins, and its width.
    cut: float
    open: float
    #: Middle of each asked point, from the left.
    points: tuple[float, ...]
    #: Height of the last shown value.
    level: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    tall: int = HEIGHT - BOTTOM - TOP


@dataclass(frozen=True)
class _Scale:
    told: Stretch
    bounds: Bounds

    def x(self, at: datetime) -> float:
        first, last = self.told.shown[0][0], self.told.hidden[-1][0]
        share = (at - first) / (last - first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """What lies beyond the bounds stands at their ends."""
        held = min(max(value, self.bounds.low), self.bounds.high)
        share = (held - self.bounds.low) / self.bounds.span
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def line(self, look: str, seen: Sequence[Seen]) -> Line:
        xs, values = [self.x(at) for at, _ in seen], [value for _, value in seen]
        return Line(look, line_path(xs, values, self.y))


def line_chart(
    told: Stretch,
    bounds: Bounds,
    time: CityTime,
    *,
    daily: bool,
    drawn: Sequence[tuple[str, Sequence[float]]] = (),
    answered: bool = False,
) -> LineChart:
    """``drawn``: looks and values of the asked points; ``answered``: the stretch itself too."""
    scale, end = _Scale(told, bounds), told.shown[-1]
    times = [at for at, _ in told.asked]
    lines = [scale.line("shown", told.shown)]
    if answered:
        lines.append(scale.line("hidden", [end, *told.hidden]))
    for look, values in drawn:
        lines.append(scale.line(look, [end, *zip(times, values, strict=True)]))
    return LineChart(
        lines=tuple(lines),
        cut=scale.x(end[0]),
        open=round(WIDTH - RIGHT - scale.x(end[0]), 1),
        points=tuple(scale.x(at) for at in times),
        level=scale.y(end[1]),
        across=_across(scale, time, daily=daily),
        up=_up(scale),
    )


def _across(scale: _Scale, time: CityTime, *, daily: bool) -> tuple[Tick, ...]:
    asked = Range.MONTH if daily else Range.DAY
    ticks = axis(asked, scale.told.shown[0][0], scale.told.hidden[-1][0], time)
    every = max(1, -(-len(ticks) // NAMED))
    return tuple(Tick(scale.x(at), text) for at, text in ticks[::every])


def _up(scale: _Scale) -> tuple[Tick, ...]:
    ticks = nice_ticks(scale.bounds.low, scale.bounds.high)
    return tuple(
        Tick(scale.y(one), figure(one, 0 if one.is_integer() else 2))
        for one in ticks
        if scale.bounds.holds(one)
    )
