"""How guesses of one question are spread, and how much of it may be told. Pure.

Guesses lie in bins of the bounds; how far each was off, as a share of the bounds, lies in finer
ones, because two guesses of a day may have been made of two values. A count below the city's
smallest is not told, nought is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
        beyond = sum(self.off[off_bin(guess, value, self.bounds) + 1 :])
        return round(100 * beyond / self.total) if self.total else 0


def _less(counts: Sequence[int], place: int) -> tuple[int, ...]:
    return tuple(max(0, count - (at == place)) for at, count in enumerate(counts))
