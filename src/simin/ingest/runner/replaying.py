"""Reads kept answers again, with the mapping in effect, and keeps what could not be kept before.

Idempotent: what was kept already is repeated. Records arrive as of the moment at which their answer
was fetched, so that an old answer never overrules a newer one. What can be read after all is
resolved in the quarantine, and stays there to be looked at.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import Q, QuerySet

from simin.ingest.feeds import Feed, Parsed, Payload, Rejected, SourceError, SourceKind
from simin.ingest.models import Quarantined, RawPayload
from simin.ingest.oversight import groups
from simin.ingest.oversight.previews import payload_of
from simin.ingest.runner import plausible, quarantine, reading, tables
from simin.ingest.runner.job import World
from simin.ingest.runner.keeping import Arriving, keep
from simin.ingest.runner.outcome import Kept, Outcome, Report

#: Answers of one replay.
MOST = 5000
#: Of these the newest result counts, whatever order they come in; of all else the last that came.
TIMED = ("observation", "notice")


@dataclass
class Left:
    """What answers of one run leave behind."""

    run: str
    digests: set[str] = field(default_factory=set)
    #: Where those stand that are wrong in another way than before.
    otherwise: set[str] = field(default_factory=set)
    #: Whether every answer of the run could be read.
    read: bool = True


async def replay(report: Report, feed: Feed, kind: SourceKind, world: World) -> None:
    """Read every answer of ``feed`` that has something in quarantine again."""
    do = world.database.do
    resolved, left = 0, Left("")
    for number, run in await do(waiting, feed):
        if run != left.run:
            resolved += await do(_resolve, feed, left, report.run or "", world.real.now())
            left = Left(run)
        await _again(number, left, report, feed, kind, world)
    resolved += await do(_resolve, feed, left, report.run or "", world.real.now())
    report.noticed["resolved"] = str(resolved)
    report.outcome = Outcome.COMPLETE


def waiting(feed: Feed) -> list[tuple[int, str]]:
    """Number and run of the answers to be read again, in the order in which they came."""
    runs = Quarantined.objects.filter(feed=feed.id, resolved_at=None).values("run")
    rows = RawPayload.objects.filter(feed=feed.id).order_by("id")
    chosen = rows.filter(Q(taken=False) | Q(run__in=runs))
    if feed.mapping.into not in TIMED:
        chosen = _from_first(rows, chosen.first(), whole=feed.whole)
    return _whole_runs(list(chosen.order_by("-id").values_list("id", "run")[:MOST]))


def _whole_runs(newest: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """In their order, and of too many the newest: what is said must end with what came last.

    Of the oldest run, which the bound may have cut in two, nothing could be resolved.
    """
    oldest = newest[-1][1] if len(newest) == MOST else ""
    whole = [one for one in newest if one[1] != oldest] or newest
    return whole[::-1]


def _from_first(
    rows: QuerySet[RawPayload], first: RawPayload | None, *, whole: bool
) -> QuerySet[RawPayload]:
    """What came last counts, so everything after the first must follow it; of a whole feed the
    last run says everything."""
    if first is None:
        return rows.none()
    if not whole:
        return rows.filter(id__gte=first.id)
    newest = rows.last()
    return rows.filter(run=newest.run if newest else "")


async def _again(
    number: int, left: Left, report: Report, feed: Feed, kind: SourceKind, world: World
) -> None:
    payload = await world.database.do(_payload, number)
    try:
        parsed = await asyncio.to_thread(reading.parsed, kind, feed, payload)
        plausible.check_page(parsed)
    except SourceError as error:
        left.read = False
        report.reasons[reading.reason_of(error, feed)] += 1
        return
    report.read(parsed.records, parsed.rejected, held=parsed.held)
    arriving = Arriving(feed, report.run or "", payload.fetched_at, world.city, goes_on=True)
    report.keep(await world.database.do(_keep, number, parsed, left, arriving))


def _payload(number: int) -> Payload:
    return payload_of(RawPayload.objects.select_related("shared").get(id=number))


@transaction.atomic
def _keep(number: int, parsed: Parsed, left: Left, arriving: Arriving) -> Kept:
    kept = keep(parsed.records, arriving)
    unfit = tables.hand_over(arriving, kept.changes, ())
    rejected = [*parsed.rejected, *kept.rejected, *unfit]
    left.digests |= {quarantine.digest_of(one) for one in rejected}
    new = _isolate_new(rejected, left.run, arriving)
    left.otherwise |= {quarantine.where_of(one) for one in new}
    RawPayload.objects.filter(id=number).update(taken=True)
    return kept


def _isolate_new(rejected: Sequence[Rejected], run: str, arriving: Arriving) -> Sequence[Rejected]:
    """What waits already is not counted once more because somebody looked at it."""
    digests = {quarantine.digest_of(one): one for one in rejected[: quarantine.MOST]}
    rows = Quarantined.objects.filter(feed=arriving.feed.id, digest__in=list(digests))
    known = set(rows.values_list("digest", flat=True))
    new = [one for digest, one in digests.items() if digest not in known]
    quarantine.isolate(arriving.feed, run, new, at=arriving.received_at)
    return new


@transaction.atomic
def _resolve(feed: Feed, left: Left, run: str, at: datetime) -> int:
    """Records of that run that could be read after all; how many.

    One that is wrong in another way now waits as that, and not for what it was; it does not count.
    """
    if not left.run or not left.read:
        return 0
    rows = Quarantined.objects.filter(feed=feed.id, resolved_at=None)
    if not feed.whole:
        rows = rows.filter(run=left.run)
    found = [
        (number, group, where)
        for number, group, where, digest in rows.values_list("id", "group", "where", "digest")
        if digest not in left.digests
    ]
    for part in batched(found, 500):
        numbers = [number for number, _, _ in part]
        Quarantined.objects.filter(id__in=numbers).update(resolved_at=at, resolved_by=run)
    groups.take(feed.id, [group for _, group, _ in found])
    return sum(where not in left.otherwise for _, _, where in found)
