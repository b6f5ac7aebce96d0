"""Generated incidents: reported, answered and closed, in real neighbourhoods, with drawn titles."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from simin.ingest.pack import Pack
from simin.ingest.pack.incidents import IncidentKind
from simin.ingest.pack.places import Neighbourhood
from simin.ingest.pack.synthetic import IncidentGenerator
from simin.ingest.pack.titles import filled, place_words
from simin.ingest.records import (
    IncidentReport,
    TimedIncidentStep,
    TimedNotice,
    TimedObservation,
)
from simin.sources.synthetic.chance import HOUR, draws, hour_of
from simin.sources.synthetic.runs import Run, Runs

#: Share of the time to the arrival at which the order goes out and the unit drives off.
_ORDERED, _EN_ROUTE = 0.12, 0.3


class GeneratedIncidents:
    """One generator of kind ``incidents``."""

    def __init__(self, pack: Pack, generator: IncidentGenerator) -> None:
        self._city = pack.city.id
        self._generator = generator
        self._kind: IncidentKind = next(
            kind for kind in pack.incident_kinds if kind.id == generator.incident_kind
        )
        self._districts = {district.id: district.name for district in pack.districts}
        self._places = pack.neighbourhoods
        self._runs = Runs(
            pack.city.id,
            generator.id,
            generator.per_day,
            generator.hours,
            generator.duration_minutes,
            ZoneInfo(pack.city.time_zone),
        )
        self._steps_of = lru_cache(maxsize=64)(self._drawn_steps)

    @property
    def source(self) -> str:
        return self._generator.source

    @property
    def name(self) -> str:
        return self._generator.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        return iter(())

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        """Reports and later steps after ``start`` and up to ``end``, in order of time."""
        longest = timedelta(minutes=self._generator.duration_minutes[1])
        first = hour_of(start - longest - HOUR)
        steps = [
            step
            for hour in range(first, hour_of(end) + 1)
            for step in self._steps_of(hour)
            if start < step.at <= end
        ]
        return iter(sorted(steps, key=lambda step: step.at))

    def _drawn_steps(self, hour: int) -> tuple[TimedIncidentStep, ...]:
        return tuple(step for run in self._runs.of(hour) for step in self._steps(hour, run))

    def _steps(self, hour: int, run: Run) -> Iterator[TimedIncidentStep]:
        chance = draws(self._city, self._generator.id, hour, run.number)
        arrival = 60 * chance.uniform(*self._generator.response_minutes)
        place = chance.choice(self._places)
        title = chance.choice(self._generator.titles)
        weights = self._generator.severities
        severity = chance.choices(list(weights), list(weights.values()))[0]
        report = self._report(run, place, dict(title), severity)
        lasts = max(run.lasts.total_seconds(), arrival * 1.5)
        for state, seconds in _path(self._kind, arrival, lasts):
            yield TimedIncidentStep(
                at=run.begins + timedelta(seconds=int(seconds)),
                key=f"{self._generator.id}/{hour}-{run.number}",
                source=self._generator.source,
                state=state,
                origin="synthetic",
                report=report if state == "reported" else None,
            )

    def _report(
        self, run: Run, place: Neighbourhood, title: dict[str, str], severity: str
    ) -> IncidentReport:
        words = place_words(place, self._districts[place.district])
        return IncidentReport(
            kind=self._kind.id,
            severity=severity,
            title=filled(title, words),
            reported_at=run.begins,
            district=place.district,
            neighbourhood=place.id,
            place=words,
            longitude=place.longitude,
            latitude=place.latitude,
        )


def _path(kind: IncidentKind, arrival: float, lasts: float) -> Iterator[tuple[str, float]]:
    """Seconds after the report at which each state of the path is reached."""
    work = lasts - arrival
    shares = {
        "reported": 0.0,
        "ordered": arrival * _ORDERED,
        "en_route": arrival * _EN_ROUTE,
        "arrived": arrival,
        "operating": arrival + work * 0.05,
        "under_control": arrival + work * 0.6,
        "extinguished": arrival + work * 0.8,
        "closed": lasts,
    }
    return ((state, shares[state]) for state in kind.states)
