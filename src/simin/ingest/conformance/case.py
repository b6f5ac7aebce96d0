"""A recorded payload, the feed that it belongs to, and what must come of it.

``fixtures/NAME.toml`` holds ``attribution``, the payload (``body`` as text or ``file`` beside it),
its ``[feed]`` where it differs from the defaults below, and ``error`` with the name of the
``SourceError`` that it must raise; otherwise ``NAME.expected.json`` says what is parsed.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from simin.ingest.feeds.contract import Feed, Parsed, Payload, SourceKind, Window
from simin.ingest.feeds.errors import SourceError

#: When every fixture was fetched, and the window that every request asks for.
FETCHED_AT = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
WINDOW = Window(start=FETCHED_AT - timedelta(hours=1), end=FETCHED_AT)

_DEFAULTS = {
    "id": "fixture",
    "source": "fixture",
    "address": "https://source.example/feed",
    "schedule": {"every": 60},
    "licence": "fixture",
    "owner": "fixture",
}


@dataclass(frozen=True)
class Case:
    """One fixture."""

    name: str
    feed: Feed
    body: bytes
    request: str
    headers: dict[str, str]
    #: Name of the error that must be raised; None where records must come.
    error: str | None
    expected: Path

    def payload(self, body: bytes | None = None) -> Payload:
        return Payload(
            request=self.request,
            status=200,
            headers=self.headers,
            body=self.body if body is None else body,
            fetched_at=FETCHED_AT,
        )


def cases(kind: SourceKind, folder: Path) -> Iterator[Case]:
    """Every fixture of the folder, by name."""
    for path in sorted(folder.glob("*.toml")):
        yield _case(kind, path)


def _case(kind: SourceKind, path: Path) -> Case:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    feed = msgspec.convert(_DEFAULTS | {"kind": kind.name} | told.get("feed", {}), Feed)
    first = next(iter(kind.requests(feed, None, WINDOW)), None)
    return Case(
        name=path.stem,
        feed=feed,
        body=told["body"].encode() if "body" in told else (path.parent / told["file"]).read_bytes(),
        request=told.get("request", first.name if first else "push"),
        headers=told.get("headers", {}),
        error=told.get("error"),
        expected=path.with_suffix(".expected.json"),
    )


def outcome(kind: SourceKind, case: Case) -> dict[str, Any]:
    """What the kind makes of the fixture, in the form of ``NAME.expected.json``."""
    try:
        parsed = kind.parse(case.feed, case.payload())
    except SourceError as error:
        return {"error": type(error).__name__}
    return as_json(parsed)


def as_json(parsed: Parsed) -> dict[str, Any]:
    """Everything that a kind said, as JSON has it; without what is empty.

    Also without the profile of the columns and the count of what was held, which are made of the
    same rows for all kinds alike.
    """
    told: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(parsed))
    for name in ("profile", "held"):
        told.pop(name, None)
    return {name: value for name, value in told.items() if value not in (None, [], {})}
