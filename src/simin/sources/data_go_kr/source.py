"""Reads any service of data.go.kr whose reply is the portal's usual one, in JSON or XML.

Hundreds of services of Korean authorities answer alike; AirKorea, whose flags speak against values,
is a kind of its own. ``mapping.records`` may choose among the rows: a weather reading comes as one
row for each measure, ``$[?@.category == 'T1H' || @.category == 'REH']``.
"""

from collections.abc import Iterable, Iterator

from simin.ingest.addresses import filled, has_secret, names_in, span_name, span_of, spans, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.payloads.korean_portal import reply_of
from simin.ingest.payloads.lookup import all_at, wrong_pointer
from simin.ingest.rows.aliases import wrong_aliases
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_objects

_OPTIONS: dict[str, type] = {"page_size": int, "crs": str, "bounds": list, "aliases": dict}
_PAGE_SIZE = 100
#: Placeholders of the address; a service without pages has neither.
_FILLED = ("rows", "page")


class KoreanPortal:
    """``options``: ``page_size``, ``aliases``; the address may hold ``{rows}`` and ``{page}``."""

    name = "data_go_kr"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ()),
            *unfilled(feed, _FILLED),
            *_wrong_places(feed),
            *wrong_aliases(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return [_page(feed, span, 1) for span in spans(feed, window)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        page, span = _asked(payload.request)
        reply = reply_of(payload.body, at=payload.fetched_at, time_zone=feed.time_zone)
        pointer = feed.mapping.records
        rows = all_at(pointer)(reply.rows) if pointer else reply.rows
        return parsed_objects(
            feed,
            payload,
            rows,
            first=(page - 1) * _page_size(feed) + 1,
            more=_following(feed, span, page, reply.total),
            total=None if pointer else reply.total,
        )


def _page_size(feed: Feed) -> int:
    return int(feed.options.get("page_size", _PAGE_SIZE))


def _page(feed: Feed, span: Window, page: int) -> Request:
    url = filled(feed, span, rows=_page_size(feed), page=page)
    return Request(
        url=url, name=f"page {page} of {span_name(span)}", secret_in_url=has_secret(feed)
    )


def _asked(request: str) -> tuple[int, Window]:
    return int(request.split(" ")[1]), span_of(request)


def _following(feed: Feed, span: Window, page: int, total: int | None) -> Iterator[Request]:
    if page == 1 and total and "page" in names_in(feed.address):
        for following in range(2, -(-total // _page_size(feed)) + 1):
            yield _page(feed, span, following)


def _wrong_places(feed: Feed) -> Iterator[Problem]:
    if reason := wrong_pointer(feed.mapping.records):
        yield Problem(field="mapping.records", reason=reason)
    size = feed.options.get("page_size", 1)
    if isinstance(size, int) and size < 1:
        yield Problem(field="options.page_size", reason="at least 1")


KIND = KoreanPortal()
