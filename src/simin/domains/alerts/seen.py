"""What has arrived of many series, in columns: one row a series. Pure; times are whole seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]
type Times = NDArray[np.int64]
type Truth = NDArray[np.bool_]
type Places = NDArray[np.intp]

#: Stands where there is no time.
NEVER = -(2**62)


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest value of each series, the one before it, and since when it has stood."""

    value: Numbers
    at: Times
    #: Seconds that a value stands for.
    period: Times
    previous: Numbers
    previous_at: Times
    changed_at: Times
    #: When it is looked at.
    now: int = 0
    #: Length of a window to the sums of the values in it.
    totals: Mapping[int, Numbers] = field(default_factory=dict)

    def of(self, rows: Places) -> "Seen":
        """Only those rows."""
        columns: dict[str, Any] = {name: getattr(self, name)[rows] for name in _COLUMNS}
        totals = {span: column[rows] for span, column in self.totals.items()}
        return Seen(**columns, now=self.now, totals=totals)

    def after(self, rows: Places, values: Numbers, at: Times, now: int) -> "Seen":
        """After ``values`` came for ``rows``; what is not newer than what is known changes nothing.

        No row comes twice.
        """
        newer = (at > self.at[rows]) & ~np.isnan(values)
        rows, values, at = rows[newer], values[newer], at[newer]
        columns = {name: getattr(self, name).copy() for name in _COLUMNS}
        columns["previous"][rows] = self.value[rows]
        columns["previous_at"][rows] = self.at[rows]
        stood = (self.at[rows] != NEVER) & (self.value[rows] == values)
        columns["changed_at"][rows] = np.where(stood, self.changed_at[rows], at)
        columns["value"][rows], columns["at"][rows] = values, at
        return Seen(**columns, now=now, totals=self.totals)

    def summed(self, totals: Mapping[int, Numbers]) -> "Seen":
        return replace(self, totals=totals)


_COLUMNS = ("value", "at", "period", "previous", "previous_at", "changed_at")


def nothing_seen(periods: Times) -> Seen:
    """Of series of which nothing has arrived."""
    count = len(periods)
    unknown, never = np.full(count, np.nan), np.full(count, NEVER, np.int64)
    return Seen(unknown, never, periods, unknown.copy(), never.copy(), never.copy())
