"""Generated requests of citizens, as a telephone line such as 120 hands them over: once an hour.

What was asked during an hour, and what was closed, becomes known when the hour has passed, so that
a data set grows by files of an hour and not of a request. Nobody stands behind a request.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from simin.ingest.pack import Pack
from simin.ingest.pack.synthetic import RequestGenerator
from simin.ingest.records import TimedIncidentStep, TimedNotice, TimedObservation, TimedRow
from simin.sources.synthetic.chance import HOUR, beginning, draws, hour_of
from simin.sources.synthetic.runs import Run, Runs


class GeneratedRequests:
    """One generator of kind ``requests``."""

    def __init__(self, pack: Pack, generator: RequestGenerator) -> None:
        self._city = pack.city.id
        self._generator = generator
        self._districts = [district.id for district in pack.districts]
        self._people = [district.population or 1 for district in pack.districts]
        shortest, longest = generator.duration_hours
        self._runs = Runs(
            pack.city.id,
            generator.id,
            generator.per_day,
            generator.hours,
            (60 * shortest, 60 * longest),
            ZoneInfo(pack.city.time_zone),
        )
        self._longest = int(longest) + 2
        self._rows_of = lru_cache(maxsize=self._longest + 8)(self._drawn_rows)

    @property
    def source(self) -> str:
        return self._generator.source

    @property
    def name(self) -> str:
        return self._generator.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        return iter(())

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        return iter(())

    def rows_between(self, start: datetime, end: datetime) -> Iterator[TimedRow]:
        """In order of time: a request as it was made, and once more as it was closed."""
        if hour_of(start) == hour_of(end):
            return iter(())
        hours = range(hour_of(start) - self._longest, hour_of(end) + 1)
        rows = [row for hour in hours for row in self._rows_of(hour) if start < row.at <= end]
        return iter(sorted(rows, key=lambda row: row.at))

    def _drawn_rows(self, hour: int) -> tuple[TimedRow, ...]:
        return tuple(row for run in self._runs.of(hour) for row in self._rows(hour, run))

    def _rows(self, hour: int, run: Run) -> Iterator[TimedRow]:
        generator = self._generator
        chance = draws(self._city, generator.id, hour, run.number)
        code = chance.choices(list(generator.services), list(generator.services.values()))[0]
        key = f"{generator.id}/{hour}-{run.number}"
        made = {
            "service_request_id": key,
            "service_code": code,
            "district": chance.choices(self._districts, self._people)[0],
            "requested_at": run.begins,
            "expected_at": run.begins + timedelta(hours=generator.expected_hours),
        }
        closed = run.begins + run.lasts
        yield self._row(run.begins, key, {**made, "status": "open", "closed_at": None})
        yield self._row(closed, key, {**made, "status": "closed", "closed_at": closed})

    def _row(self, at: datetime, key: str, values: dict[str, object]) -> TimedRow:
        known_at = beginning(hour_of(at)) + HOUR
        return TimedRow(at=known_at, dataset=self._generator.dataset, key=key, values=values)
