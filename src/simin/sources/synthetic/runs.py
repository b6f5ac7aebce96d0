"""Runs that begin during an hour: the same for everyone who asks about that hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from simin.sources.synthetic.chance import HOUR, beginning, draws, how_many


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one hour."""

    number: int
    begins: datetime
    lasts: timedelta


@dataclass(frozen=True)
class Runs:
    """Draws the runs of an hour of one generator."""

    city: str
    generator: str
    per_day: float
    #: Weight of each local hour.
    hours: tuple[float, ...]
    duration_minutes: tuple[float, float]
    zone: ZoneInfo

    def of(self, hour: int) -> tuple[Run, ...]:
        """In order of their beginning."""
        chance = draws(self.city, self.generator, hour)
        begins = beginning(hour)
        weight = self.hours[begins.astimezone(self.zone).hour] / sum(self.hours)
        count = how_many(chance, self.per_day * weight)
        times = sorted(chance.random() for _ in range(count))
        return tuple(
            Run(
                number,
                begins + timedelta(seconds=int(share * HOUR.total_seconds())),
                timedelta(seconds=int(60 * chance.uniform(*self.duration_minutes))),
            )
            for number, share in enumerate(times)
        )
