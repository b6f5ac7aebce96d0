"""What the desk wants of feeds, done by the engine: orders, and parts of back-fills.

An order is ended whatever happens inside it; one that the end of the engine cuts off is released
when the next engine starts.
"""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import structlog
from django.db import DataError, InterfaceError, OperationalError
from django.db import Error as DatabaseError

from simin.ingest.feeds import Feed
from simin.ingest.oversight import backfills, orders
from simin.ingest.oversight.models import Backfill, FeedOrder
from simin.ingest.oversight.orders import Act
from simin.ingest.runner.filling import fill_next
from simin.ingest.runner.job import World
from simin.ingest.runner.outcome import Outcome, Report
from simin.ingest.runner.runner import Runner

log = structlog.get_logger()

#: Who holds the back-fills that the engine works.
ENGINE = "engine"
#: Records, faults and reasons of a result that are kept to be shown.
SHOWN = 8
#: Real seconds between two tries of a database that fails.
RESPITE = 2.0


async def do_order(order: FeedOrder, feed: Feed, runner: Runner, world: World) -> None:
    """Do it and write down how it went. Raises the ``DatabaseError`` that the run ended by."""
    failed: DatabaseError | None = None
    try:
        report = await _done(Act(order.act), feed, runner)
    except DatabaseError as error:
        failed = error
        report = Report(
            feed.id, None, Outcome.BROKEN, f"the database failed: {type(error).__name__}"
        )
    except Exception as error:
        log.exception("order failed", feed=feed.id, act=order.act)
        report = Report(feed.id, None, Outcome.BROKEN, f"the run failed: {type(error).__name__}")
    await _end(order, report, world)
    if failed is not None:
        raise failed


async def _end(order: FeedOrder, report: Report, world: World) -> None:
    """Written down once the database takes it: an order under way is not left a second time."""
    at = world.real.now()
    while True:
        try:
            done = partial(orders.end, order.id, told(report), good=report.outcome.good, at=at)
            return await world.database.do(done)
        except DataError:
            # It never takes these words of the source.
            report = replace(report.bare(), problem="")
        except (OperationalError, InterfaceError):
            await asyncio.sleep(RESPITE)


async def _done(act: Act, feed: Feed, runner: Runner) -> Report:
    if act is Act.TRY:
        return await runner.try_out(feed)
    if act is Act.REPLAY:
        return await runner.replay(feed)
    return await runner.run(feed, confirmed=act is Act.CONFIRM)


async def do_part(row: Backfill, feed: Feed, runner: Runner, world: World) -> None:
    await fill_next(runner, world, feed, row)


def wanted_order(names: list[str]) -> FeedOrder | None:
    return orders.take(names)


def wanted_part(names: list[str], world: World) -> Backfill | None:
    return backfills.hold(names, ENGINE, now=world.real.now())


def told(report: Report) -> dict[str, Any]:
    """A report as it is kept with its order."""
    return {
        "run": report.run,
        "outcome": report.outcome.value,
        "problem": report.problem,
        "calls": report.calls,
        "fetched": report.fetched,
        "parsed": report.parsed,
        "stored": report.stored,
        "repeated": report.repeated,
        "rejected": report.rejected,
        "gone": report.gone,
        "noticed": report.noticed,
        "reasons": report.reasons.most_common(SHOWN),
        "records": [_record(record) for record in report.records[:SHOWN]],
    }


def _record(record: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(record)
    return {name: plain[name] for name in ("key", "kind", "values", "at") if name in plain}
