"""The history as a drawing: what is there without JavaScript and until the live chart has loaded.

Pure geometry; words come in ready. The live chart has the same box, so nothing jumps.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from simin.web.card.history import History

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 14, 34


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class BandShape:
    level: str
    y: float
    height: float


@dataclass(frozen=True)
class Line:
    #: ``city``, or ``district-1`` …
    look: str
    path: str


@dataclass(frozen=True)
class Chart:
    lines: tuple[Line, ...]
    bands: tuple[BandShape, ...]
    target: float | None
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    plot_width: int = WIDTH - LEFT - RIGHT


def chart(
    series: History,
    across: Sequence[tuple[datetime, str]],
    number: Callable[[float], str],
) -> Chart | None:
    """``across``: the moments to name on the time axis. None where nothing is known."""
    columns = [series.city, *series.districts.values()]
    known = [value for column in columns for value in column if value is not None]
    if len(series.times) < 2 or not known:
        return None
    if series.target is not None:
        known.append(series.target)
    ticks = nice_ticks(min(known), max(known))
    low, high = ticks[0], ticks[-1]
    first, last = series.times[0].timestamp(), series.times[-1].timestamp()

    def x(at: datetime) -> float:
        share = (at.timestamp() - first) / (last - first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    looks = ["city", *(f"district-{place + 1}" for place in range(len(series.districts)))]
    return Chart(
        lines=tuple(
            Line(look, line_path([x(at) for at in series.times], column, y))
            for look, column in zip(looks, columns, strict=True)
        ),
        bands=tuple(_band_shapes(series, low, high, y)),
        target=None if series.target is None else y(series.target),
        across=tuple(
            Tick(x(at), text) for at, text in across if series.times[0] <= at <= series.times[-1]
        ),
        up=tuple(Tick(y(value), number(value)) for value in ticks),
    )


def _band_shapes(
    series: History, low: float, high: float, y: Callable[[float], float]
) -> list[BandShape]:
    shapes = []
    for band in series.bands:
        top = y(high if band.high is None else band.high)
        bottom = y(low if band.low is None else band.low)
        if bottom > top:
            shapes.append(BandShape(band.level, top, round(bottom - top, 1)))
    return shapes


def line_path(
    xs: Sequence[float], values: Sequence[float | None], y: Callable[[float], float]
) -> str:
    """One path; a missing value breaks it."""
    path, drawing = "", False
    for x, value in zip(xs, values, strict=True):
        if value is not None:
            path += f"{'L' if drawing else 'M'}{x:g} {y(value):g}"
            if not drawing:
                path += "h0"
        drawing = value is not None
    return path


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers from at or below ``low`` to at or above ``high``; zero where it is near."""
    if low > 0 and low < 0.6 * high:
        low = 0.0
    if high == low:
        low, high = low - abs(low or 1) * 0.1, high + abs(high or 1) * 0.1
    raw = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(step * place, 10) for place in range(first, last + 1)]
