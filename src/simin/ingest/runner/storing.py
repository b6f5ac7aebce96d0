"""Keeps pages: raw answer, records, quarantine, cursor and validators in one transaction.

A dry run comes here for nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from simin.ingest.feeds import Feed, Parsed, Record, Rejected
from simin.ingest.models import FeedState
from simin.ingest.runner import quarantine, standing, tables
from simin.ingest.runner.calling import Called
from simin.ingest.runner.keeping import Arriving, keep
from simin.ingest.runner.outcome import Kept

#: Beside the validators of HTTP: a digest of the body.
DIGEST = "digest"


@dataclass(frozen=True)
class Page:
    """An answer and what it holds."""

    called: Called
    parsed: Parsed


@transaction.atomic
def store_page(page: Page, arriving: Arriving, *, moves_on: bool) -> Kept:
    """Keep one page. ``moves_on``: the feed goes on from here next time (not in a back-fill)."""
    kept = _store([page], page.parsed.records, page.parsed.rejected, arriving)
    if moves_on:
        _move_on(arriving.feed, [page])
    return kept


@transaction.atomic
def store_whole(
    pages: Sequence[Page], arriving: Arriving, *, complete: bool, confirmed: bool
) -> Kept:
    """Keep everything that there is, at once; ``complete``: what is missing is gone.

    Raises ``SourceImplausibleError`` where too much would be gone; then nothing is kept.
    """
    records = tuple(record for page in pages for record in page.parsed.records)
    rejected = tuple(one for page in pages for one in page.parsed.rejected)
    gone: Collection[str] = ()
    if complete:
        present = {record.key for record in records}
        gone = standing.vanish(
            arriving.feed.id, present, at=arriving.received_at, confirmed=confirmed
        )
    kept = _store(pages, records, rejected, arriving, gone)
    kept.gone = len(gone)
    _move_on(arriving.feed, pages)
    return kept


@transaction.atomic
def store_unreadable(called: Called, arriving: Arriving) -> None:
    """Keep an answer of which nothing could be taken, to be looked at."""
    quarantine.keep_raw(arriving.feed, arriving.run, called.payload, called.url, taken=False)


def _store(
    pages: Sequence[Page],
    records: Sequence[Record],
    rejected: Sequence[Rejected],
    arriving: Arriving,
    gone: Collection[str] = (),
) -> Kept:
    for page in pages:
        quarantine.keep_raw(arriving.feed, arriving.run, page.called.payload, page.called.url)
    kept = keep(records, arriving)
    unfit = tables.hand_over(arriving, kept.changes, gone)
    at = pages[-1].called.payload.fetched_at
    quarantine.isolate(arriving.feed, arriving.run, [*rejected, *kept.rejected, *unfit], at=at)
    return kept


def _move_on(feed: Feed, pages: Sequence[Page]) -> None:
    """An answer with further pages is asked for again, changed or not: they may have changed."""
    row = FeedState.objects.select_for_update().get(feed=feed.id)
    for page in pages:
        if page.parsed.cursor is not None:
            row.cursor = page.parsed.cursor
        if page.parsed.columns:
            row.columns = list(page.parsed.columns)
        name = page.called.payload.request
        row.validators.pop(name, None)
        # Of a whole feed in several pages one that is the same would hide what others leave out.
        if known := _known_again(page, alone=not feed.whole or len(pages) == 1):
            row.validators[name] = known
    row.save(update_fields=["cursor", "columns", "validators"])


def _known_again(page: Page, *, alone: bool) -> dict[str, str]:
    """What tells that the same is sent once more, and need not be read.

    An observation may be of the moment of asking, and of a record that was rejected each time
    counts: where there is one, an answer is read though it be the same.
    """
    if page.parsed.more:
        return {}
    of_its_moment = any(record.kind == "observation" for record in page.parsed.records)
    steady = alone and page.parsed.records and not page.parsed.rejected and not of_its_moment
    return page.called.validators | ({DIGEST: page.called.digest} if steady else {})
