"""Chance that repeats itself: the same names always draw the same numbers.

``random.Random`` seeded with text hashes it with SHA-512, so the draw is the same in every process
and every version. Never used for anything secret.
"""

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def draws(*names: object) -> random.Random:
    """A generator of its own for these names."""
    return random.Random("|".join(str(name) for name in names))  # noqa: S311 — not a secret


def hour_of(at: datetime) -> int:
    """Hours since 1970, UTC."""
    return int((at - _EPOCH) // HOUR)


def beginning(hour: int) -> datetime:
    return _EPOCH + hour * HOUR


def ticks_between(
    start: datetime, end: datetime, period: int, phase: int = 0
) -> Iterator[datetime]:
    """Every ``period`` seconds since 1970, ``phase`` later, after ``start`` and up to ``end``."""
    step = timedelta(seconds=period)
    first = _EPOCH + timedelta(seconds=phase)
    number = (start - first) // step + 1
    while first + number * step <= end:
        yield first + number * step
        number += 1


def phase_of(city: str, generator: str, period: int) -> int:
    """Whole minutes inside the period, so that not everything changes at once."""
    return draws(city, generator, "phase").randrange(max(1, period // 60)) * 60


def how_many(chance: random.Random, mean: float) -> int:
    """A Poisson draw (Knuth); for a large mean its normal neighbour."""
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
