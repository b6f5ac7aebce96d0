"""Values on an even grid of hours or days, and the columns that explain them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import numpy as np
from numpy.typing import NDArray

from simin.domains.effects.step import Step

type Column = NDArray[np.float64]

#: Before a day of the week or an hour of the day has a value of its own, so many are needed.
WEEKS_NEEDED, DAYS_NEEDED = 4, 3
#: Waves that draw the course of a day.
HARMONICS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """The value of the hour or day that begins at ``at``."""

    at: datetime
    value: float


@dataclass(frozen=True)
class Grid:
    """Points before and after, by place; place 0 is the first there is."""

    points: tuple[Point, ...]
    #: How many of them are from before.
    cut: int
    step: Step
    zone: tzinfo

    @property
    def values(self) -> Column:
        return np.array([point.value for point in self.points], np.float64)

    @property
    def places(self) -> Column:
        ordinals = [ordinal(point.at, self.step, self.zone) for point in self.points]
        return np.array(ordinals, np.float64) - ordinals[0]

    def until(self, cut: int, count: int) -> "Grid":
        """The first ``count`` points, as if the step had come after ``cut`` of them."""
        return Grid(self.points[:count], cut, self.step, self.zone)


def grid(before: Sequence[Point], after: Sequence[Point], step: Step, zone: tzinfo) -> Grid:
    return Grid((*before, *after), len(before), step, zone)


def ordinal(at: datetime, step: Step, zone: tzinfo) -> int:
    """Hours of the world, days of the city."""
    if step == "hour":
        return int(at.astimezone(UTC).timestamp() // 3600)
    return at.astimezone(zone).toordinal()


def design(one: Grid) -> Column:
    """The step first, then level, trend and what the calendar explains."""
    count = len(one.points)
    after = np.zeros(count)
    after[one.cut :] = 1.0
    places = one.places
    trend = (places - places.mean()) / max(places[-1], 1.0)
    return np.column_stack([after, np.ones(count), trend, *calendar(one)])


def expected_design(design_of_all: Column) -> Column:
    """As if nothing had been done."""
    without = design_of_all.copy()
    without[:, 0] = 0.0
    return without


def calendar(one: Grid) -> list[Column]:
    """Only what the time before has seen often enough."""
    local = [point.at.astimezone(one.zone) for point in one.points]
    span = local[max(one.cut - 1, 0)] - local[0]
    weekday = np.array([at.weekday() for at in local])
    if one.step == "day":
        whole = span.days >= WEEKS_NEEDED * 7 - 1
        return [_apart(weekday == day, 1 / 7) for day in range(1, 7)] if whole else []
    if span.days < DAYS_NEEDED:
        return []
    angle = 2 * np.pi * np.array([at.hour for at in local]) / 24
    waves = [turn(k * angle) for k in range(1, HARMONICS + 1) for turn in (np.sin, np.cos)]
    if span.days < 13:
        return waves
    weekend = _apart(weekday >= 5, 2 / 7)
    return [*waves, weekend, weekend * np.sin(angle), weekend * np.cos(angle)]


def _apart(there: NDArray[np.bool_], share: float) -> Column:
    return there.astype(np.float64) - share
