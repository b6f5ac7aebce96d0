"""How guesses of one question are spread, and how much of it may be told. Pure.

Guesses lie in bins of the bounds; how far each was off, as a share of the bounds, lies in finer
ones, because two guesses of a day may have been made of two values. A count below the city's
smallest is not told, nought is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from simin.domains.guesses.bounds import Bounds

BINS = 20
OFF_BINS = 50


def bin_of(guess: float, bounds: Bounds) -> int:
    """What lies beyond the bounds counts to their ends."""
    return _place((guess - bounds.low) / bounds.span, BINS)


def off_bin(guess: float, value: float, bounds: Bounds) -> int:
    return _place(abs(guess - value) / bounds.span, OFF_BINS)


def _place(share: float, bins: int) -> int:
    return min(bins - 1, max(0, int(share * bins + 1e-9)))


@dataclass(frozen=True)
class Tally:
    bounds: Bounds
    guessed: tuple[int, ...] = (0,) * BINS
    off: tuple[int, ...] = (0,) * OFF_BINS

    @property
    def total(self) -> int:
        return sum(self.guessed)

    def others(self, guess: float, value: float) -> "Tally":
        """Without one guess, which is one's own."""
        return Tally(
            self.bounds,
            _less(self.guessed, bin_of(guess, self.bounds)),
            _less(self.off, off_bin(guess, value, self.bounds)),
        )

    def is_told(self, least: int) -> bool:
        return self.total >= least

    def told(self, least: int) -> list[int | None]:
        """Counts by bin; None where there are some, but too few to be told."""
        return [count if count >= least or not count else None for count in self.guessed]

    def told_total(self, least: int) -> int:
        """How many there are at least: in steps of ``least``, so that no small rest is told."""
        return self.total // least * least

    def farther(self, guess: float, value: float) -> int:
        """Per cent of these that were farther off than ``guess``."""
        return _beyond(self.off, off_bin(guess, value, self.bounds))


@dataclass(frozen=True)
class LineTally:
    """Of lines: where each point was put, and how far off lines were on average."""

    bounds: Bounds
    points: tuple[tuple[int, ...], ...]
    off: tuple[int, ...] = (0,) * OFF_BINS

    @property
    def total(self) -> int:
        return sum(self.off)

    def others(self, guesses: Sequence[float], values: Sequence[float]) -> "LineTally":
        far = off_bin(mean_off(guesses, values), 0, self.bounds)
        pairs = zip(self.points, guesses, strict=True)
        points = tuple(_less(counts, bin_of(guess, self.bounds)) for counts, guess in pairs)
        return LineTally(self.bounds, points, _less(self.off, far))

    def middles(self) -> list[float]:
        """The middle of the bin in which the median of each point lies; none of nobody."""
        if not self.total:
            return []
        wide = self.bounds.span / BINS
        return [self.bounds.low + (_median(counts) + 0.5) * wide for counts in self.points]

    def farther(self, guesses: Sequence[float], values: Sequence[float]) -> int:
        return _beyond(self.off, off_bin(mean_off(guesses, values), 0, self.bounds))


def mean_off(guesses: Sequence[float], values: Sequence[float]) -> float:
    return fmean(abs(guess - value) for guess, value in zip(guesses, values, strict=True))


def _median(counts: Sequence[int]) -> int:
    half, seen = sum(counts) / 2, 0
    for place, count in enumerate(counts):
        seen += count
        if seen >= half and seen:
            return place
    return 0


def _beyond(off: Sequence[int], place: int) -> int:
    total = sum(off)
    return round(100 * sum(off[place + 1 :]) / total) if total else 0


def _less(counts: Sequence[int], place: int) -> tuple[int, ...]:
    return tuple(max(0, count - (at == place)) for at, count in enumerate(counts))
