"""Numbers that swing over the day or wander around a mean."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from simin.ingest.pack import Pack
from simin.ingest.pack.synthetic import SignalGenerator
from simin.ingest.records import TimedIncidentStep, TimedNotice, TimedObservation
from simin.sources.synthetic.chance import HOUR, draws, hour_of, phase_of, ticks_between


class SignalStream:
    """One generator of kind ``diurnal`` or ``walk``."""

    def __init__(self, pack: Pack, generator: SignalGenerator) -> None:
        self._city = pack.city.id
        self._generator = generator
        self._phase = phase_of(pack.city.id, generator.id, generator.period)
        self._zone = ZoneInfo(pack.city.time_zone)
        self._datastreams = [
            datastream.id
            for datastream in pack.datastreams
            if datastream.family == generator.family
        ]
        self._shares = {name: self._share(name) for name in self._datastreams}
        self._knot = lru_cache(maxsize=4096)(self._drawn_knot)

    @property
    def source(self) -> str:
        return self._generator.source

    @property
    def name(self) -> str:
        return self._generator.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        """A value of each datastream at every multiple of the period."""
        for at in ticks_between(start, end, self._generator.period, self._phase):
            for datastream in self._datastreams:
                yield TimedObservation(
                    at=at,
                    datastream=datastream,
                    source=self._generator.source,
                    phenomenon_time=at,
                    result=self.value(datastream, at),
                )

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        return iter(())

    def value(self, datastream: str, at: datetime) -> float:
        """The value at ``at``, rounded and kept inside the limits."""
        generator = self._generator
        level = generator.mean + self._swing(at) + self._wandered(datastream, at)
        level = level * self._shares[datastream] + self._noise(datastream, at)
        if generator.minimum is not None:
            level = max(level, generator.minimum)
        if generator.maximum is not None:
            level = min(level, generator.maximum)
        return round(level, generator.decimals)

    def _swing(self, at: datetime) -> float:
        local = at.astimezone(self._zone)
        hours = local.hour + local.minute / 60 - self._generator.peak_hour
        return self._generator.swing * math.cos(hours * math.pi / 12)

    def _wandered(self, datastream: str, at: datetime) -> float:
        """Smoothly from knot to knot, so that no step depends on the one before."""
        if not self._generator.wander:
            return 0.0
        position = (at - _EPOCH) / (HOUR * self._generator.wander_hours)
        knot = math.floor(position)
        share = (1 - math.cos((position - knot) * math.pi)) / 2
        before, after = self._knot(datastream, knot), self._knot(datastream, knot + 1)
        return self._generator.wander * (before + (after - before) * share)

    def _drawn_knot(self, datastream: str, knot: int) -> float:
        return draws(self._city, self._generator.id, datastream, "knot", knot).uniform(-1, 1)

    def _noise(self, datastream: str, at: datetime) -> float:
        if not self._generator.noise:
            return 0.0
        second = int((at - _EPOCH) / timedelta(seconds=1)) % 3600
        chance = draws(self._city, self._generator.id, datastream, hour_of(at), second)
        return chance.gauss(0, self._generator.noise)

    def _share(self, datastream: str) -> float:
        spread = self._generator.district_spread
        return 1 + spread * draws(self._city, self._generator.id, datastream).uniform(-1, 1)


_EPOCH = datetime.fromtimestamp(0, tz=ZoneInfo("UTC"))
