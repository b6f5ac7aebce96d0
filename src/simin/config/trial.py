"""Tries a feed out on a payload in a file, or on another address. Nothing is kept, nothing written.

Another address gets none of the feed's headers that hold a secret: whoever mistypes a host must not
hand it the city's key.
"""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from simin.config.source_kinds import known_kinds
from simin.ingest.feeds import Feed, Payload, Problem, SourceError, SourceKind, Window, way_of
from simin.ingest.runner.outcome import Outcome, Report
from simin.kit.clock import SystemClock
from simin.kit.errors import RejectedError
from simin.kit.http.secrets import placeholders


def at_address(feed: Feed, address: str) -> Feed:
    """The feed, asking elsewhere."""
    open_headers = {name: told for name, told in feed.headers.items() if not placeholders(told)}
    return replace(feed, address=address, headers=open_headers)


def faults(feed: Feed) -> list[Problem]:
    """What is wrong with the feed's options and mapping, whatever its source sends."""
    kind = known_kinds().get(feed.kind)
    if kind is None:
        reason = f"{feed.kind!r} is none of {', '.join(sorted(known_kinds()))}"
        return [Problem(field="kind", reason=reason)]
    return kind.check(feed)


def read_file(feed: Feed, path: Path) -> Report:
    """What the feed's kind makes of the file. Raises ``RejectedError``."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise RejectedError("--payload", f"{path} cannot be read ({error.strerror})") from error
    return read(feed, body, {})


def read(feed: Feed, body: bytes, noticed: dict[str, str]) -> Report:
    """What the feed's kind makes of one payload."""
    report = Report(feed.id, None, noticed=noticed)
    kind, now = known_kinds()[feed.kind], SystemClock().now()
    try:
        payload = Payload(
            request=_request(feed, kind), status=200, headers={}, body=body, fetched_at=now
        )
        parsed = kind.parse(feed, payload)
    except SourceError as error:
        report.outcome, report.problem = Outcome.IMPLAUSIBLE, error.reason
        return report
    report.read(parsed.records, parsed.rejected)
    report.noticed |= parsed.noticed
    report.outcome = Outcome.COMPLETE
    return report


def _request(feed: Feed, kind: SourceKind) -> str:
    """The name of the call that the payload stands for: the first one of a run."""
    if way_of(feed, kind) != "asked":
        return "push"
    now = SystemClock().now()
    window = Window(start=now - timedelta(hours=1), end=now)
    first = next(iter(kind.requests(feed, None, window)), None)
    return first.name if first else "all"
