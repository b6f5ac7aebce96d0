"""Reads AirKorea's readings by station (getCtprvnRltmMesureDnsty and its siblings).

Every measured field has a flag beside it (``pm10Value``, ``pm10Flag``). A flag means that the value
is not to be trusted even where it is present, so the flag travels with the record as its quality
and never gets lost on the way. The value stays as sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from simin.ingest.addresses import (
    filled,
    has_secret,
    names_in,
    page_name,
    page_named,
    spans,
)
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.payloads.korean_portal import reply_of
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_objects

_OPTIONS: dict[str, type] = {"page_size": int, "crs": str, "bounds": list}
_PAGE_SIZE = 100

#: The network's flags, and ours. One that is new raises ``unknown-flag``.
_FLAGS = {
    "점검및교정": "maintenance",
    "장비점검": "maintenance",
    "자료이상": "implausible",
    "통신장애": "offline",
}
_VALUE, _FLAG = "Value", "Flag"


class AirKorea:
    """``options``: ``page_size``; the address holds ``{rows}`` and ``{page}``."""

    name = "airkorea"

    def check(self, feed: Feed) -> list[Problem]:
        return [*wrong_options(feed, _OPTIONS, ()), *_wrong_address(feed), *wrong_mapping(feed)]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return [_page(feed, span, 1) for span in spans(feed, window)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        name, window = page_named(payload.request, payload.fetched_at)
        page = int(name.rpartition(" ")[2])
        reply = reply_of(payload.body, at=payload.fetched_at, time_zone=feed.time_zone)
        first = (page - 1) * _page_size(feed) + 1
        return parsed_objects(
            feed,
            payload,
            reply.rows,
            first=first,
            flags=flags_of,
            more=_following(feed, window, page, reply.total),
            total=reply.total,
        )


def flags_of(document: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The flags that stand beside the values of one station."""
    sent = (
        (field.removesuffix(_FLAG) + _VALUE, str(flag).strip())
        for field, flag in document.items()
        if field.endswith(_FLAG) and flag is not None
    )
    return {field: (_FLAGS.get(flag, "unknown-flag"),) for field, flag in sent if flag}


def _page_size(feed: Feed) -> int:
    return int(feed.options.get("page_size", _PAGE_SIZE))


def _page(feed: Feed, window: Window, page: int) -> Request:
    url = filled(feed, window, rows=_page_size(feed), page=page)
    name = page_name(feed, f"page {page}", window)
    return Request(url=url, name=name, secret_in_url=has_secret(feed))


def _following(feed: Feed, window: Window, page: int, total: int | None) -> Iterator[Request]:
    if page == 1 and total:
        for following in range(2, -(-total // _page_size(feed)) + 1):
            yield _page(feed, window, following)


def _wrong_address(feed: Feed) -> Iterator[Problem]:
    for name in sorted({"rows", "page"} ^ names_in(feed.address)):
        yield Problem(field="address", reason=f"must hold {{rows}} and {{page}}, see {{{name}}}")
    size = feed.options.get("page_size", 1)
    if isinstance(size, int) and size < 1:
        yield Problem(field="options.page_size", reason="at least 1")


KIND = AirKorea()
