"""Reads any listing of a SensorThings server, page by page.

The address is a listing (``…/v1.1/Observations?$expand=Datastream($select=@iot.id)``); where it
holds ``{since}``, that is the time up to which it was read before, so that a run asks only for what
is new. Next links are followed on the server's own host only, and never with a secret in the
address.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from simin.ingest.addresses import asked, has_secret, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import json_document
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows

_OPTIONS: dict[str, type] = {"crs": str, "bounds": list}
_NEXT, _COUNT = "@iot.nextLink", "@iot.count"
_SINCE = "%Y-%m-%dT%H:%M:%SZ"


class SensorThings:
    """``options``: ``crs`` and ``bounds``."""

    name = "sensorthings"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *_wrong_address(feed),
            *unfilled(feed, ("since",)),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        begin = window.start.strftime(_SINCE)
        return asked(feed, window, since=begin if window.backfill else cursor or begin)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body)
        rows = document.get("value") if isinstance(document, dict) else None
        if not isinstance(rows, list):
            raise SourceImplausibleError("the answer is no SensorThings listing: no 'value'")
        count = document.get(_COUNT)
        parsed = parsed_rows(
            feed,
            payload,
            object_rows(feed, rows),
            columns=columns_of(rows),
            more=_following(feed, document.get(_NEXT)),
            total=count if isinstance(count, int) and not isinstance(count, bool) else None,
        )
        return replace(parsed, cursor=_latest(parsed))


def _latest(parsed: Parsed) -> str | None:
    """The time up to which this page reads; pages stand in order of time."""
    times = [record.at for record in parsed.records if record.at is not None]
    return max(times).astimezone(UTC).strftime(_SINCE) if times else None


def _following(feed: Feed, address: Any) -> Iterator[Request]:
    if not isinstance(address, str) or not address or has_secret(feed):
        return
    try:
        same = urlsplit(address)[:2] == urlsplit(feed.address)[:2]
    except ValueError:
        same = False
    if not same:
        raise SourceImplausibleError("the next page is on another host")
    yield Request(url=address, name=f"page {address}")


def _wrong_address(feed: Feed) -> Iterator[Problem]:
    if has_secret(feed):
        yield Problem(field="address", reason="send the secret in a header, not the address")
    if "{since}" in feed.address and "$orderby=" not in feed.address:
        yield Problem(field="address", reason="{since} needs $orderby by time, ascending")


KIND = SensorThings()
