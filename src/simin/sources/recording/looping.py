"""How recorded time meets city time, over and over.

City time never turns back: when the window ends the recordings start again, shifted by the window's
length rounded up to whole weeks, so that weekdays stay weekdays. Shifts are made in local time, so
that eight in the morning stays eight in the morning across daylight saving.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from simin.ingest.pack.city import City

#: No zone's local time differs by more than this from one side of a change to the other.
_ZONE_CHANGE = timedelta(hours=3)


@dataclass(frozen=True)
class Span:
    """A part of one loop: ``loop`` and the recording's local times from ``after`` to ``until``."""

    loop: int
    after: datetime
    until: datetime


@dataclass(frozen=True)
class Looping:
    """The demo window of one city."""

    zone: ZoneInfo
    #: Local midnights at which the window begins and ends.
    begin: datetime
    end: datetime

    @classmethod
    def of(cls, city: City) -> "Looping":
        played = city.demo or city.stand_in
        if played is None:
            raise ValueError("the city says no window of recordings")
        first, last = played.window
        midnight = datetime.min.time()
        return cls(
            ZoneInfo(city.time_zone),
            datetime.combine(first, midnight),
            datetime.combine(last, midnight) + timedelta(days=1),
        )

    @property
    def length(self) -> timedelta:
        """Of one loop: whole weeks."""
        days = (self.end - self.begin).days
        return timedelta(days=-(-days // 7) * 7)

    def spans(self, start: datetime, end: datetime, reach: timedelta) -> Iterator[Span]:
        """The parts of loops that may bring records from ``start`` to ``end``.

        ``reach`` is how long after its row a record may come. The parts are a little too wide:
        who asks compares exact times afterwards.
        """
        early = self._local(start) - reach - _ZONE_CHANGE
        late = self._local(end) + _ZONE_CHANGE
        first = (early - self.begin) // self.length
        last = (late - self.begin) // self.length
        for loop in range(first, last + 1):
            after = max(early - loop * self.length, self.begin)
            until = min(late - loop * self.length, self.end)
            if after < until:
                yield Span(loop, after, until)

    def city_time(self, local: datetime, loop: int) -> datetime:
        """UTC of the recording's local time as it is shown in ``loop``."""
        return (local + loop * self.length).replace(tzinfo=self.zone).astimezone(UTC)

    def original(self, local: datetime, shift_days: int) -> datetime:
        """UTC at which the row was recorded."""
        return (local - timedelta(days=shift_days)).replace(tzinfo=self.zone).astimezone(UTC)

    def day(self, day: date, loop: int) -> date:
        """A recorded day as it is shown in ``loop``."""
        return day + loop * self.length

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)
