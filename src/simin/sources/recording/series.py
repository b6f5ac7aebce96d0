"""Numbers over time. Rows stay in compact arrays: a whole season of a city is a few megabytes."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import isnan

from simin.ingest.pack import Pack
from simin.ingest.pack.recordings import Recording
from simin.ingest.records import TimedIncidentStep, TimedNotice, TimedObservation
from simin.sources.recording.file import open_recording, shifted
from simin.sources.recording.looping import Looping, Span

_NOTHING = float("nan")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 — local time, counted in seconds


class SeriesRecording:
    """One recording of kind ``series`` or ``snapshot``."""

    def __init__(self, pack: Pack, recording: Recording, looping: Looping) -> None:
        self._pack = pack
        self._recording = recording
        self._looping = looping
        self._datastreams: list[str] = []
        #: Seconds of local time, and one row after the other.
        self._times = array("q")
        self._values = array("d")

    @property
    def source(self) -> str:
        return self._recording.source

    @property
    def name(self) -> str:
        return self._recording.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        """What becomes known after ``start`` and up to ``end``: values whose period has passed."""
        self._load()
        period = timedelta(seconds=self._recording.period)
        for span in self._looping.spans(start, end, period):
            for row in self._rows(span):
                local = _EPOCH + timedelta(seconds=self._times[row])
                begins = self._looping.city_time(local, span.loop)
                if start < begins + period <= end:
                    yield from self._observations(row, local, begins, begins + period)

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        return iter(())

    def _rows(self, span: Span) -> range:
        first = bisect_left(self._times, _seconds(span.after))
        return range(first, bisect_right(self._times, _seconds(span.until - _ONE)))

    def _observations(
        self, row: int, local: datetime, begins: datetime, at: datetime
    ) -> Iterator[TimedObservation]:
        recorded_at = self._looping.original(local, self._recording.shift_days)
        offset = row * len(self._datastreams)
        for column, datastream in enumerate(self._datastreams):
            result = self._values[offset + column]
            if not isnan(result):
                yield TimedObservation(
                    at=at,
                    datastream=datastream,
                    source=self._recording.source,
                    phenomenon_time=begins,
                    result=result,
                    recorded_at=recorded_at,
                    period=self._recording.period,
                )

    def _load(self) -> None:
        if self._datastreams:
            return
        with open_recording(self._pack, self._recording) as (header, rows):
            times, values = array("q"), array("d")
            for _, cells in rows:
                times.append(_seconds(shifted(cells[0], self._recording)))
                values.extend(float(cell) if cell else _NOTHING for cell in cells[1:])
        self._datastreams, self._times, self._values = header[1:], times, values


_ONE = timedelta(seconds=1)


def _seconds(local: datetime) -> int:
    return int((local - _EPOCH).total_seconds())
