"""Plays record streams into the city as its time passes, each record exactly once.

Everything that became known in a span of city time is stored in one transaction together with the
position reached, so a killed engine goes on where the last commit left it. What a domain refuses is
counted in the run and said once, and the rest of the span is kept.
Nothing here knows where records come from: streams are handed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

import structlog
from django.db import transaction
from django.db.models import F

from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.news import services as news
from simin.domains.observations import services as observations
from simin.domains.picture.card import Origin
from simin.ingest.models import CityTime, Run
from simin.ingest.played_incidents import IncidentPlayer
from simin.ingest.records import RecordStream, TimedNotice, TimedObservation
from simin.kit.errors import RejectedError

log = structlog.get_logger()


@dataclass
class Counted:
    """What a stream brought in one span."""

    fetched: int = 0
    rejected: int = 0


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
        played = 0
        for stream in self.streams:
            recorded = self.origins[stream.source] is not Origin.SYNTHETIC
            counted = self._play(stream, start, end, recorded or generated_incidents)
            if counted.fetched:
                self._count(stream, counted, start, end)
            played += counted.fetched
        CityTime.objects.filter(id=1).update(played_until=end)
        return played

    def _play(
        self, stream: RecordStream, start: datetime, end: datetime, incidents_too: bool
    ) -> Counted:
        counted = Counted()
        self._observe(stream, list(stream.observations_between(start, end)), end, counted)
        if incidents_too:
            for step in stream.incident_steps_between(start, end):
                counted.fetched += 1
                try:
                    self.incidents.play(step)
                except (RejectedError, WrongTransitionError) as error:
                    self._reject(stream, counted, step.key, error)
        for notice in stream.notices_between(start, end):
            counted.fetched += 1
            try:
                news.publish(self._announcement(notice), received_at=end)
            except RejectedError as error:
                self._reject(stream, counted, notice.key, error)
        return counted

    def _observe(
        self,
        stream: RecordStream,
        timed: Sequence[TimedObservation],
        end: datetime,
        counted: Counted,
    ) -> None:
        if not timed:
            return
        recorded = observations.record(
            [_new_observation(one) for one in timed],
            run=self._run(stream),
            received_at=end,
            zone=self.zone,
        )
        counted.fetched += len(timed)
        for index, error in recorded.rejected:
            self._reject(stream, counted, timed[index].datastream, error)

    def _announcement(self, notice: TimedNotice) -> news.Announcement:
        return news.Announcement(
            source=notice.source,
            external_id=notice.key,
            title=notice.title,
            summary=notice.summary,
            category=notice.category,
            published_at=notice.at,
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
        self, stream: RecordStream, counted: Counted, start: datetime, end: datetime
    ) -> None:
        run, _ = Run.objects.get_or_create(
            id=self._run(stream),
            defaults={"source": stream.source, "started_at": start, "last_at": end},
        )
        Run.objects.filter(id=run.id).update(
            last_at=end,
            fetched=F("fetched") + counted.fetched,
            stored=F("stored") + counted.fetched - counted.rejected,
            rejected=F("rejected") + counted.rejected,
        )


def _new_observation(timed: TimedObservation) -> observations.NewObservation:
    return observations.NewObservation(
        datastream=timed.datastream,
        phenomenon_time=timed.phenomenon_time,
        result=timed.result,
        quality=timed.quality,
        recorded_at=timed.recorded_at,
    )
