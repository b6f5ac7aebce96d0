"""Reads entities of a context broker (ETSI CIM 009), and the notifications of a subscription.

Both the normalised and the simplified form come in; an attribute is pointed at by its name and
gives its value, ``NAME@at`` gives when it was observed and ``NAME@unit`` its unit code. Location
becomes ``longitude`` and ``latitude``. Pages are asked for by ``{offset}`` until one is short.
"""

from collections.abc import Iterable
from typing import Any

from simin.ingest.addresses import filled, has_secret, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError, SourceRefusedError
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import first_at
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.objects import columns_of, object_rows
from simin.ingest.rows.parsed import parsed_rows

_OPTIONS: dict[str, type] = {"page_size": int, "bounds": list}
_PAGE_SIZE = 1000
_PAGE = "entities from "
_VALUES = {"Property": "value", "Relationship": "object", "GeoProperty": "value"}


class NgsiLd:
    """``options``: ``page_size``; the address holds ``{limit}`` and ``{offset}`` to be paged."""

    name = "ngsi_ld"

    def check(self, feed: Feed) -> list[Problem]:
        size = feed.options.get("page_size", 1)
        wrong = [Problem(field="options.page_size", reason="at least 1")]
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *(wrong if isinstance(size, int) and size < 1 else []),
            *unfilled(feed, ("limit", "offset")),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return [_page(feed, window, 0)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body)
        entities = [_flat(each) for each in _entities(document)]
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


def _flat(entity: Any) -> Any:
    """Attributes as plain values, with their time and unit beside them."""
    if not isinstance(entity, dict):
        return entity
    flat: dict[str, Any] = {}
    for name, attribute in entity.items():
        held = _VALUES.get(str(attribute.get("type"))) if isinstance(attribute, dict) else None
        flat[name] = attribute if held is None else attribute.get(held)
        if held is not None:
            flat[f"{name}@at"] = attribute.get("observedAt")
            flat[f"{name}@unit"] = attribute.get("unitCode")
    return flat | _position(flat.get("location"))


def _position(location: Any) -> dict[str, Any]:
    point = first_at("/type")(location) == "Point"
    if not point:
        return {}
    places = {"longitude": "/coordinates/0", "latitude": "/coordinates/1"}
    return {name: first_at(pointer)(location) for name, pointer in places.items()}


def _page(feed: Feed, window: Window, offset: int) -> Request:
    size = int(feed.options.get("page_size", _PAGE_SIZE))
    url = filled(feed, window, limit=size, offset=offset)
    return Request(url=url, name=f"{_PAGE}{offset}", secret_in_url=has_secret(feed))


def _following(feed: Feed, payload: Payload, came: int) -> list[Request]:
    """The next page, after a full one that was asked for."""
    size = int(feed.options.get("page_size", _PAGE_SIZE))
    if "{offset}" not in feed.address or not payload.request.startswith(_PAGE) or came < size:
        return []
    offset = int(payload.request.removeprefix(_PAGE)) + size
    window = Window(start=payload.fetched_at, end=payload.fetched_at)
    return [_page(feed, window, offset)]


KIND = NgsiLd()
