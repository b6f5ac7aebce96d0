"""What a source sent wrong is kept as it came, with its reason; what comes wrong again is counted.

A feed that repeats one bad record every minute fills one row, not the disk; and of one run only so
many rows are kept, for the whole answer stands in ``RawPayload`` beside them.
"""

import hashlib
import re
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F

from simin.ingest.feeds import Feed, Payload, Rejected
from simin.ingest.models import DailyCalls, Quarantined, RawBody, RawPayload
from simin.ingest.oversight import groups, hours
from simin.ingest.runner.old_runs import forget_runs
from simin.ingest.storable import storable
from simin.kit.clock import city_clock

#: Rows that one page may add.
MOST = 1000
#: Bytes of a raw record that are kept.
LONGEST = 64 * 1024
#: Bytes of a body from which the same is kept once.
SMALL = 1024
#: As ``rows.mapped`` says of a key that comes twice.
_PLACE = re.compile(r"stood in \w+ \d+ already")
#: As the store of observations says of what is too new.
_ARRIVAL = re.compile(r"after its arrival at \S+ \S+")
#: How long answers and quarantined records are kept.
KEPT = timedelta(days=30)


def isolate(feed: Feed, run: str, rejected: Sequence[Rejected], *, at: datetime) -> None:
    """Put ``rejected`` in quarantine; runs inside its caller's transaction."""
    if not rejected:
        return
    found = {digest_of(one): one for one in rejected[:MOST]}
    rows = Quarantined.objects.filter(feed=feed.id, digest__in=list(found))
    known = set(rows.values_list("digest", flat=True))
    back = set(rows.exclude(resolved_at=None).values_list("digest", flat=True))
    rows.update(times=F("times") + 1, last_at=at, run=run, resolved_at=None, resolved_by="")
    coming = [storable(one.reason) for digest, one in found.items() if digest not in known - back]
    groups.add(feed.id, coming, at=at)
    Quarantined.objects.bulk_create(
        [
            Quarantined(
                feed=feed.id,
                digest=digest,
                run=run,
                where=where_of(one),
                reason=storable(one.reason),
                group=groups.key_of(storable(one.reason)),
                raw=_bytes(one.raw)[:LONGEST],
                first_at=at,
                last_at=at,
            )
            for digest, one in found.items()
            if digest not in known
        ],
        batch_size=500,
    )


#: Headers that say something of the body; no other is kept, for one may hold a session.
TELLING = (
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "server",
)


def keep_raw(feed: Feed, run: str, payload: Payload, url: str, *, taken: bool = True) -> None:
    """Keep an answer as it came; secrets are placeholders in it already."""
    shared = _shared(feed, payload)
    RawPayload.objects.create(
        run=run,
        feed=feed.id,
        request=payload.request[:200],
        url=url,
        status=payload.status,
        content_type=payload.headers.get("content-type", "")[:200],
        fetched_at=payload.fetched_at,
        size=len(payload.body),
        headers={name: payload.headers[name][:500] for name in TELLING if name in payload.headers},
        taken=taken,
        body=b"" if shared else zlib.compress(payload.body),
        shared_id=shared,
    )


def _shared(feed: Feed, payload: Payload) -> int | None:
    """The body, kept once however often it comes; None: too small to be worth it."""
    if len(payload.body) < SMALL:
        return None
    digest, at = hashlib.sha256(payload.body).hexdigest(), payload.fetched_at
    known = RawBody.objects.filter(feed=feed.id, digest=digest)
    if known.filter(last_at__lt=at).update(last_at=at):
        return known.values_list("id", flat=True).get()
    kept, _ = RawBody.objects.only("id").get_or_create(
        feed=feed.id,
        digest=digest,
        defaults={"body": zlib.compress(payload.body), "last_at": at},
    )
    return kept.pk


def forget(now: datetime) -> int:
    """Forget what is older than ``KEPT``; how many rows that were.

    Hours are city time, ``now`` is real.
    """
    before = now - KEPT
    records = Quarantined.objects.filter(last_at__lt=before)
    feeds = set(records.order_by().values_list("feed", flat=True))
    old = [
        RawPayload.objects.filter(fetched_at__lt=before),
        RawBody.objects.filter(last_at__lt=before),
        records,
        DailyCalls.objects.filter(day__lt=before.date()),
    ]
    forgotten = sum(rows.delete()[0] for rows in old) + hours.forget(city_clock().now())
    forgotten += forget_runs(now)
    groups.recount(feeds)
    return forgotten


def digest_of(rejected: Rejected) -> str:
    """Where it stood and when it came do not count, nor where another one stood.

    The same record moves when rows are added before it, and comes again.
    """
    reason = _PLACE.sub("stood already", storable(rejected.reason))
    reason = _ARRIVAL.sub("after its arrival", reason)
    return hashlib.sha256(reason.encode() + b"\0" + _bytes(rejected.raw)).hexdigest()


def where_of(rejected: Rejected) -> str:
    return storable(rejected.where)[:200]


def _bytes(raw: bytes | str) -> bytes:
    return raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
