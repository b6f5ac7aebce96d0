"""Counts of runs that begin and end: open now, and begun since local midnight."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from simin.ingest.pack import Pack
from simin.ingest.pack.synthetic import CounterGenerator
from simin.ingest.records import TimedIncidentStep, TimedNotice, TimedObservation
from simin.sources.synthetic.chance import HOUR, beginning, hour_of, phase_of, ticks_between
from simin.sources.synthetic.runs import Runs


class CounterStream:
    """One generator of kind ``counter``; its families have one datastream for the city."""

    def __init__(self, pack: Pack, generator: CounterGenerator) -> None:
        self._generator = generator
        self._phase = phase_of(pack.city.id, generator.id, generator.period)
        self._zone = ZoneInfo(pack.city.time_zone)
        runs = Runs(
            pack.city.id,
            generator.id,
            generator.per_day,
            generator.hours,
            generator.duration_minutes,
            self._zone,
        )
        self._runs_of = lru_cache(maxsize=64)(runs.of)

    @property
    def source(self) -> str:
        return self._generator.source

    @property
    def name(self) -> str:
        return self._generator.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        """Both counts at every multiple of the period."""
        for at in ticks_between(start, end, self._generator.period, self._phase):
            counts = (
                (self._generator.family, self.open(at)),
                (self._generator.today, self.today(at)),
            )
            for datastream, count in counts:
                yield TimedObservation(
                    at=at,
                    datastream=datastream,
                    source=self._generator.source,
                    phenomenon_time=at,
                    result=float(count),
                )

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        return iter(())

    def open(self, at: datetime) -> int:
        """Runs that have begun and not ended."""
        longest = int(self._generator.duration_minutes[1] // 60) + 1
        return sum(
            run.begins <= at < run.begins + run.lasts
            for hour in range(hour_of(at) - longest, hour_of(at) + 1)
            for run in self._runs_of(hour)
        )

    def today(self, at: datetime) -> int:
        """Runs that have begun since local midnight."""
        local = at.astimezone(self._zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        count = 0
        for hour in range(hour_of(midnight), hour_of(at) + 1):
            runs = self._runs_of(hour)
            whole = midnight <= beginning(hour) and beginning(hour) + HOUR <= at
            count += len(runs) if whole else sum(midnight <= run.begins <= at for run in runs)
        return count
