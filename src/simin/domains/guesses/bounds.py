"""Between which numbers a guess lies: published, and no hint of the answer. Pure.

What is derived is rounded up to 1, 2 or 5 times a power of ten and begins at nought (or lies around
it), so that the same bounds fit many values. The pack's own bounds are taken as they are.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from simin.domains.guesses.definition import GuessDefinition

#: How far beyond the largest known value the bounds reach.
ROOM = 1.25
#: What is smaller is nothing that could be guessed.
NOUGHT = 1e-12
#: Places of the slider, about.
PLACES = 500


@dataclass(frozen=True)
class Bounds:
    low: float
    high: float
    #: From one place of the slider to the next.
    step: float
    #: What they rest on: ``pack``, ``share``, or some of ``history``, ``target``, ``levels``.
    grounds: tuple[str, ...] = ()

    @property
    def span(self) -> float:
        return self.high - self.low

    def holds(self, guess: float) -> bool:
        return self.low <= guess <= self.high


def of_pack(told: GuessDefinition, decimals: int) -> Bounds | None:
    if told.low is None or told.high is None:
        return None
    step = told.step or step_of(told.low, told.high, decimals)
    return Bounds(told.low, told.high, step, ("pack",))


def derived(
    history: Collection[float],
    *,
    target: float | None = None,
    levels: Sequence[float] = (),
    decimals: int = 0,
    share: bool = False,
) -> Bounds | None:
    """``share``: a percentage. None where nothing is known to bound it by."""
    known = {"history": history, "target": () if target is None else (target,), "levels": levels}
    values = [value for found in known.values() for value in found if math.isfinite(value)]
    if share and all(0 <= value <= 100 for value in values):
        return Bounds(0.0, 100.0, step_of(0, 100, decimals), ("share",))
    most = max((abs(value) for value in values), default=0.0)
    if most < NOUGHT:
        return None
    high = round_up(most * ROOM)
    low = -high if min(values) < 0 else 0.0
    grounds = tuple(name for name, found in known.items() if found)
    return Bounds(low, high, step_of(low, high, decimals), grounds)


def step_of(low: float, high: float, decimals: int) -> float:
    """Round, and never finer than the value is told."""
    return max(10.0**-decimals, round_up((high - low) / PLACES))


def round_up(value: float) -> float:
    """The smallest of 1, 2 or 5 times a power of ten that is not below ``value``."""
    size = 10.0 ** math.floor(math.log10(value))
    found = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= value * (1 - 1e-9))
    return float(f"{found:.12g}")
