"""Records that stand until their source says otherwise, kept by natural key.

A feed that brings everything there is (``whole``) also says what is gone by leaving it out; but a
source that breaks leaves things out too. More than a fifth at once is taken for the second and
refused until a person confirms it.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from simin.ingest.feeds import Record, Rejected, SourceImplausibleError
from simin.ingest.models import StandingRecord
from simin.ingest.runner.outcome import Kept

#: Share of a feed's standing records that may vanish in one run.
MAY_VANISH = 0.2
#: Feeds with fewer records than this may lose any number: a fifth of three is nothing.
FEW = 5
LONGEST_KEY = 500
_BATCH = 500


def keep(feed: str, records: Sequence[Record], *, run: str) -> Kept:
    """Insert or update ``records``; of one key twice the last counts, the others are rejected."""
    kept = Kept()
    chosen = _chosen(records, kept)
    known = _known(feed, chosen)
    changed = []
    for key, (record, told) in chosen.items():
        digest = hashlib.sha256(told).hexdigest()
        before = known.get(key)
        if before is not None and before[0] == digest and before[2] is None:
            kept.repeated += 1
            continue
        first = before[1] if before else run
        changed.append(_row(feed, record, told, digest=digest, first=first, run=run))
        kept.changes.append(record)
    kept.stored = len(changed)
    _upsert(changed)
    return kept


def vanish(
    feed: str, present: Collection[str], *, at: datetime, confirmed: bool
) -> Collection[str]:
    """Mark what is not ``present`` as gone; its keys. Raises ``SourceImplausibleError``.

    To be called in the transaction that keeps what is present, and before it.
    """
    standing = set(
        StandingRecord.objects.filter(feed=feed, gone_at=None).values_list("key", flat=True)
    )
    gone = standing - set(present)
    before = len(standing)
    if not confirmed and before >= FEW and len(gone) > before * MAY_VANISH:
        raise SourceImplausibleError(
            f"{len(gone)} of {before} records would vanish, more than a fifth; "
            f"if that is right, run: simin sources run {feed} --confirm-deletions"
        )
    for keys in _parts(sorted(gone)):
        StandingRecord.objects.filter(feed=feed, key__in=keys).update(gone_at=at)
    return gone


def _chosen(records: Sequence[Record], kept: Kept) -> dict[str, tuple[Record, bytes]]:
    """By key, each with its values as they are kept."""
    chosen: dict[str, tuple[Record, bytes]] = {}
    for record in records:
        reason, told = _fault(record), b""
        if not reason:
            reason, told = _told(record)
        if reason:
            kept.rejected.append(_rejected(record, reason))
            continue
        if record.key in chosen:
            kept.rejected.append(_rejected(chosen[record.key][0], "key: comes twice in one answer"))
        chosen[record.key] = record, told
    return chosen


def _fault(record: Record) -> str:
    if not record.key:
        return "key: is empty"
    if len(record.key) > LONGEST_KEY:
        return f"key: is longer than {LONGEST_KEY} characters"
    return "key: holds a zero byte" if "\0" in record.key else ""


def _told(record: Record) -> tuple[str, bytes]:
    """Why the values cannot be kept, or the values as JSON."""
    try:
        told = msgspec.json.encode((record.kind, record.values, record.at), order="deterministic")
    except (TypeError, ValueError) as error:
        return f"values: cannot be written as JSON ({error})", b""
    return ("values: hold a zero byte", b"") if b"\\u0000" in told else ("", told)


def _rejected(record: Record, reason: str) -> Rejected:
    return Rejected(where=record.where or record.key, reason=reason, raw=repr(record.values))


def _known(feed: str, keys: Collection[str]) -> dict[str, tuple[str, str, datetime | None]]:
    return {
        key: (digest, first_run, gone_at)
        for part in _parts(list(keys))
        for key, digest, first_run, gone_at in StandingRecord.objects.filter(
            feed=feed, key__in=part
        ).values_list("key", "digest", "first_run", "gone_at")
    }


def _row(
    feed: str, record: Record, told: bytes, *, digest: str, first: str, run: str
) -> StandingRecord:
    return StandingRecord(
        feed=feed,
        key=record.key,
        kind=record.kind,
        values=msgspec.json.decode(told)[1],
        at=record.at,
        digest=digest,
        first_run=first,
        last_run=run,
        gone_at=None,
    )


def _upsert(rows: Sequence[StandingRecord]) -> None:
    StandingRecord.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["feed", "key"],
        update_fields=["kind", "values", "at", "digest", "last_run", "gone_at"],
        batch_size=_BATCH,
    )


def _parts(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH)]
