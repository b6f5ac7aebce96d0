"""Reads entities of a context broker (ETSI CIM 009), and the notifications of a subscription.

Both the normalised and the simplified form come in; an attribute is pointed at by its name and
gives its value, ``NAME@at`` gives when it was observed and ``NAME@unit`` its unit code. Location
becomes ``longitude`` and ``latitude``. Pages are asked for by ``{offset}`` until one is short.
"""

from collections.abc import Iterable
from typing import Any

from simin.ingest.addresses import filled, has_secret, page_name, page_named, spans, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError, SourceRefusedError
from simin.ingest.feeds.pushed import Bearer
from simin.ingest.payloads.json_document import json_document
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows
from simin.ingest.signature import Signing
from simin.sources.ngsi_ld.entity import flat
from simin.sources.ngsi_ld.notified import admission_of, wrong_admission

_OPTIONS: dict[str, type] = {
    "page_size": int,
    "notified": dict,
    "signature": dict,
    "calls_a_minute": int,
    "bounds": list,
}
_PAGE_SIZE = 1000
_PAGE = "entities from "


class NgsiLd:
    """``options``: ``page_size``; the address holds ``{limit}`` and ``{offset}`` to be paged.

    With ``notified = {secret = …}`` (a bearer token) or ``signature`` the broker notifies us at
    ``/ngsi-ld/notify/FEED``, and is not asked.
    """

    name = "ngsi_ld"

    def check(self, feed: Feed) -> list[Problem]:
        size = feed.options.get("page_size", 1)
        wrong = [Problem(field="options.page_size", reason="at least 1")]
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *(wrong if isinstance(size, int) and size < 1 else []),
            *unfilled(feed, ("limit", "offset")),
            *wrong_admission(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return [_page(feed, span, 0) for span in spans(feed, window)]

    def admission(self, feed: Feed) -> Signing | Bearer | None:
        return admission_of(feed)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body)
        entities = [flat(each) for each in _entities(document)]
        return parsed_rows(
            feed,
            payload,
            object_rows(feed, entities, noun="entity"),
            columns=columns_of(entities),
            more=_following(feed, payload, len(entities)),
        )


def _entities(document: Any) -> list[Any]:
    """Of a listing, of a notification, or a single one."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        raise SourceImplausibleError("the answer holds no NGSI-LD entities")
    if document.get("type") == "Notification" and isinstance(document.get("data"), list):
        return list(document["data"])
    if "id" in document and "type" in document:
        return [document]
    if "title" in document:
        raise SourceRefusedError(f"the broker refuses: {document['title']!s:.200}")
    raise SourceImplausibleError("the answer holds no NGSI-LD entities")


def _page(feed: Feed, window: Window, offset: int) -> Request:
    size = int(feed.options.get("page_size", _PAGE_SIZE))
    url = filled(feed, window, limit=size, offset=offset)
    name = page_name(feed, f"{_PAGE}{offset}", window)
    return Request(url=url, name=name, secret_in_url=has_secret(feed))


def _following(feed: Feed, payload: Payload, came: int) -> list[Request]:
    """The next page, after a full one that was asked for."""
    size = int(feed.options.get("page_size", _PAGE_SIZE))
    if "{offset}" not in feed.address or not payload.request.startswith(_PAGE) or came < size:
        return []
    page, window = page_named(payload.request, payload.fetched_at)
    return [_page(feed, window, int(page.removeprefix(_PAGE)) + size)]


KIND = NgsiLd()
