"""Reads services of the Seoul Open Data Plaza (openapi.seoul.go.kr, swopenAPI.seoul.go.kr).

The key is a segment of the path and the host speaks plain HTTP, so addresses are never shown with
it. A page holds at most 1,000 rows; the first one says how many there are, and asks for the rest.
"""

from collections.abc import Iterable, Iterator

from simin.ingest.addresses import filled, has_secret, names_in, span_name, span_of, spans, unfilled
from simin.ingest.feeds.contract import Feed, Parsed, Payload, Problem, Request, Window
from simin.ingest.rows.aliases import wrong_aliases
from simin.ingest.rows.mapping_check import wrong_mapping, wrong_options
from simin.ingest.rows.parsed import parsed_objects
from simin.sources.seoul_openapi.envelope import Envelope, document_of, opened
from simin.sources.seoul_openapi.refusal import NO_ROWS, SUCCESS, refuse

_OPTIONS: dict[str, type] = {
    "service": str,
    "format": str,
    "page_size": int,
    "each": list,
    "crs": str,
    "bounds": list,
    "aliases": dict,
}
#: Placeholders of the address.
_FILLED = ("format", "service", "start", "end", "each")
#: The most that the plaza gives in one call.
_MOST_ROWS = 1000


class SeoulOpenApi:
    """``options``: ``service``, ``format`` (json or xml), ``page_size``, ``each``, ``aliases``."""

    name = "seoul_openapi"

    def check(self, feed: Feed) -> list[Problem]:
        return [
            *wrong_options(feed, _OPTIONS, ("service",)),
            *_wrong_pages(feed),
            *unfilled(feed, _FILLED),
            *wrong_aliases(feed),
            *wrong_mapping(feed),
        ]

    def requests(self, feed: Feed, cursor: str | None, window: Window) -> Iterable[Request]:
        return [_page(feed, each, 1) for each in _turns(feed, window)]

    def parse(self, feed: Feed, payload: Payload) -> Parsed:
        start, turn = _asked(payload.request)
        envelope = opened(document_of(payload.body), feed.mapping.records)
        if envelope.code == NO_ROWS:
            return Parsed(total=0 if start == 1 else None)
        if envelope.code != SUCCESS:
            refuse(envelope, at=payload.fetched_at, time_zone=feed.time_zone)
        return parsed_objects(
            feed,
            payload,
            envelope.rows,
            first=start,
            more=_following(feed, turn, start, envelope.total),
            total=envelope.total,
            noticed=_short(feed, start, envelope),
        )


def _page_size(feed: Feed) -> int:
    return int(feed.options.get("page_size", _MOST_ROWS))


#: A period, and the one of ``options.each`` that is asked for in it.
type Turn = tuple[Window, str]


def _turns(feed: Feed, window: Window) -> Iterator[Turn]:
    for span in spans(feed, window):
        for each in feed.options.get("each", ("",)):
            yield span, each


def _page(feed: Feed, turn: Turn, start: int) -> Request:
    span, each = turn
    end = start + _page_size(feed) - 1
    named = {"service": feed.options["service"], "format": feed.options.get("format", "json")}
    url = filled(feed, span, start=start, end=end, each=each, **named)
    name = f"rows {start}-{end} of {each}{' ' if each else ''}{span_name(span)}"
    return Request(url=url, name=name, secret_in_url=has_secret(feed))


def _asked(request: str) -> tuple[int, Turn]:
    """First row of the page, period and ``each``, from the request's name."""
    _, rows, _, *each, _ = request.split(" ")
    return int(rows.partition("-")[0]), (span_of(request), " ".join(each))


def _following(feed: Feed, turn: Turn, start: int, total: int | None) -> Iterator[Request]:
    """All further pages, asked for by the first."""
    if start != 1 or total is None or "end" not in names_in(feed.address):
        return
    for first in range(1 + _page_size(feed), total + 1, _page_size(feed)):
        yield _page(feed, turn, first)


def _short(feed: Feed, start: int, envelope: Envelope) -> dict[str, str]:
    """A page with fewer rows than its own count promises."""
    if envelope.total is None:
        return {}
    promised = min(_page_size(feed), envelope.total - start + 1)
    came = len(envelope.rows)
    return {"short page": f"{came} rows of {promised}"} if came < promised else {}


def _wrong_pages(feed: Feed) -> Iterator[Problem]:
    size, written = feed.options.get("page_size", 1), feed.options.get("format", "json")
    if isinstance(size, int) and not 1 <= size <= _MOST_ROWS:
        yield Problem(field="options.page_size", reason=f"between 1 and {_MOST_ROWS}")
    if written not in ("json", "xml"):
        yield Problem(field="options.format", reason="json or xml")


KIND = SeoulOpenApi()
