"""Recorded announcements, published once more on the same weekday."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from simin.ingest.pack import Pack
from simin.ingest.pack.recordings import Recording
from simin.ingest.records import TimedIncidentStep, TimedNotice, TimedObservation
from simin.sources.recording.file import open_recording, shifted
from simin.sources.recording.looping import Looping


class NoticeRecording:
    """One recording of kind ``notices``."""

    def __init__(self, pack: Pack, recording: Recording, looping: Looping) -> None:
        self._pack = pack
        self._recording = recording
        self._looping = looping
        self._rows: list[dict[str, str]] | None = None
        self._times: list[datetime] = []

    @property
    def source(self) -> str:
        return self._recording.source

    @property
    def name(self) -> str:
        return self._recording.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        return iter(())

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        """What is published after ``start`` and up to ``end``."""
        rows = self._load()
        for span in self._looping.spans(start, end, timedelta()):
            first = bisect_left(self._times, span.after)
            for position in range(first, bisect_left(self._times, span.until)):
                at = self._looping.city_time(self._times[position], span.loop)
                if start < at <= end:
                    yield self._notice(rows[position], position, at, span.loop)

    def _notice(self, row: dict[str, str], position: int, at: datetime, loop: int) -> TimedNotice:
        local = self._times[position]
        return TimedNotice(
            at=at,
            key=f"{self._recording.id}/{row['id']}/loop-{loop}",
            source=self._recording.source,
            title=self._words(row, "title") or {},
            category=self._words(row, "category"),
            summary=self._words(row, "summary"),
            district=row["district"] or None,
            starts_on=self._day(row.get("starts_on", ""), loop),
            ends_on=self._day(row["ends_on"], loop),
            link=row["link"] or None,
            recorded_at=self._looping.original(local, self._recording.shift_days),
        )

    def _words(self, row: dict[str, str], name: str) -> dict[str, str] | None:
        words = {code: row.get(f"{name}_{code}", "") for code in self._pack.city.languages}
        return {code: text for code, text in words.items() if text} or None

    def _day(self, cell: str, loop: int) -> date | None:
        if not cell:
            return None
        return self._looping.day(shifted(cell, self._recording).date(), loop)

    def _load(self) -> list[dict[str, str]]:
        if self._rows is None:
            with open_recording(self._pack, self._recording) as (header, rows):
                read = [dict(zip(header, row, strict=True)) for _, row in rows]
            self._times = [shifted(row["published_at"], self._recording) for row in read]
            self._rows = read
        return self._rows
