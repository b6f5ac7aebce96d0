"""What kept answers would give under another mapping. Reads; nothing is kept.

A look is bounded: so many answers, so many bytes, the newest first.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from simin.domains.observations import queries as observations
from simin.ingest.feeds import Feed, Parsed, Payload, Record, Rejected, SourceError, SourceKind
from simin.ingest.models import RawPayload
from simin.ingest.runner import reading

MOST_ANSWERS = 40
MOST_BYTES = 16 * 1024 * 1024
#: Records and reasons that are shown.
SHOWN = 8


@dataclass
class Preview:
    """What a number of answers give."""

    answers: int = 0
    #: Answers of which nothing can be taken.
    unreadable: int = 0
    records: int = 0
    rejected: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    samples: list[Record] = field(default_factory=list)
    faults: list[Rejected] = field(default_factory=list)

    @property
    def common(self) -> list[tuple[str, int]]:
        return self.reasons.most_common(SHOWN)


def previewed(feed: Feed, kind: SourceKind) -> Preview:
    """Under the mapping that ``feed`` carries."""
    seen = Preview()
    room = MOST_BYTES
    rows = RawPayload.objects.filter(feed=feed.id).select_related("shared").order_by("-id")
    for row in rows[:MOST_ANSWERS].iterator(chunk_size=4):
        room -= row.size
        if room < 0 and seen.answers:
            break
        _look(seen, feed, kind, payload_of(row))
    return seen


def payload_of(row: RawPayload) -> Payload:
    """A kept answer as its kind reads it."""
    return Payload(
        request=row.request,
        status=row.status,
        headers={**row.headers, "content-type": row.content_type},
        body=row.content(),
        fetched_at=row.fetched_at,
    )


def _look(seen: Preview, feed: Feed, kind: SourceKind, payload: Payload) -> None:
    seen.answers += 1
    try:
        parsed = reading.parsed(kind, feed, payload)
    except SourceError as error:
        seen.unreadable += 1
        seen.reasons[reading.reason_of(error, feed)] += 1
        return
    unknown = _unknown(parsed)
    good = [record for record in parsed.records if _stream(record) not in unknown]
    seen.records += len(good)
    seen.rejected += len(parsed.rejected) + len(parsed.records) - len(good)
    seen.samples += good[: SHOWN - len(seen.samples)]
    seen.faults += parsed.rejected[: max(0, SHOWN - len(seen.faults))]
    seen.reasons.update(one.reason for one in parsed.rejected)
    for record in parsed.records:
        if _stream(record) in unknown:
            seen.reasons[f"datastream: no datastream has the slug {_stream(record)!r}"] += 1


def _stream(record: Record) -> Any:
    return record.values.get("datastream") if record.kind == "observation" else None


def _unknown(parsed: Parsed) -> set[Any]:
    """Datastreams that the city does not have."""
    named = {_stream(record) for record in parsed.records} - {None}
    return named - set(observations.units(named)) if named else set()
