"""What a source sent wrong is kept as it came, with its reason; what comes wrong again is counted.

A feed that repeats one bad record every minute fills one row, not the disk; and of one run only so
many rows are kept, for the whole answer stands in ``RawPayload`` beside them.
"""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F

from simin.ingest.feeds import Feed, Payload, Rejected
from simin.ingest.models import DailyCalls, Quarantined, RawPayload, Run

#: Rows that one page may add.
MOST = 1000
#: Bytes of a raw record that are kept.
LONGEST = 64 * 1024
#: How long answers and quarantined records are kept.
KEPT = timedelta(days=30)


def isolate(feed: Feed, run: str, rejected: Sequence[Rejected], *, at: datetime) -> None:
    """Put ``rejected`` in quarantine; runs inside its caller's transaction."""
    found = {_digest(one): one for one in rejected[:MOST]}
    rows = Quarantined.objects.filter(feed=feed.id, digest__in=list(found))
    known = set(rows.values_list("digest", flat=True))
    rows.update(times=F("times") + 1, last_at=at, run=run)
    Quarantined.objects.bulk_create(
        [
            Quarantined(
                feed=feed.id,
                digest=digest,
                run=run,
                where=_text(one.where)[:200],
                reason=_text(one.reason),
                raw=_bytes(one.raw)[:LONGEST],
                first_at=at,
                last_at=at,
            )
            for digest, one in found.items()
            if digest not in known
        ],
        batch_size=500,
    )


def keep_raw(feed: Feed, run: str, payload: Payload, url: str) -> None:
    """Keep an answer as it came; secrets are placeholders in it already."""
    RawPayload.objects.create(
        run=run,
        feed=feed.id,
        request=payload.request[:200],
        url=url,
        status=payload.status,
        content_type=payload.headers.get("content-type", "")[:200],
        fetched_at=payload.fetched_at,
        size=len(payload.body),
        body=zlib.compress(payload.body),
    )


def forget(now: datetime) -> int:
    """Forget what is older than ``KEPT``; how many rows that were.

    Runs that stored something stay: observations name them.
    """
    before = now - KEPT
    idle = Run.objects.exclude(feed="").filter(started_at__lt=before, stored=0)
    old = [
        RawPayload.objects.filter(fetched_at__lt=before),
        Quarantined.objects.filter(last_at__lt=before),
        DailyCalls.objects.filter(day__lt=before.date()),
        idle,
    ]
    return sum(rows.delete()[0] for rows in old)


def _digest(rejected: Rejected) -> str:
    """Where it stood does not count: the same record moves when rows are added before it."""
    return hashlib.sha256(rejected.reason.encode() + b"\0" + _bytes(rejected.raw)).hexdigest()


def _bytes(raw: bytes | str) -> bytes:
    return raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")


def _text(said: str) -> str:
    """As every database takes it."""
    return said.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
