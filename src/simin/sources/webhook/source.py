"""Reads what is pushed: JSON whose rows and fields a mapping points at.

Nothing is asked for. ``options.signature`` says how the sender signs; who receives the payload
checks that (``simin.ingest.signature``) before it comes here, so nothing unsigned is ever parsed.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.feeds.pushed import wrong_replays
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import all_at, first_at, wrong_pointer
from simin.ingest.rows.mapping_check import fields_of, wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows
from simin.ingest.signature import Signing, wrong_signing

_OPTIONS: dict[str, type] = {
    "signature": dict,
    "calls_a_minute": int,
    "crs": str,
    "bounds": list,
}


class Webhook:
    """``options``: ``signature`` (``secret``, ``header``, ``prefix``, ``time_header`` …)."""

    name = "webhook"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ("signature",)),
            *_wrong_signature(feed),
            *_wrong_pointers(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return ()

    def admission(self, feed: Feed) -> Signing:
        return msgspec.convert(feed.options.get("signature", {}), Signing)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body)
        rows = _rows(feed, document)
        return parsed_rows(
            feed, payload, object_rows(feed, rows), columns=columns_of(rows), total=len(rows)
        )


def _rows(feed: Feed, document: Any) -> list[Any]:
    pointer = feed.mapping.records
    if not pointer:
        return document if isinstance(document, list) else [document]
    rows = all_at(pointer)(document)
    if not rows and first_at(pointer)(document) != []:
        raise SourceImplausibleError(f"there is nothing at {pointer}")
    return rows


def _wrong_signature(feed: Feed) -> Iterator[Problem]:
    options = feed.options.get("signature", {})
    if reason := wrong_signing(options):
        yield Problem(field="options.signature", reason=reason)
        return
    if options["secret"] not in feed.secrets:
        yield Problem(field="secrets", reason=f"must name {options['secret']}")
    yield from wrong_replays(feed, msgspec.convert(options, Signing))


def _wrong_pointers(feed: Feed) -> Iterator[Problem]:
    for pointer in (feed.mapping.records, *fields_of(feed)):
        if reason := wrong_pointer(pointer):
            yield Problem(field="mapping", reason=f"{pointer}: {reason}")


KIND = Webhook()
