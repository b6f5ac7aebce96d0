"""Recorded incidents that are reported and move through their states once more.

Times that the recording has are replayed; states of the kind's path that it is silent about are
placed between by the pack's rule (``assumed_after``) and marked synthetic, never replayed.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.ingest.pack import Pack
from simin.ingest.pack.incidents import IncidentKind
from simin.ingest.pack.recordings import Recording
from simin.ingest.pack.titles import filled, place_words
from simin.ingest.records import (
    IncidentReport,
    OriginName,
    TimedIncidentStep,
    TimedNotice,
    TimedObservation,
)
from simin.sources.recording.file import open_recording, shifted
from simin.sources.recording.looping import Looping

_AFTER = "_after"
#: Columns that are not facts.
_KNOWN = {"id", "kind", "reported_at", "district", "neighbourhood", "severity"}


@dataclass(frozen=True, slots=True)
class _Recorded:
    """One row: local time of the first loop, and seconds from it to each state."""

    id: str
    kind: str
    severity: str
    reported_at: datetime
    neighbourhood: str
    #: State, seconds after the report, and whether it was recorded or assumed.
    steps: tuple[tuple[str, int, bool], ...]
    facts: dict[str, int]


class IncidentRecording:
    """One recording of kind ``incidents``."""

    def __init__(self, pack: Pack, recording: Recording, looping: Looping) -> None:
        self._pack = pack
        self._recording = recording
        self._looping = looping
        self._kinds = {kind.id: kind for kind in pack.incident_kinds}
        self._places = {place.id: place for place in pack.neighbourhoods}
        self._districts = {district.id: district.name for district in pack.districts}
        self._origin: OriginName = next(
            entry.origin for entry in pack.sources if entry.id == recording.source
        )
        self._incidents: list[_Recorded] | None = None
        self._times: list[datetime] = []
        self._longest = timedelta()

    @property
    def source(self) -> str:
        return self._recording.source

    @property
    def name(self) -> str:
        return self._recording.id

    def observations_between(self, start: datetime, end: datetime) -> Iterator[TimedObservation]:
        return iter(())

    def notices_between(self, start: datetime, end: datetime) -> Iterator[TimedNotice]:
        return iter(())

    def incident_steps_between(self, start: datetime, end: datetime) -> Iterator[TimedIncidentStep]:
        """Reports and later steps after ``start`` and up to ``end``, in order of time."""
        steps = [
            step
            for loop, incident in self._possible(start, end)
            for step in self._steps(incident, loop)
            if start < step.at <= end
        ]
        return iter(sorted(steps, key=lambda step: step.at))

    def _possible(self, start: datetime, end: datetime) -> Iterator[tuple[int, _Recorded]]:
        incidents = self._load()
        for span in self._looping.spans(start, end, self._longest):
            first = bisect_left(self._times, span.after)
            for position in range(first, bisect_left(self._times, span.until)):
                yield span.loop, incidents[position]

    def _steps(self, incident: _Recorded, loop: int) -> Iterator[TimedIncidentStep]:
        reported_at = self._looping.city_time(incident.reported_at, loop)
        recorded_at = self._looping.original(incident.reported_at, self._recording.shift_days)
        for state, seconds, recorded in incident.steps:
            later = timedelta(seconds=seconds)
            yield TimedIncidentStep(
                at=reported_at + later,
                key=f"{self._recording.id}/{incident.id}/loop-{loop}",
                source=self._recording.source,
                state=state,
                origin=self._origin if recorded else "synthetic",
                recorded_at=recorded_at + later if recorded else None,
                report=self._report(incident, reported_at, recorded_at)
                if state == "reported"
                else None,
            )

    def _report(
        self, incident: _Recorded, reported_at: datetime, recorded_at: datetime
    ) -> IncidentReport:
        place = self._places[incident.neighbourhood]
        words = place_words(place, self._districts[place.district])
        return IncidentReport(
            kind=incident.kind,
            severity=incident.severity,
            title=filled(self._kinds[incident.kind].title, words),
            reported_at=reported_at,
            district=place.district,
            neighbourhood=place.id,
            place=words,
            longitude=place.longitude,
            latitude=place.latitude,
            recorded_at=recorded_at,
            facts=incident.facts,
        )

    def _load(self) -> list[_Recorded]:
        if self._incidents is None:
            with open_recording(self._pack, self._recording) as (header, rows):
                read = [self._recorded(dict(zip(header, row, strict=True))) for _, row in rows]
            self._times = [incident.reported_at for incident in read]
            longest = max((incident.steps[-1][1] for incident in read), default=0)
            self._longest = timedelta(seconds=longest)
            self._incidents = read
        return self._incidents

    def _recorded(self, row: dict[str, str]) -> _Recorded:
        known = {
            name.removesuffix(_AFTER): int(cell)
            for name, cell in row.items()
            if name.endswith(_AFTER) and cell
        }
        return _Recorded(
            id=row["id"],
            kind=row["kind"],
            severity=row["severity"],
            reported_at=shifted(row["reported_at"], self._recording),
            neighbourhood=row["neighbourhood"],
            steps=path_of(self._kinds[row["kind"]], known),
            facts={
                name: int(cell)
                for name, cell in row.items()
                if name not in _KNOWN and not name.endswith(_AFTER) and cell
            },
        )


def path_of(kind: IncidentKind, known: dict[str, int]) -> tuple[tuple[str, int, bool], ...]:
    """States with seconds after the report, and whether each was recorded.

    An assumed state stands ``assumed_after`` seconds after the one before it, but no later than
    halfway to the next recorded one; states with neither a time nor a rule are left out.
    """
    known = {**known, "reported": 0}
    steps: list[tuple[str, int, bool]] = []
    at = 0
    for place, state in enumerate(kind.states):
        if state in known:
            at = max(at, known[state])
            steps.append((state, at, True))
        elif state in kind.assumed_after:
            ahead = [known[later] for later in kind.states[place:] if later in known]
            assumed = at + kind.assumed_after[state]
            at = min(assumed, (at + min(ahead)) // 2) if ahead and min(ahead) > at else assumed
            steps.append((state, at, False))
    return tuple(steps)
