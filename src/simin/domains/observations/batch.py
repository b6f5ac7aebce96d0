"""One batch on its way into the journal: judged row by row against what is kept.

Reads the datastreams and the few known versions it needs at once, decides in memory, writes
nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from simin.domains.observations import journal
from simin.domains.observations.journal import Entry
from simin.domains.observations.models import Datastream
from simin.domains.observations.observation import NewObservation
from simin.domains.observations.version import Arrival, Version, judge


@dataclass(slots=True)
class Stream:
    """A datastream that the batch writes to; ``newest`` moves on with the batch."""

    id: int
    slug: str
    family: str
    source: str
    newest: datetime | None


@dataclass
class Judged:
    """What the batch does, in the order of its rows."""

    entries: list[tuple[Stream, Entry, Arrival]] = field(default_factory=list)
    arrivals: Counter[Arrival] = field(default_factory=Counter)


def streams(slugs: Iterable[str]) -> dict[str, Stream]:
    """The known datastreams among ``slugs``, locked in one order until the transaction ends."""
    rows: Iterable[Any] = (
        Datastream.objects.filter(slug__in=set(slugs))
        .order_by("id")
        .select_for_update(of=("self",))
        .values_list("id", "slug", "family", "source_id", "latest__phenomenon_time")
    )
    return {row[1]: Stream(*row) for row in rows}


def judged(
    observations: Sequence[NewObservation],
    known: dict[str, Stream],
    *,
    run: str | None,
    received_at: datetime,
) -> Judged:
    """Judge ``observations``, all of which belong to ``known`` datastreams."""
    entries = [
        (known[new.datastream], _entry(new, known[new.datastream].id, run, received_at))
        for new in observations
    ]
    versions = _versions(entries)
    batch = Judged()
    for stream, entry in entries:
        kept = versions[entry.datastream, entry.version.phenomenon_time]
        arrival = judge(entry.version, kept, stream.newest)
        batch.arrivals[arrival] += 1
        if arrival is Arrival.REPEATED:
            continue
        kept.append(entry.version)
        batch.entries.append((stream, entry, arrival))
        if arrival is Arrival.NEW:
            stream.newest = entry.version.phenomenon_time
    return batch


def newest(batch: Judged) -> list[Entry]:
    """Of each datastream the entry that is its latest value now, if the batch brought it."""
    chosen: dict[int, Entry] = {}
    for stream, entry, arrival in batch.entries:
        at = entry.version.phenomenon_time
        if at == stream.newest and arrival is not Arrival.OUTDATED:
            chosen[stream.id] = entry
    return list(chosen.values())


def _entry(new: NewObservation, datastream: int, run: str | None, received_at: datetime) -> Entry:
    version = Version(
        new.phenomenon_time.astimezone(UTC),
        (new.result_time or received_at).astimezone(UTC),
        None if new.result is None else float(new.result),
        "\n".join(new.quality),
    )
    return Entry(datastream, version, received_at, new.recorded_at, run)


def _versions(
    entries: Iterable[tuple[Stream, Entry]],
) -> defaultdict[tuple[int, datetime], list[Version]]:
    """Kept versions of those observations that are not newer than everything kept."""
    keys = {
        (stream.id, entry.version.phenomenon_time)
        for stream, entry in entries
        if stream.newest is not None and entry.version.phenomenon_time <= stream.newest
    }
    ordered = sorted(keys)
    found = dict(zip(ordered, journal.versions(ordered), strict=True))
    return defaultdict(list, found)
