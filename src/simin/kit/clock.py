"""The city's clock is a port, because a replayed city lives in another time than its machine.

Everything that tells *city time* (observations, incidents, frames) asks the clock that was wired in
at start. Security (sessions, tickets) never does: it asks the system.
Nothing here sleeps, and nothing here returns a naive datetime.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells city time."""

    @property
    def speed(self) -> float:
        """City seconds that pass in one real second."""

    def now(self) -> datetime:
        """City time, aware, UTC."""


@dataclass(frozen=True)
class SystemClock:
    """City time is real time."""

    speed: float = 1.0

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """Stands still until a test moves it."""

    at: datetime
    speed: float = 1.0

    def now(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        self.at += by


@dataclass(frozen=True)
class ReplayClock:
    """City time runs ``speed`` times as fast as real time, from an anchor on.

    It never turns back, also when the recordings loop: the recordings are shifted instead.
    """

    real_anchor: datetime
    city_anchor: datetime
    speed: float
    real: Clock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        return self.city_anchor + (self.real.now() - self.real_anchor) * self.speed


class _Wired:
    """The clock that this process was wired with."""

    clock: Clock = SystemClock()


def wire(clock: Clock) -> None:
    """Make ``clock`` this process's city clock; the composition root alone calls it."""
    _Wired.clock = clock


def city_clock() -> Clock:
    """The clock that tells this process's city time."""
    return _Wired.clock
