"""The S-curve: planned value, earned value and actual cost over time. Pure geometry.

Drawn on the server, in money; what lies after the last report is not drawn as done.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from simin.domains.projects.queries import Whole
from simin.web.card.chart import nice_ticks

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 8, 12, 40, 40
#: Names on the axis of time at most.
NAMED = 4


@dataclass(frozen=True)
class Mark:
    at: float
    text: str


@dataclass(frozen=True)
class Point:
    """A row of the table beside the drawing; money, None where nothing is known."""

    on: date
    planned: float | None
    earned: float | None
    spent: float | None


@dataclass(frozen=True)
class Curve:
    #: Look (``planned``, ``earned``, ``spent``) to path data.
    lines: tuple[tuple[str, str], ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    #: Where today stands; None outside the drawing.
    today: float | None
    #: Where it is forecast to end, and the range; None where nothing is.
    ends: float | None
    range: tuple[float, float] | None
    points: tuple[Point, ...]
    #: The planned end.
    due: float | None = None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def curve(
    whole: Whole, number: Callable[[float], str], name: Callable[[date], str]
) -> Curve | None:
    """None where there is neither a plan nor a budget to draw."""
    planned, earned, spent = series(whole)
    known = [value for line in (planned, earned, spent) for _, value in line]
    if len(planned) < 2 or not known or max(known) <= 0:
        return None
    found = whole.project
    first = planned[0][0]
    ahead = (found.forecast_to or found.forecast_on or first) if _under_way(whole) else first
    last = max(planned[-1][0], ahead, whole.today if earned else first)
    ticks = nice_ticks(0, max(known))

    def x(on: date) -> float:
        share = (on - first).days / max(1, (last - first).days)
        return round(LEFT + min(max(share, 0), 1) * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / ticks[-1] * (HEIGHT - TOP - BOTTOM), 1)

    drawn = (("planned", planned), ("spent", spent), ("earned", earned))
    return Curve(
        lines=tuple((look, _path(line, x, y)) for look, line in drawn if line),
        across=tuple(Mark(x(on), name(on)) for on in _named(first, last)),
        up=tuple(Mark(y(value), number(value)) for value in ticks),
        today=x(whole.today) if first <= whole.today <= last else None,
        ends=x(found.forecast_on) if found.forecast_on and _under_way(whole) else None,
        range=_range(whole, x) if _under_way(whole) else None,
        points=tuple(_points(planned, earned, spent)),
        due=x(planned[-1][0]),
    )


def _under_way(whole: Whole) -> bool:
    return whole.project.schedule not in ("done", "stopped")


def _range(whole: Whole, x: Callable[[date], float]) -> tuple[float, float] | None:
    found = whole.project
    if found.forecast_from is None:
        return None
    return x(found.forecast_from), x(found.forecast_to or date.max)


type Line = Sequence[tuple[date, float]]


def series(whole: Whole) -> tuple[Line, Line, Line]:
    """PV and EV at the points of the plan and the reports, AC at each day of spending."""
    bac = whole.project.budget
    planned = [
        (one.on, bac * one.planned / 100) for one in whole.progress if one.planned is not None
    ]
    earned = [(one.on, bac * one.actual / 100) for one in whole.progress if one.actual is not None]
    sums = accumulate(one.amount for one in whole.spending)
    spent = [(one.on, float(total)) for one, total in zip(whole.spending, sums, strict=True)]
    begun = planned[0][0] if planned else None
    if begun and earned and earned[0][0] > begun:
        earned = [(begun, 0.0), *earned]
    if begun and spent and spent[0][0] > begun:
        spent = [(begun, 0.0), *spent]
    return planned, earned, spent


def _path(line: Line, x: Callable[[date], float], y: Callable[[float], float]) -> str:
    return "M" + "L".join(f"{x(on):g} {y(value):g}" for on, value in line)


def _named(first: date, last: date) -> list[date]:
    """First days of months, evenly apart."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, -(-months // NAMED))
    days, here = [], date(first.year, first.month, 1)
    while here <= last:
        if here >= first and (here - first).days > 0:
            days.append(here)
        total = here.month - 1 + step
        here = date(here.year + total // 12, total % 12 + 1, 1)
    return [on for on in days if (last - on) > timedelta(days=round((last - first).days * 0.04))]


def _points(planned: Line, earned: Line, spent: Line) -> list[Point]:
    """Every day on which something is known, the newest first."""
    tables = [dict(line) for line in (planned, earned, spent)]
    days = sorted({on for table in tables for on in table}, reverse=True)
    return [Point(on, *(table.get(on) for table in tables)) for on in days]
