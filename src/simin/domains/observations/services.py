"""Define what is observed, record what was observed, note how sources do."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from django.db import transaction

from simin.domains.observations import batch, latest, rollups
from simin.domains.observations.batch import Judged, Stream
from simin.domains.observations.errors import UnknownSourceError
from simin.domains.observations.events import (
    ObservationsRecorded,
    SourceFailed,
    SourceRecovered,
)
from simin.domains.observations.intake import fault
from simin.domains.observations.journal import append
from simin.domains.observations.models import Source
from simin.domains.observations.observation import NewObservation, Recorded
from simin.domains.observations.registration import (
    define_datastreams,
    define_properties,
    define_sources,
)
from simin.domains.observations.version import Arrival
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import append as publish

__all__ = [
    "NewObservation",
    "Recorded",
    "define_datastreams",
    "define_properties",
    "define_sources",
    "record",
    "source_failed",
    "source_recovered",
]


@transaction.atomic
def record(
    observations: Sequence[NewObservation],
    *,
    run: str | None,
    received_at: datetime,
    zone: tzinfo,
) -> Recorded:
    """Keep what is right in ``observations``, all in one transaction with one event.

    ``received_at`` is city time, ``zone`` says where the city's hours and days begin. Handing in
    the same batch again changes nothing.
    """
    if received_at.tzinfo is None:
        raise RejectedError("received_at", "has no time zone")
    known = batch.streams(new.datastream for new in observations)
    taken, rejected = _sifted(observations, known, received_at)
    judged = batch.judged(taken, known, run=run, received_at=received_at)
    _keep(judged, zone)
    _note_success({known[new.datastream].source for new in taken}, received_at)
    _tell(judged, received_at)
    return _counted(judged, rejected)


def _sifted(
    observations: Sequence[NewObservation], known: dict[str, Stream], received_at: datetime
) -> tuple[list[NewObservation], list[tuple[int, RejectedError]]]:
    taken: list[NewObservation] = []
    rejected: list[tuple[int, RejectedError]] = []
    for index, new in enumerate(observations):
        error = fault(new, known, received_at)
        if error is None:
            taken.append(new)
        else:
            rejected.append((index, error))
    return taken, rejected


def _keep(judged: Judged, zone: tzinfo) -> None:
    entries = [entry for _, entry, _ in judged.entries]
    if not entries:
        return
    append(entries)
    first = (Arrival.NEW, Arrival.LATE)
    rollups.keep(
        [(e.datastream, e.version) for _, e, arrival in judged.entries if arrival in first],
        [
            (e.datastream, e.version.phenomenon_time)
            for _, e, arrival in judged.entries
            if arrival is Arrival.CORRECTION
        ],
        zone,
    )
    latest.keep(entries, batch.newest(judged))


def _note_success(sources: set[str], at: datetime) -> None:
    rows = Source.objects.filter(id__in=sources)
    rows.exclude(last_success_at__gte=at).update(last_success_at=at)


def _tell(judged: Judged, at: datetime) -> None:
    if not judged.entries:
        return
    streams = {stream.slug: stream.family for stream, _, _ in judged.entries}
    event = ObservationsRecorded(
        datastreams=sorted(streams),
        families=sorted(set(streams.values())),
        until=max(entry.version.phenomenon_time for _, entry, _ in judged.entries),
    )
    publish(event, at=at)


def _counted(judged: Judged, rejected: list[tuple[int, RejectedError]]) -> Recorded:
    arrivals = judged.arrivals
    behind = arrivals[Arrival.LATE] + arrivals[Arrival.OUTDATED]
    return Recorded(
        accepted=arrivals[Arrival.NEW] + behind,
        repeated=arrivals[Arrival.REPEATED],
        corrected=arrivals[Arrival.CORRECTION],
        late=behind,
        rejected=rejected,
    )


@transaction.atomic
def source_failed(source: str, *, reason: str, at: datetime) -> bool:
    """Note that ``source`` fails; whether that is news."""
    row = _locked(source)
    is_news = row.down_since is None
    row.down_since = row.down_since or at
    row.failure = reason
    row.save(update_fields=["down_since", "failure"])
    if is_news:
        publish(SourceFailed(source=source, reason=reason, since=at), at=at)
    return is_news


@transaction.atomic
def source_recovered(source: str, *, at: datetime) -> bool:
    """Note that ``source`` works; whether that is news."""
    row = _locked(source)
    down_since = row.down_since
    if down_since is None:
        return False
    row.down_since = None
    row.failure = ""
    row.last_success_at = at
    row.save(update_fields=["down_since", "failure", "last_success_at"])
    publish(SourceRecovered(source=source, down_since=down_since), at=at)
    return True


def _locked(source: str) -> Source:
    row = Source.objects.select_for_update().filter(id=source).first()
    if row is None:
        raise UnknownSourceError(f"no source has the id {source!r}")
    return row
