"""The replayed city's clock, kept in the database so that every process tells the same time.

A city that is down stands still and goes on where it stopped; its time never turns back. A city
without a demonstration has no row here and lives in real time.
"""

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from simin.ingest.models import CityTime
from simin.kit.clock import Clock, ReplayClock, SystemClock

#: Real seconds for which a process trusts the row it has read.
_TRUSTED_SECONDS = 2.0
#: Real seconds by which a process may tell a later time than was played.
_AHEAD_SECONDS = 5.0


def begin(*, at: datetime, speed: float) -> None:
    """The city's time begins at ``at``; does nothing to a city whose time has begun."""
    CityTime.objects.get_or_create(
        id=1,
        defaults={
            "real_anchor": datetime.now(UTC),
            "city_anchor": at,
            "played_until": at,
            "speed": speed,
        },
    )


def start(*, speed: float | None = None) -> Clock:
    """The city's time runs on from where it stands; the clock of the process that plays it."""
    row = CityTime.objects.filter(id=1).first()
    if row is None:
        return SystemClock()
    row.real_anchor = datetime.now(UTC)
    row.city_anchor = row.played_until
    row.speed = speed or row.speed
    row.starts += 1
    row.running = True
    row.save()
    return ReplayClock(row.real_anchor, row.city_anchor, row.speed)


def stop() -> None:
    """The city's time stands still."""
    CityTime.objects.filter(id=1).update(running=False)


def position() -> CityTime | None:
    """The row, or None for a city that lives in real time."""
    return CityTime.objects.filter(id=1).first()


class StoredClock:
    """Tells the time of the row to processes that do not play it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clock: Clock = SystemClock()
        self._read_at = float("-inf")

    @property
    def speed(self) -> float:
        return self._current().speed

    def now(self) -> datetime:
        return self._current().now()

    def _current(self) -> Clock:
        with self._lock:
            if time.monotonic() - self._read_at > _TRUSTED_SECONDS:
                self._clock = _clock_of(position())
                self._read_at = time.monotonic()
            return self._clock


@dataclass(frozen=True)
class _UpTo:
    """A clock that waits at ``limit``: an engine that was killed does not say that it stopped."""

    clock: Clock
    limit: datetime

    @property
    def speed(self) -> float:
        return self.clock.speed

    def now(self) -> datetime:
        return min(self.clock.now(), self.limit)


def _clock_of(row: CityTime | None) -> Clock:
    if row is None:
        return SystemClock()
    if not row.running:
        return ReplayClock(datetime.now(UTC), row.played_until, 0.0)
    ahead = timedelta(seconds=row.speed * _AHEAD_SECONDS)
    clock = ReplayClock(row.real_anchor, row.city_anchor, row.speed)
    return _UpTo(clock, row.played_until + ahead)
