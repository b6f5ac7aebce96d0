"""Fold arrived rows into everything that reads use: rows, latest values, counts, hours, days.

All of a batch in the caller's transaction, which also moves what says that it is folded; so nothing
is folded twice and nothing half. The caller holds the fold's lock. Work is by column and not by
row, and many chunks are folded as one batch: what a batch costs is shared by its rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

import numpy as np

from simin.domains.observations import journal, judging, latest, rollups, run_arrivals
from simin.domains.observations.columns import NONE, Column, Columns, length, moment, taken
from simin.domains.observations.events import ObservationsRecorded
from simin.domains.observations.judging import CORRECTION, LATE, NEW, REPEATED
from simin.domains.observations.models import Source
from simin.domains.observations.streams import Stream, standing
from simin.domains.observations.version import Arrival
from simin.kit.outbox.services import append as publish


@dataclass
class Folded:
    """What became of the rows of a batch."""

    arrivals: dict[Arrival, int] = field(default_factory=dict)
    #: Rows whose datastream is gone, or which are older than what retention keeps.
    dropped: int = 0

    def of(self, *arrivals: Arrival) -> int:
        return sum(self.arrivals.get(arrival, 0) for arrival in arrivals)


def fold(rows: Columns, zone: tzinfo, *, at: datetime, more_waits: bool = False) -> Folded:
    """Take in ``rows``, which have positions, in order of those.

    ``more_waits`` says that a batch as large is about to follow.
    """
    known = standing(np.unique(rows["datastream_id"]).tolist())
    wanted = _wanted(rows, known)
    taken_in, left_out = taken(rows, wanted), taken(rows, ~wanted)
    dropped = length(left_out)
    if not length(taken_in):
        run_arrivals.note(taken_in, np.empty(0, np.int8), left_out, at)
        return Folded(dropped=dropped)
    judged = _judged(taken_in, known)
    run_arrivals.note(judged.rows, judged.arrivals, left_out, at)
    kept = judged.arrivals != REPEATED.value
    new = taken(judged.rows, kept)
    latest.keep(judged.rows, judged.arrivals, known)
    journal.keep(new, more_waits=more_waits)
    _sum_up(new, judged.arrivals[kept], known, zone)
    _note_success({stream.source for stream in known.values()}, at)
    _tell(new, judged.arrivals[kept] == NEW.value, known, at)
    return Folded(_counted(judged.arrivals), dropped)


def _wanted(rows: Columns, known: Mapping[int, Stream]) -> Column:
    """Rows of known datastreams that are not older than what is kept of them."""
    ids = np.array(list(known), np.int64)
    wanted: Column = np.isin(rows["datastream_id"], ids)
    forgotten = np.array([stream.forgotten_until for stream in known.values()], np.int64)
    if len(ids) and (forgotten != NONE).any():
        index = np.minimum(np.searchsorted(ids, rows["datastream_id"]), len(ids) - 1)
        wanted &= rows["phenomenon_time"] >= forgotten[index]
    return wanted


def _judged(rows: Columns, known: Mapping[int, Stream]) -> judging.Judged:
    groups = judging.grouped(rows)
    ids = np.array(list(known), np.int64)
    newest = np.array([stream.newest for stream in known.values()], np.int64)
    newest_of_row = judging.newest_of(groups.rows["datastream_id"], ids, newest)
    keys = groups.keys()
    met = np.flatnonzero(keys["phenomenon_time"] <= newest_of_row[groups.starts])
    number, versions = journal.versions(keys["datastream_id"][met], keys["phenomenon_time"][met])
    judged = judging.judged(groups, versions, met[number], newest_of_row)
    journal.supersede(taken(versions, judged.superseded))
    return judged


def _sum_up(rows: Columns, arrivals: Column, known: Mapping[int, Stream], zone: tzinfo) -> None:
    if not length(rows):
        return
    # Of an observation that the batch also corrects, the hour is summed up anew.
    first = (arrivals == NEW.value) | (arrivals == LATE.value)
    corrected = arrivals == CORRECTION.value
    families = {id_: stream.family for id_, stream in known.items()}
    rollups.keep(taken(rows, first & ~rows["deleted"]), taken(rows, corrected), zone, families)


def _note_success(sources: set[str], at: datetime) -> None:
    rows = Source.objects.filter(id__in=sources)
    rows.exclude(last_success_at__gte=at).update(last_success_at=at)


def _tell(rows: Columns, forward: Column, known: Mapping[int, Stream], at: datetime) -> None:
    """``forward``: which of the rows were newer than all before."""
    if not length(rows):
        return
    streams = [known[stream] for stream in np.unique(rows["datastream_id"]).tolist()]
    newer = taken(rows, forward)
    ids, counts = np.unique(newer["datastream_id"], return_counts=True)
    event = ObservationsRecorded(
        datastreams=sorted(stream.slug for stream in streams),
        families=sorted({stream.family for stream in streams}),
        until=moment(int(rows["phenomenon_time"].max())),
        since=moment(int(newer["phenomenon_time"].min())) if len(ids) else None,
        first=int(newer["position"].min()) if len(ids) else 0,
        last=int(newer["position"].max()) if len(ids) else 0,
        several=sorted(known[stream].slug for stream in ids[counts > 1].tolist()),
    )
    publish(event, at=at)


def _counted(arrivals: Column) -> dict[Arrival, int]:
    counts = np.bincount(arrivals, minlength=len(Arrival) + 1)
    return {arrival: int(counts[arrival.value]) for arrival in Arrival}
