"""How much was withheld on each of the last days, as bars. Pure geometry; a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from simin.domains.picture.queries import WithheldDay
from simin.web.card.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Tick, nice_ticks


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    height: float
    text: str


@dataclass(frozen=True)
class CountsChart:
    bars: tuple[Bar, ...]
    up: tuple[Tick, ...]
    across: tuple[Tick, ...]
    bar_width: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def counts_chart(days: Sequence[WithheldDay]) -> CountsChart | None:
    """By the most at a time on a day; None where nothing was counted yet."""
    if not days:
        return None
    ticks = nice_ticks(0, max(1, *(day.most for day in days)))
    step = (WIDTH - LEFT - RIGHT) / max(len(days), 7)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / ticks[-1] * (HEIGHT - TOP - BOTTOM), 1)

    bars = tuple(
        Bar(
            x=round(LEFT + place * step + step * 0.1, 1),
            y=y(day.most),
            height=round(y(0) - y(day.most), 1),
            text=str(day.most),
        )
        for place, day in enumerate(days)
    )
    named = range(0, len(days), max(1, len(days) // 6))
    return CountsChart(
        bars=bars,
        up=tuple(Tick(y(value), f"{value:g}") for value in ticks if value == int(value)),
        across=tuple(
            Tick(round(LEFT + (place + 0.5) * step, 1), f"{days[place].day:%m-%d}")
            for place in named
        ),
        bar_width=round(step * 0.8, 1),
    )
