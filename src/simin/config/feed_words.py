"""What ``simin sources`` says about feeds, line by line. Reads only; never shows a secret."""

import json
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from simin.config.feeds import feed_secrets
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.domains.observations import queries as observations
from simin.ingest import city_time
from simin.ingest.feeds import Feed, SourceError, SubscribedKind, way_of
from simin.ingest.models import FeedState, Run
from simin.ingest.oversight import layers
from simin.ingest.reconciliation import named, of_run
from simin.ingest.runner import book
from simin.ingest.runner.job import regular_window
from simin.ingest.runner.outcome import Report
from simin.kit.clock import SystemClock


def listing(installation: Installation) -> Iterator[str]:
    """A line for each feed."""
    feeds = installation.pack.feeds
    if not feeds:
        yield "This city has no feeds yet; begin one with: simin sources new NAME --kind KIND"
        return
    rows = {row.feed: row for row in FeedState.objects.all()}
    width = max(len(feed.id) for feed in feeds)
    for feed in feeds:
        yield f"{feed.id:<{width}}  {feed.kind:<14}  {_how(installation, feed, rows.get(feed.id))}"


def _how(installation: Installation, feed: Feed, row: FeedState | None) -> str:
    missing = feed_secrets(installation).missing(feed.secrets)
    if not feed.enabled:
        return "off"
    if city_time.position() is not None:
        return "waits: the city is replayed"
    if missing:
        return f"waits for the secret {', '.join(missing)}"
    if way_of(feed, known_kinds().get(feed.kind)) != "asked":
        return _how_it_comes(installation, row)
    return _how_it_ran(installation, row)


def _how_it_comes(installation: Installation, row: FeedState | None) -> str:
    if row is None or row.runs == 0:
        return "nothing has come yet"
    if row.problem:
        return f"failing since {_local(installation, row.failing_since)}: {row.problem}"
    return f"works, last {_local(installation, row.last_success_at)}"


def _how_it_ran(installation: Installation, row: FeedState | None) -> str:
    if row is None or row.runs == 0:
        return "has not run yet"
    if row.stopped:
        return f"stopped, refused: {row.problem}"
    next_run = _local(installation, row.next_run)
    if row.problem:
        since = _local(installation, row.failing_since)
        return f"failing since {since}: {row.problem}; next {next_run}"
    return f"works, last {_local(installation, row.last_success_at)}, next {next_run}"


def account(report: Report) -> list[str]:
    """How a run went: first the sum, then the reasons."""
    told = [
        f"{report.run}: {report.outcome}"
        + (f" ({report.problem})" if report.problem else "")
        + f"; {report.calls} calls, {report.fetched} records: {report.stored} stored, "
        f"{report.repeated} known, {report.rejected} rejected"
        + (f", {report.gone} gone" if report.gone else "")
    ]
    told += [f"  noticed {name}: {words}" for name, words in report.noticed.items()]
    told += [f"  rejected {times} times: {why}" for why, times in report.reasons.most_common(10)]
    return told


def explanation(installation: Installation, feed: Feed) -> Iterator[str]:
    """What the feed is, asks, and becomes."""
    schedule = feed.schedule
    yield f"{feed.id}: kind {feed.kind}, source {feed.source}, owner {feed.owner}, {feed.licence}"
    yield f"  state     {_how(installation, feed, FeedState.objects.filter(feed=feed.id).first())}"
    yield from _came(feed)
    quota = f", at most {schedule.calls_a_day} calls a day" if schedule.calls_a_day else ""
    if way_of(feed, known_kinds().get(feed.kind)) == "asked":
        yield f"  every     {schedule.every} s, up to {schedule.jitter} s later{quota}"
    yield f"  secrets   {', '.join(feed.secrets) or 'none'}"
    yield from _asked(feed)
    into = feed.mapping.into
    yield f"  becomes   {into}, key {' + '.join(feed.mapping.key) or 'of the kind'}"
    for column in feed.mapping.columns:
        unit = f", {column.unit}" if column.unit else ""
        yield f"            {column.field} -> {column.to} ({column.type}{unit})"
    yield from _doubts(installation, feed)
    for run in Run.objects.filter(feed=feed.id).order_by("-started_at")[:5]:
        yield (
            f"  run       {run.id} {_local(installation, run.started_at)} {run.outcome} "
            f"{run.fetched} = {run.stored} stored + {run.repeated} known + {run.rejected} rejected"
            + (f"; {run.problem}" if run.problem else "")
        )


def _came(feed: Feed) -> Iterator[str]:
    """How the records of a feed that is not asked come here."""
    kind = known_kinds().get(feed.kind)
    way = way_of(feed, kind)
    if way == "posted":
        place = "ngsi-ld/notify" if feed.kind == "ngsi_ld" else "hooks"
        yield f"  takes     POST /{place}/{feed.id}"
    elif isinstance(kind, SubscribedKind):
        said = kind.subscription(feed)
        yield f"  listens   {feed.address}, MQTT {said.version}, QoS {said.qos}"
        yield from (f"            {topic}" for topic in said.topics)


def _doubts(installation: Installation, feed: Feed) -> Iterator[str]:
    """What stands against the feed, and whether the rows of its last run add up."""
    for finding in observations.findings([feed.source]):
        if finding.feed in ("", feed.id):
            about = " ".join(filter(None, [finding.detector, finding.subject]))
            evidence = json.dumps(dict(finding.evidence), ensure_ascii=False)
            since = _local(installation, finding.since)
            yield f"  {finding.severity:<8}  {about} since {since}: {evidence}"
    run = Run.objects.filter(feed=feed.id).order_by("-started_at").first()
    if run is not None:
        for layer in of_run(layers.counted(run)):
            says = "agrees" if layer.agrees else f"does NOT agree with {layer.expected} before it"
            aside = ", ".join(f"{number} {why}" for why, number in named(layer.aside).items())
            yield f"  rows      {layer.name} {layer.found}: {says}" + (aside and f"; {aside}")


def _asked(feed: Feed) -> Iterator[str]:
    kind = known_kinds().get(feed.kind)
    if kind is None:
        yield f"  wrong     there is no kind of source named {feed.kind}"
        return
    for problem in kind.check(feed):
        yield f"  wrong     {problem.field}: {problem.reason}"
    if way_of(feed, kind) != "asked":
        return
    begun = book.peek(feed)
    window = regular_window(feed, begun.last_success_at, SystemClock().now())
    try:
        for request in kind.requests(feed, begun.cursor, window):
            yield f"  asks      {request.method} {request.url} ({request.name})"
    except SourceError as error:
        yield f"  wrong     {error.reason}"


def _local(installation: Installation, at: datetime | None) -> str:
    zone = ZoneInfo(installation.pack.city.time_zone)
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else "never"
