"""``simin sources``: the city's feeds, looked at and run by hand."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simin.config import environment
from simin.kit.errors import RejectedError

if TYPE_CHECKING:
    from simin.config.installation import Installation
    from simin.ingest.feeds import Feed
    from simin.ingest.runner.outcome import Report


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("list", help="every feed and how it does")
    test = _named(acts, "test", "ask the source and show what came; nothing is kept")
    instead = test.add_mutually_exclusive_group()
    instead.add_argument("--payload", "--file", help="read this file instead, of any kind")
    instead.add_argument("--address", help="ask here instead; headers with secrets are not sent")
    test.add_argument(
        "--seconds", type=_seconds, default=10.0, help="how long to listen at a broker (10)"
    )
    run_one = _named(acts, "run", "run the feed now, also one that stopped")
    run_one.add_argument(
        "--confirm-deletions", action="store_true", help="what is missing is really gone"
    )
    fill = _named(acts, "backfill", "fetch a past period")
    fill.add_argument("start", metavar="FROM", help="2026-01-01 or 2026-01-01T06:00, city's time")
    fill.add_argument("end", metavar="TO", help="the same; not included")
    _named(acts, "explain", "what the feed asks, how often, and what becomes of it")
    tell = _named(acts, "subscribe", "tell the source of a pushed feed where to send")
    tell.add_argument("--here", default="", help="our address as the source reaches it")
    tell.add_argument("--end", action="store_true", help="it shall send no more")
    new = _named(acts, "new", "write feeds/NAME.toml to begin with, switched off")
    new.add_argument("--kind", required=True, help="kind of source")
    new.add_argument("--source", help="of observed.toml (the first one)")
    new.add_argument("--address", help="what to ask")


def _named(
    acts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, purpose: str
) -> argparse.ArgumentParser:
    act = acts.add_parser(name, help=purpose)
    act.add_argument("name", metavar="NAME", help="name of the feed")
    return act


def run(chosen: argparse.Namespace) -> int:
    from simin.config.installation import opened

    with opened(environment.read()) as installation:
        return _ACTS[chosen.act](installation, chosen)


def _list(installation: "Installation", _: argparse.Namespace) -> int:
    from simin.config.feed_words import listing

    for line in listing(installation):
        print(line)
    return 0


def _explain(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config.feed_words import explanation
    from simin.config.feeds import feed_named

    for line in explanation(installation, feed_named(installation, chosen.name)):
        print(line)
    return 0


def _new(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config.new_feed import write_feed

    begun = write_feed(
        installation.pack,
        chosen.name,
        kind=chosen.kind,
        source=chosen.source,
        address=chosen.address,
    )
    print(f"Written: {begun.feed}, and a payload that it reads: {begun.sample}")
    print(f"Try it: simin sources test {chosen.name} --payload {begun.sample}")
    return 0


def _test(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds, trial
    from simin.config.trial_words import trial as words

    feed = feeds.feed_named(installation, chosen.name)
    if chosen.address:
        feed = trial.at_address(feed, chosen.address)
    if faults := trial.faults(feed):
        for fault in faults:
            print(f"feeds/{feed.id}.toml, {fault.field}: {fault.reason}")
        return 1
    report = _tried(installation, feed, chosen)
    for line in words(installation, feed, report):
        print(line)
    return 0 if report.outcome.good else 1


def _tried(installation: "Installation", feed: "Feed", chosen: argparse.Namespace) -> "Report":
    from simin.config import feeds, pushed_feeds, trial

    if chosen.payload:
        return trial.read_file(feed, Path(chosen.payload))
    if pushed_feeds.is_pushed(feed):
        return asyncio.run(pushed_feeds.listen(installation, feed, chosen.seconds))
    return asyncio.run(feeds.try_out(installation, feed))


def _seconds(said: str) -> float:
    seconds = float(said)
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError("between 0 and 3600")
    return seconds


def _run(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds, pushed_feeds
    from simin.config.feed_words import account

    feed = feeds.feed_named(installation, chosen.name)
    if pushed_feeds.is_pushed(feed):
        raise RejectedError("NAME", "its source speaks first; nothing can be asked of it")
    report = asyncio.run(feeds.run_once(installation, feed, confirmed=chosen.confirm_deletions))
    for line in account(report):
        print(line)
    return 0 if report.outcome.good else 1


def _backfill(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds, pushed_feeds

    feed = feeds.feed_named(installation, chosen.name)
    if pushed_feeds.is_pushed(feed):
        raise RejectedError("NAME", "its source speaks first; nothing can be asked of it")
    start, end = (_moment(installation, name, getattr(chosen, name)) for name in ("start", "end"))
    if not start < end:
        raise RejectedError("TO", "must lie after FROM")
    return asyncio.run(_filled(feeds.fill(installation, feed, start, end)))


async def _filled(reports: AsyncIterator["Report"]) -> int:
    """Prints each part as it is done."""
    from simin.config.feed_words import account

    good = True
    async for report in reports:
        print(account(report)[0], flush=True)
        good = report.outcome.good
    return 0 if good else 1


def _subscribe(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds, subscribing

    feed = feeds.feed_named(installation, chosen.name)
    if subscribing.is_registered_by_hand(feed):
        for line in subscribing.by_hand(feed, chosen.here):
            print(line)
        return 0
    if chosen.end:
        print(f"Ended: {asyncio.run(subscribing.unsubscribe(installation, feed))}")
        return 0
    print(f"Subscribed: {asyncio.run(subscribing.subscribe(installation, feed, chosen.here))}")
    return 0


def _moment(installation: "Installation", name: str, said: str) -> datetime:
    from zoneinfo import ZoneInfo

    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        where = {"start": "FROM", "end": "TO"}[name]
        raise RejectedError(where, f"{said!r} is no time; write 2026-01-31T06:00") from error
    zone = ZoneInfo(installation.pack.city.time_zone)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


_ACTS: dict[str, Callable[["Installation", argparse.Namespace], int]] = {
    "list": _list,
    "test": _test,
    "run": _run,
    "backfill": _backfill,
    "explain": _explain,
    "new": _new,
    "subscribe": _subscribe,
}
