"""Reads any JSON answer whose rows and fields a mapping can point at.

Pages follow ``options.next``, the place of the next page's address. It is followed on the feed's
own host only: an answer must not send us elsewhere with our headers.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from simin.ingest.addresses import asked, has_secret, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.ingest.payloads.json_document import json_document
from simin.ingest.payloads.lookup import all_at, first_at, wrong_pointer
from simin.ingest.rows.aliases import wrong_aliases
from simin.ingest.rows.mapping_check import fields_of, wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_objects

_OPTIONS: dict[str, type] = {
    "next": str,
    "total": str,
    "encoding": str,
    "crs": str,
    "bounds": list,
    "aliases": dict,
}
_POINTERS = ("next", "total")


class Json:
    """``options``: ``next`` and ``total`` (pointers into the answer), ``encoding``, ``aliases``."""

    name = "json"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *_wrong_pointers(feed),
            *_leaking(feed),
            *wrong_aliases(feed),
            *unfilled(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return asked(feed, window)

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        document = json_document(payload.body, feed.options.get("encoding"))
        rows = _rows(feed, document)
        return parsed_objects(
            feed,
            payload,
            rows,
            more=_following(feed, document),
            total=_total(feed, document),
        )


def _rows(feed: Feed, document: Any) -> list[Any]:
    pointer = feed.mapping.records
    if pointer:
        rows = all_at(pointer)(document)
        if not rows and first_at(pointer)(document) != []:
            raise SourceImplausibleError(f"there is nothing at {pointer}")
        return rows
    rows = document if isinstance(document, list) else [document]
    return list(rows)


def _following(feed: Feed, document: Any) -> Iterator[Request]:
    pointer = feed.options.get("next")
    address = first_at(pointer)(document) if pointer and not has_secret(feed) else None
    if not isinstance(address, str) or not address:
        return
    try:
        url = urljoin(feed.address, address)
        same = urlsplit(url)[:2] == urlsplit(feed.address)[:2]
    except ValueError:
        same = False
    if not same:
        raise SourceImplausibleError("the next page is on another host")
    # The name is the address's own end, so that each page is asked for once.
    yield Request(url=url, name=f"page {url.removeprefix(feed.address)}")


def _total(feed: Feed, document: Any) -> int | None:
    pointer = feed.options.get("total")
    total = first_at(pointer)(document) if pointer else None
    return total if isinstance(total, int) and not isinstance(total, bool) else None


def _wrong_pointers(feed: Feed) -> Iterator[Problem]:
    pointers = {f"options.{name}": str(feed.options.get(name, "")) for name in _POINTERS}
    pointers |= {"mapping.records": feed.mapping.records}
    pointers |= {f"mapping, {name}": name for name in fields_of(feed)}
    for field, pointer in pointers.items():
        if reason := wrong_pointer(pointer):
            yield Problem(field=field, reason=reason)


def _leaking(feed: Feed) -> Iterator[Problem]:
    if has_secret(feed) and "next" in feed.options:
        reason = "the source would repeat the address's secret; send it in a header"
        yield Problem(field="options.next", reason=reason)


KIND = Json()
