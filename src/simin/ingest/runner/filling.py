"""Works a back-fill part by part, and writes down after each how far it came."""

from datetime import datetime

from simin.ingest.feeds import Feed
from simin.ingest.oversight import backfills
from simin.ingest.oversight.backfills import Part
from simin.ingest.oversight.models import Backfill
from simin.ingest.runner import timing
from simin.ingest.runner.job import World, windows
from simin.ingest.runner.outcome import Outcome, Report
from simin.ingest.runner.runner import Runner


async def fill_next(
    runner: Runner, world: World, feed: Feed, row: Backfill
) -> tuple[Backfill, Report]:
    """Fetch the next part of ``row``, which its caller holds; the back-fill after it."""
    window = next(windows(row.done_until, row.end, feed.backfill_step))
    report = await runner.fill_part(feed, window)
    now = world.real.now()
    part = Part(
        until=window.end,
        stored=report.stored,
        repeated=report.repeated,
        rejected=report.rejected,
        good=report.outcome.good,
        passing=report.outcome in {Outcome.UNAVAILABLE, Outcome.QUOTA},
        problem=report.problem,
        resume_at=_resume_at(feed, report, row, world, now),
    )
    return await world.database.do(backfills.note, row.id, part, now=now), report


def _resume_at(
    feed: Feed, report: Report, row: Backfill, world: World, now: datetime
) -> datetime | None:
    if report.outcome is Outcome.QUOTA:
        return timing.next_day(feed.id, feed.schedule, now, world.city.zone)
    if report.outcome is Outcome.UNAVAILABLE:
        return timing.back_off(row.failures + 1, None, now, world.chance)
    return None
