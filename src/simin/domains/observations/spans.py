"""Hours and days of the city for whole columns, as ``span`` says for one moment. Pure.

A quarter of an hour lies in one hour of the city wherever clocks differ by whole quarters, so
``span`` is asked once a quarter and not once a row. Where it does not (local times of before the
time zones) it is asked for each moment.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import lru_cache

import numpy as np

from simin.domains.observations import span
from simin.domains.observations.columns import Column, micros, moment

_QUARTER = 15 * 60 * 1_000_000

type _Start = Callable[[datetime, tzinfo], datetime]


def hours_of(times: Column, zone: tzinfo) -> Column:
    """Start of the city's hour that holds each of ``times``, in microseconds."""
    return _starts(times, zone, span.hour_of)


def days_of(times: Column, zone: tzinfo) -> Column:
    return _starts(times, zone, span.day_of)


def _starts(times: Column, zone: tzinfo, start: _Start) -> Column:
    quarters, index = _distinct(times // _QUARTER)
    firsts = np.array([_start(int(q) * _QUARTER, zone, start) for q in quarters], np.int64)
    lasts = np.array([_start((int(q) + 1) * _QUARTER - 1, zone, start) for q in quarters], np.int64)
    found = firsts[index]
    for row in np.flatnonzero((firsts != lasts)[index]).tolist():
        found[row] = micros(start(moment(int(times[row])), zone))
    return found


def _distinct(numbers: Column) -> tuple[Column, Column]:
    """Distinct ``numbers`` and the index of each among them; unsorted where they are near."""
    if not len(numbers):
        return numbers, numbers
    low = int(numbers.min())
    reach = int(numbers.max()) - low + 1
    if reach > max(4096, 4 * len(numbers)):
        distinct, index = np.unique(numbers, return_inverse=True)
        return distinct, index
    offsets = numbers - low
    seen = np.zeros(reach, np.bool_)
    seen[offsets] = True
    return np.flatnonzero(seen) + low, (np.cumsum(seen) - 1)[offsets]


@lru_cache(65_536)
def _start(at: int, zone: tzinfo, start: _Start) -> int:
    return micros(start(moment(at), zone))
