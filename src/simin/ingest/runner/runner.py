"""One run of one feed, from the first call to the word on how it ended.

Knows no schedule: ``scheduler`` starts runs by ``timing``, the command line by hand. Whatever
happens inside, a run that began is closed with an outcome; the end of the engine itself is the only
thing that goes on to its caller, after the run was closed.
"""

import asyncio
from datetime import datetime

import structlog
from django.db import DataError

from simin.ingest.feeds import (
    Feed,
    SourceImplausibleError,
    SourceRefusedError,
    SourceUnavailableError,
    Window,
)
from simin.ingest.runner import book, storing, timing
from simin.ingest.runner.book import Begun, Next
from simin.ingest.runner.errors import QuotaReachedError
from simin.ingest.runner.execution import arriving, execute, kind_of
from simin.ingest.runner.job import Job, World, regular_window, windows
from simin.ingest.runner.outcome import Outcome, Report
from simin.ingest.runner.replaying import replay

log = structlog.get_logger()


class Runner:
    """Runs the feeds of one city."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def run(self, feed: Feed, *, confirmed: bool = False) -> Report:
        """A run as by schedule. ``confirmed``: a person says that what is missing is gone."""
        begun = await self._begin(feed, afresh=False)
        window = regular_window(feed, begun.last_success_at, self._world.real.now())
        return await self._closed(Job(feed, begun, window, Report(feed.id, begun.run), confirmed))

    async def try_out(self, feed: Feed, window: Window | None = None) -> Report:
        """A dry run: asks and reads, and writes nothing but the count of calls."""
        begun = await self._world.database.do(book.peek, feed)
        window = window or regular_window(feed, begun.last_success_at, self._world.real.now())
        job = Job(feed, begun, window, Report(feed.id, None))
        await self._ended(job)
        return job.report

    async def fill(self, feed: Feed, start: datetime, end: datetime) -> list[Report]:
        """Back-fill a past period, oldest first; ends with the first run that is not good.

        The schedule, the cursor and what the city knows of the source's health stay as they are.
        """
        reports: list[Report] = []
        for window in windows(start, end, feed.backfill_step):
            reports.append(await self.fill_part(feed, window))
            if not reports[-1].outcome.good:
                break
        return reports

    async def fill_part(self, feed: Feed, window: Window) -> Report:
        """One part of a back-fill."""
        begun = await self._begin(feed, afresh=True)
        return await self._closed(Job(feed, begun, window, Report(feed.id, begun.run)))

    async def replay(self, feed: Feed) -> Report:
        """Read kept answers with something in quarantine again; nobody is asked."""
        begun = await self._begin(feed, afresh=True)
        now = self._world.real.now()
        job = Job(
            feed, begun, Window(start=now, end=now, backfill=True), Report(feed.id, begun.run)
        )
        return await self._closed(job, replaying=True)

    async def _begin(self, feed: Feed, *, afresh: bool) -> Begun:
        city_time = self._world.clock.now()
        return await self._world.database.do(book.begin, feed, city_time=city_time, afresh=afresh)

    async def _closed(self, job: Job, *, replaying: bool = False) -> Report:
        """The job run and its end written down, also where the engine is being stopped."""
        started = self._world.real.now()
        try:
            wish = await self._ended(job, replaying=replaying)
        except asyncio.CancelledError:
            job.report.outcome = Outcome.INTERRUPTED
            await asyncio.shield(self._close(job, started, None))
            raise
        await self._close(job, started, wish)
        return job.report

    async def _close(self, job: Job, started: datetime, wish: float | None) -> None:
        """What a database does not take of a run's words must not leave the run open."""
        try:
            await self._written(job, started, wish)
        except (DataError, ValueError) as error:
            log.exception("what a run noticed cannot be kept", feed=job.feed.id)
            job.report = job.report.bare()
            job.fail(Outcome.BROKEN, f"what the run noticed cannot be kept: {type(error).__name__}")
            await self._written(job, started, None)

    async def _written(self, job: Job, started: datetime, wish: float | None) -> None:
        now = self._world.real.now()
        following = None if job.window.backfill else self._next(job, started, now, wish)
        await self._world.database.do(
            book.close,
            job.feed,
            job.report,
            following,
            city_time=self._world.clock.now(),
            real_time=now,
        )

    def _next(self, job: Job, started: datetime, now: datetime, wish: float | None) -> Next:
        outcome, chance = job.report.outcome, self._world.chance
        regular = timing.next_run(job.feed.id, job.feed.schedule, started, now, chance)
        if outcome.good or outcome is Outcome.INTERRUPTED:
            return Next(regular)
        if outcome is Outcome.QUOTA:
            until = timing.next_day(job.feed.id, job.feed.schedule, now, self._world.city.zone)
        else:
            until = timing.back_off(job.begun.failures + 1, wish, now, chance)
        return Next(max(until, regular), until)

    async def _ended(self, job: Job, *, replaying: bool = False) -> float | None:
        """Run the job to its outcome; seconds that the source asked us to wait, if it did."""
        wish = None
        try:
            if replaying:
                kind = kind_of(job.feed, self._world)
                await replay(job.report, job.feed, kind, self._world)
            else:
                await execute(job, self._world)
        except QuotaReachedError as error:
            job.fail(Outcome.QUOTA, error.reason)
        except SourceUnavailableError as error:
            job.fail(Outcome.UNAVAILABLE, error.reason)
            wish = error.retry_after
        except SourceRefusedError as error:
            job.fail(Outcome.REFUSED, error.reason)
        except SourceImplausibleError as error:
            job.fail(Outcome.IMPLAUSIBLE, error.reason)
        except Exception as error:
            # A kind that fails on a payload is our fault, and must not end the other feeds.
            log.exception("run failed", feed=job.feed.id)
            job.fail(Outcome.BROKEN, f"the run failed: {type(error).__name__}")
        if job.unkept is not None and not job.dry:
            where = arriving(job, self._world)
            await self._world.database.do(storing.store_unreadable, job.unkept, where)
        return wish
