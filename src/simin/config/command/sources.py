"""``simin sources``: the city's feeds, looked at and run by hand."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simin.config import environment
from simin.kit.errors import RejectedError

if TYPE_CHECKING:
    from simin.config.installation import Installation


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("list", help="every feed and how it does")
    _named(acts, "test", "ask the source and show what came; nothing is kept")
    run_one = _named(acts, "run", "run the feed now, also one that stopped")
    run_one.add_argument(
        "--confirm-deletions", action="store_true", help="what is missing is really gone"
    )
    fill = _named(acts, "backfill", "fetch a past period")
    fill.add_argument("start", metavar="FROM", help="2026-01-01 or 2026-01-01T06:00, city's time")
    fill.add_argument("end", metavar="TO", help="the same; not included")
    _named(acts, "explain", "what the feed asks, how often, and what becomes of it")
    new = _named(acts, "new", "write feeds/NAME.toml to begin with, switched off")
    new.add_argument("--kind", required=True, help="kind of source")
    new.add_argument("--source", help="of observed.toml (the first one)")
    new.add_argument("--address", default="https://example.org/feed", help="what to ask")


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

    path = write_feed(
        installation.pack,
        chosen.name,
        kind=chosen.kind,
        source=chosen.source,
        address=chosen.address,
    )
    print(f"Written: {path}. Fill in the mapping, then: simin sources test {chosen.name}")
    return 0


def _test(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds
    from simin.config.feed_words import account

    feed = feeds.feed_named(installation, chosen.name)
    report = asyncio.run(feeds.try_out(installation, feed))
    for line in account(report):
        print(line)
    return 0 if report.outcome.good else 1


def _run(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds
    from simin.config.feed_words import account

    feed = feeds.feed_named(installation, chosen.name)
    report = asyncio.run(feeds.run_once(installation, feed, confirmed=chosen.confirm_deletions))
    for line in account(report):
        print(line)
    return 0 if report.outcome.good else 1


def _backfill(installation: "Installation", chosen: argparse.Namespace) -> int:
    from simin.config import feeds
    from simin.config.feed_words import account

    feed = feeds.feed_named(installation, chosen.name)
    start, end = (_moment(installation, name, getattr(chosen, name)) for name in ("start", "end"))
    if not start < end:
        raise RejectedError("TO", "must lie after FROM")
    reports = asyncio.run(feeds.fill(installation, feed, start, end))
    for report in reports:
        print(account(report)[0])
    return 0 if all(report.outcome.good for report in reports) else 1


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
}
