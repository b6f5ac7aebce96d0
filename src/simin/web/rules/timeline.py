"""What a rule would have done, drawn: a row a place, a bar an alert, an axis of days. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.domains.alerts.past import Fired

#: Of a row, in pixels; across everything is in per cent of the width.
ROW, TOP = 22, 4
#: A bar is at least as wide, so that a short alert is seen.
LEAST = 0.7
#: Places that have a row of their own, those with most alerts first.
MOST_ROWS = 12


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    text: str


@dataclass(frozen=True)
class Row:
    name: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    x: float
    text: str


@dataclass(frozen=True)
class Timeline:
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    height: int
    #: With the days below.
    whole: int
    #: Places that have no row.
    hidden: int


def timeline(
    fired: Sequence[Fired],
    since: datetime,
    until: datetime,
    *,
    name: Callable[[str], str],
    clock: Callable[[datetime], str],
    day: Callable[[datetime], str],
) -> Timeline:
    span = (until - since).total_seconds()

    def x(at: datetime) -> float:
        share = min(1.0, max(0.0, (at - since).total_seconds() / span))
        return round(share * 100, 2)

    def bar(one: Fired) -> Bar:
        end = one.episode.rested_at or until
        begin = x(one.episode.opened_at)
        text = f"{name(one.place)}, {clock(one.episode.opened_at)} – {clock(end)}"
        return Bar(min(begin, 100 - LEAST), max(LEAST, round(x(end) - begin, 2)), text)

    groups: dict[str, list[Fired]] = {}
    for one in fired:
        groups.setdefault(one.place, []).append(one)
    places = sorted(groups, key=lambda place: (-len(groups[place]), name(place)))
    rows = tuple(
        Row(name(place), TOP + number * ROW, tuple(bar(one) for one in groups[place]))
        for number, place in enumerate(places[:MOST_ROWS])
    )
    height = TOP + max(1, len(rows)) * ROW
    ticks = tuple(_ticks(since, until, x, day))
    return Timeline(rows, ticks, height, height + 18, len(places) - len(rows))


def _ticks(
    since: datetime,
    until: datetime,
    x: Callable[[datetime], float],
    day: Callable[[datetime], str],
) -> list[Tick]:
    """Every fifth midnight, in the zone of ``since``; none at the very edge."""
    days = max(1, (until - since) // timedelta(days=6))
    at = since.replace(hour=0) + timedelta(days=1)
    ticks = []
    while at < until - timedelta(days=1):
        ticks.append(Tick(x(at), day(at)))
        at += timedelta(days=days)
    return ticks
