"""Plays record streams into the city as its time passes, each record exactly once.

Everything that became known in a span of city time is stored in one transaction together with the
position reached, so a killed engine goes on where the last commit left it. What a domain refuses is
counted in the run and said once, and the rest of the span is kept.
Nothing here knows where records come from: streams are handed in.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

import structlog
from django.db import transaction

from simin.domains.catalogue import services as catalogue
from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.news import services as news
from simin.domains.observations import services as observations
from simin.domains.picture.card import Origin
from simin.ingest.models import CityTime, Run
from simin.ingest.oversight import hours
from simin.ingest.played_incidents import IncidentPlayer
from simin.ingest.records import RecordStream, RowStream, TimedNotice, TimedObservation
from simin.kit.errors import RejectedError

log = structlog.get_logger()


@dataclass
class Counted:
    """What a stream brought in one span."""

    fetched: int = 0
    rejected: int = 0
    #: Observations that the store did not refuse.
    observed: int = 0
    #: Records by the hour in which they became known.
    hours: Counter[datetime] = field(default_factory=Counter)

    def note(self, at: datetime) -> None:
        self.fetched += 1
        self.hours[hours.hour_of(at)] += 1


class Replay:
    """The streams of one city, played in turn."""

    def __init__(
        self,
        streams: Sequence[RecordStream],
        *,
        zone: tzinfo,
        incidents: IncidentPlayer,
        origins: dict[str, Origin],
        starts: int,
    ) -> None:
        self.streams = streams
        self.zone = zone
        self.incidents = incidents
        self.origins = origins
        self.starts = starts
        self._said: set[str] = set()

    @transaction.atomic
    def play(self, start: datetime, end: datetime, *, generated_incidents: bool = True) -> int:
        """Store what became known after ``start``, up to ``end``; how many records.

        Without ``generated_incidents`` incidents come from recordings only.
        """
        played = self._play(self.streams, start, end, generated_incidents)
        CityTime.objects.filter(id=1).update(played_until=end)
        return played

    def play_stream(self, stream: RecordStream, start: datetime, end: datetime) -> int:
        """Store what one stream brings, in its caller's transaction; how many records."""
        return self._play([stream], start, end, True)

    def _play(
        self,
        streams: Sequence[RecordStream],
        start: datetime,
        end: datetime,
        generated_incidents: bool,
    ) -> int:
        counts = self._observe(streams, start, end)
        for stream, counted in counts:
            recorded = self.origins[stream.source] is not Origin.SYNTHETIC
            self._report(stream, start, end, recorded or generated_incidents, counted)
        brought = [(stream, counted) for stream, counted in counts if counted.fetched]
        if brought:
            self._count(brought, start, end)
        return sum(counted.fetched for _, counted in brought)

    def _report(
        self,
        stream: RecordStream,
        start: datetime,
        end: datetime,
        incidents_too: bool,
        counted: Counted,
    ) -> None:
        """Incidents, rows of data sets and notices."""
        if incidents_too:
            for step in stream.incident_steps_between(start, end):
                counted.note(step.at)
                try:
                    self.incidents.play(step)
                except (RejectedError, WrongTransitionError) as error:
                    self._reject(stream, counted, step.key, error)
        if isinstance(stream, RowStream):
            self._fill(stream, start, end, counted)
        for notice in stream.notices_between(start, end):
            counted.note(notice.at)
            try:
                news.publish(self._announcement(notice), received_at=end)
            except RejectedError as error:
                self._reject(stream, counted, notice.key, error)

    def _fill(self, stream: RowStream, start: datetime, end: datetime, counted: Counted) -> None:
        """Rows of data sets; a span's are one change of each."""
        by_dataset: dict[str, dict[str, Mapping[str, object]]] = {}
        for row in stream.rows_between(start, end):
            counted.note(row.at)
            by_dataset.setdefault(row.dataset, {})[row.key] = row.values
        for dataset, rows in by_dataset.items():
            kept = catalogue.keep(dataset, rows.items(), run=self._run(stream), at=end)
            for key, reason in kept.refused:
                self._reject(stream, counted, key, RejectedError("row", reason))

    def _observe(
        self, streams: Sequence[RecordStream], start: datetime, end: datetime
    ) -> list[tuple[RecordStream, Counted]]:
        """Observations of all streams are kept as one batch; what each stream brought of them."""
        seen = [list(stream.observations_between(start, end)) for stream in streams]
        refused: Sequence[list[tuple[int, RejectedError]]] = [[] for _ in streams]
        if any(seen):
            batches = [
                (self._run(stream), [_new_observation(one) for one in timed])
                for stream, timed in zip(streams, seen, strict=True)
            ]
            refused = observations.record_together(batches, received_at=end, zone=self.zone)
        counts = []
        for stream, timed, rejected in zip(streams, seen, refused, strict=True):
            counted = Counted()
            for one in timed:
                counted.note(one.at)
            for index, error in rejected:
                self._reject(stream, counted, timed[index].datastream, error)
            counted.observed = len(timed) - len(rejected)
            counts.append((stream, counted))
        return counts

    def _announcement(self, notice: TimedNotice) -> news.Announcement:
        return news.Announcement(
            source=notice.source,
            external_id=notice.key,
            title=notice.title,
            summary=notice.summary,
            category=notice.category,
            published_at=notice.at,
            starts_on=notice.starts_on,
            ends_on=notice.ends_on,
            district=notice.district or "",
            link=notice.link or "",
            origin=self.origins[notice.source],
            recorded_at=notice.recorded_at,
        )

    def _reject(self, stream: RecordStream, counted: Counted, what: str, error: Exception) -> None:
        counted.rejected += 1
        if stream.name not in self._said:
            self._said.add(stream.name)
            log.warning("record rejected", stream=stream.name, record=what, reason=str(error))

    def _run(self, stream: RecordStream) -> str:
        return f"{stream.name}#{self.starts}"

    def _count(
        self, brought: Sequence[tuple[RecordStream, Counted]], start: datetime, end: datetime
    ) -> None:
        """The runs go on, and so do the hours of what is played."""
        known = Run.objects.in_bulk([self._run(stream) for stream, _ in brought])
        rows = [
            _gone_on(known.get(self._run(stream)) or self._new_run(stream, start), counted, end)
            for stream, counted in brought
        ]
        changed = ["last_at", "fetched", "parsed", "stored", "rejected", "refused", "observed"]
        Run.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=changed
        )
        played = [
            hours.Played(stream.name, self._run(stream), _by_hour(counted))
            for stream, counted in brought
        ]
        hours.note_played(played, at=end)

    def _new_run(self, stream: RecordStream, start: datetime) -> Run:
        return Run(id=self._run(stream), source=stream.source, feed=stream.name, started_at=start)


def _gone_on(run: Run, counted: Counted, end: datetime) -> Run:
    run.last_at = end
    run.fetched += counted.fetched
    run.parsed += counted.fetched  # a recording holds no other lines: the pack's check sees to it
    run.stored += counted.fetched - counted.rejected
    run.rejected += counted.rejected
    run.refused += counted.rejected
    run.observed += counted.observed
    return run


def _by_hour(counted: Counted) -> dict[datetime, hours.Brought]:
    """What was rejected is told of the last hour: a span of a living city is a second long."""
    brought = {
        hour: hours.Brought(fetched=number, stored=number) for hour, number in counted.hours.items()
    }
    last = max(brought)
    number, rejected = counted.hours[last], min(counted.rejected, counted.hours[last])
    brought[last] = hours.Brought(fetched=number, stored=number - rejected, rejected=rejected)
    return brought


def _new_observation(timed: TimedObservation) -> observations.NewObservation:
    return observations.NewObservation(
        datastream=timed.datastream,
        phenomenon_time=timed.phenomenon_time,
        result=timed.result,
        quality=timed.quality,
        recorded_at=timed.recorded_at,
    )
