"""Take in observations: durable at once, and folded at once or within a beat.

``record`` judges, keeps and tells in one transaction, and says what became of each.
``append`` makes a batch durable for the price of one row and leaves the rest to the next fold.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

import numpy as np
from django.db import transaction

from simin.domains.observations import columns, journal, pending, positions, streams
from simin.domains.observations.columns import Column, Columns
from simin.domains.observations.fold import Folded, fold
from simin.domains.observations.intake import checked, fault, faults
from simin.domains.observations.observation import (
    Appended,
    FoldedAll,
    NewObservation,
    Recorded,
    as_columns,
)
from simin.domains.observations.version import Arrival
from simin.kit.errors import RejectedError

#: A run, and what it brings.
type Batch = tuple[str | None, Sequence[NewObservation]]


@transaction.atomic
def record(
    observations: Sequence[NewObservation],
    *,
    run: str | None,
    received_at: datetime,
    zone: tzinfo,
) -> Recorded:
    """Keep what is right in ``observations``, all in one transaction with one event.

    ``received_at`` is city time, ``zone`` says where the city's hours and days begin. What was
    appended before is folded before. Handing in the same batch again changes nothing.
    """
    folded, (rejected,) = _recorded([(run, observations)], received_at, zone)
    return _counted(folded, rejected)


@transaction.atomic
def record_together(
    batches: Sequence[Batch], *, received_at: datetime, zone: tzinfo
) -> list[list[tuple[int, RejectedError]]]:
    """Keep batches of several runs as one: what was refused of each, by its index.

    A fold costs much the same however few rows it has; a replayed city has fifty runs a second.
    """
    return _recorded(batches, received_at, zone)[1]


def _recorded(
    batches: Sequence[Batch], received_at: datetime, zone: tzinfo
) -> tuple[Folded, list[list[tuple[int, RejectedError]]]]:
    if received_at.tzinfo is None:
        raise RejectedError("received_at", "has no time zone")
    positions.lock_fold()
    fold_waiting(zone)
    known = streams.by_slug(new.datastream for _, batch in batches for new in batch)
    sifted = [_sifted(batch, known, received_at) for _, batch in batches]
    refused = [rejected for _, rejected in sifted]
    count = sum(len(taken) for taken, _ in sifted)
    if not count:
        return Folded(), refused
    after = pending.allot(count)
    parts = []
    for (run, _), (taken, _) in zip(batches, sifted, strict=True):
        parts.append(_placed(taken, known, after, run, received_at))
        after += len(taken)
    return fold(columns.joined(parts), zone, at=received_at), refused


def _placed(
    taken: Sequence[NewObservation],
    known: Mapping[str, int],
    first: int,
    run: str | None,
    received_at: datetime,
) -> Columns:
    ids = [known[new.datastream] for new in taken]
    arrived = columns.whole(as_columns(taken, ids), len(taken))
    return pending.placed(arrived, first, run=run, received_at=received_at)


def append(rows: Mapping[str, Column], *, run: str | None, received_at: datetime) -> Appended:
    """Make ``rows`` durable; what they change is seen when they are folded.

    Columns: ``datastream_id``, ``phenomenon_time`` and ``result``, and where there are any
    ``result_time``, ``phenomenon_end``, ``recorded_at`` (all times in microseconds since 1970, UTC;
    the least integer for none), ``quality`` (flags, one a line), ``feature`` and ``extra``. A
    result of NaN says that there is none. Wrong rows are left out and named; the rest is kept.
    Raises ``RejectedError`` where a column is missing, unknown or not as long as the others.
    """
    if received_at.tzinfo is None:
        raise RejectedError("received_at", "has no time zone")
    given = checked(rows)
    known = streams.known(np.unique(given["datastream_id"]).tolist())
    found = faults(given, known, received_at)
    right = given
    if found:
        right = columns.taken(given, np.delete(np.arange(columns.length(given)), list(found)))
    rejected = sorted(found.items())
    count = columns.length(right)
    if not count:
        return Appended(first=0, count=0, rejected=rejected)
    first = pending.append(right, count, run=run, received_at=received_at)
    return Appended(first=first, count=count, rejected=rejected)


def fold_pending(*, zone: tzinfo) -> FoldedAll:
    """Fold everything that was appended, batch by batch, each in a transaction of its own."""
    total = FoldedAll()
    while pending.any_there():
        with transaction.atomic():
            positions.lock_fold()
            done = _fold_next(zone)
        if done is None:
            break
        _add(total, done)
    return total


def fold_waiting(zone: tzinfo) -> None:
    """Fold what was appended before, in the caller's transaction, which holds the lock.

    Not what is appended meanwhile: devices may bring more than can be folded.
    """
    newest = pending.newest()
    while newest is not None and pending.any_until(newest):
        _fold_next(zone)


def _fold_next(zone: tzinfo) -> Folded | None:
    chunks = pending.next_batch()
    if not chunks:
        return None
    more = pending.waits_behind(chunks) >= journal.LARGE
    folded = fold(pending.rows_of(chunks), zone, at=pending.arrived(chunks), more_waits=more)
    pending.drop(chunks)
    return folded


def _add(total: FoldedAll, done: Folded) -> None:
    counted = _counted(done, [])
    total.accepted += counted.accepted
    total.repeated += counted.repeated
    total.corrected += counted.corrected
    total.late += counted.late
    total.dropped += done.dropped
    total.rows += counted.accepted + counted.repeated + counted.corrected + done.dropped


def _sifted(
    observations: Sequence[NewObservation], known: Mapping[str, int], received_at: datetime
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


def _counted(folded: Folded, rejected: list[tuple[int, RejectedError]]) -> Recorded:
    behind = folded.of(Arrival.LATE, Arrival.OUTDATED)
    return Recorded(
        accepted=folded.of(Arrival.NEW) + behind,
        repeated=folded.of(Arrival.REPEATED),
        corrected=folded.of(Arrival.CORRECTION),
        late=behind,
        dropped=folded.dropped,
        rejected=rejected,
    )
