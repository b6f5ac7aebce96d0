"""The inside of a run: pages are asked, read and kept until there are no more.

Raises what ends the run early; what was kept before stays. Nothing of an implausible page, and of a
whole feed nothing before its last page, is written.
"""

import asyncio
from collections import deque
from dataclasses import replace

import msgspec

from simin.ingest.feeds import (
    DiscreetKind,
    Feed,
    Parsed,
    Request,
    SourceImplausibleError,
    SourceKind,
)
from simin.ingest.runner import book, plausible, storing
from simin.ingest.runner.calling import Called
from simin.ingest.runner.errors import QuotaReachedError, UnknownKindError
from simin.ingest.runner.job import Job, World, account_of
from simin.ingest.runner.keeping import Arriving
from simin.ingest.runner.outcome import Outcome
from simin.ingest.runner.storing import DIGEST
from simin.ingest.storable import storable

#: Calls of one run; a source whose pages never end is implausible.
MOST_CALLS = 5000


async def execute(job: Job, world: World) -> None:
    """Run ``job`` to its end. Raises ``SourceError``."""
    kind = kind_of(job.feed, world)
    waiting = deque(kind.requests(job.feed, job.begun.cursor, job.window))
    while waiting:
        request = waiting.popleft()
        if (request.url, request.body) in job.asked:
            continue
        job.asked.add((request.url, request.body))
        waiting.extend(await _page(job, request, kind, world))
    if job.pages and not job.dry:
        await _store_whole(job, world)
    unchanged = job.report.calls > 0 and job.unchanged == job.report.calls
    job.report.outcome = Outcome.UNCHANGED if unchanged else Outcome.COMPLETE


def kind_of(feed: Feed, world: World) -> SourceKind:
    if feed.kind not in world.kinds:
        raise UnknownKindError(f"there is no kind of source named {feed.kind}")
    return world.kinds[feed.kind]


async def _page(job: Job, request: Request, kind: SourceKind, world: World) -> tuple[Request, ...]:
    """Ask, read and keep one page; the pages after it."""
    await _take_call(job, world)
    job.report.asked.add(request.name)
    known = job.begun.validators.get(request.name, {})
    called = await world.caller.call(job.feed, request, known)
    if called is None or called.digest == known.get(DIGEST):
        job.unchanged += 1
        return ()
    job.unkept = kept = _as_kept(kind, called)
    parsed = await _parsed(job, kind, called)
    plausible.check_page(parsed)
    _note(job, parsed)
    await _store(job, storing.Page(kept, parsed), world)
    return tuple(_hidden(request, job.feed, world) for request in parsed.more)


def _as_kept(kind: SourceKind, called: Called) -> Called:
    """The answer as it came, but for people in it."""
    if not isinstance(kind, DiscreetKind):
        return called
    body = kind.without_people(called.payload.body)
    return replace(called, payload=msgspec.structs.replace(called.payload, body=body))


async def _parsed(job: Job, kind: SourceKind, called: Called) -> Parsed:
    """Read the answer; its columns are remembered, also where it cannot be taken."""
    try:
        parsed = await asyncio.to_thread(kind.parse, job.feed, called.payload)
    except SourceImplausibleError as error:
        job.report.profile = job.report.profile or error.profile
        raise
    job.report.profile = job.report.profile or parsed.profile
    return parsed


async def _take_call(job: Job, world: World) -> None:
    if job.report.calls >= MOST_CALLS:
        raise SourceImplausibleError(f"the source has more than {MOST_CALLS} pages")
    day = world.real.now().astimezone(world.city.zone).date()
    allowed = job.feed.schedule.calls_a_day
    if not await world.database.do(book.take_call, account_of(job.feed), day, allowed):
        raise QuotaReachedError(f"the {allowed} calls that are allowed in a day are used up")
    job.report.calls += 1


def _note(job: Job, parsed: Parsed) -> None:
    job.report.read(parsed.records, parsed.rejected, held=parsed.held)
    job.report.noticed |= {name: storable(said) for name, said in parsed.noticed.items()}
    changed = plausible.drift(job.begun.columns, parsed.columns)
    if changed:
        job.report.noticed["fields"] = changed


async def _store(job: Job, page: storing.Page, world: World) -> None:
    if job.dry:
        job.unkept = None
    elif job.feed.whole and not job.window.backfill:
        job.pages.append(page)
        job.bytes += len(page.called.payload.body)
        plausible.check_together(job.feed, job.bytes)
    else:
        moves_on = not job.window.backfill
        kept = await world.database.do(
            storing.store_page, page, arriving(job, world), moves_on=moves_on
        )
        job.unkept = None
        job.report.keep(kept)


async def _store_whole(job: Job, world: World) -> None:
    parsed = [page.parsed for page in job.pages]
    kept = await world.database.do(
        storing.store_whole,
        job.pages,
        arriving(job, world),
        complete=plausible.is_complete(job.feed, parsed, unchanged=job.unchanged),
        confirmed=job.confirmed,
    )
    job.unkept = None
    job.report.keep(kept)


def arriving(job: Job, world: World) -> Arriving:
    return Arriving(job.feed, job.begun.run, world.clock.now(), world.city, goes_on=True)


def _hidden(request: Request, feed: Feed, world: World) -> Request:
    """A page whose address the source gave, with the placeholder where it echoed a key."""
    url = world.caller.secrets(feed).hide(request.url)
    return msgspec.structs.replace(request, url=url)
