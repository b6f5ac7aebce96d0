"""Addresses of feeds, whose placeholders a kind fills in; secrets are left to the runner.

``{name}`` is filled with what the kind hands in; ``{from:%Y%m%d}`` and ``{until:%Y%m%d}`` with the
window's ends and ``{day:%Y%m%d}`` with each of its days in turn, in the feed's zone. What is filled
in is quoted, so that no value can change the path. ``{secret:NAME}`` stays as it stands.
"""

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from simin.ingest.feeds.contract import Feed, Problem, Request, Window

_NAMED = re.compile(r"\{([a-z_]+)\}")
_TIMED = re.compile(r"\{(from|until|day):([^{}]+)\}")
_CONFIDENTIAL = "{secret:"
_SPAN = "%Y%m%dT%H%M%SZ"


def has_secret(feed: Feed) -> bool:
    return _CONFIDENTIAL in feed.address


def names_in(address: str) -> set[str]:
    """Placeholders that a kind must fill."""
    return set(_NAMED.findall(address))


def spans(feed: Feed, window: Window) -> Iterator[Window]:
    """The periods that are asked for one by one: each local day, or the window as a whole."""
    if not any(name == "day" for name, _ in _TIMED.findall(feed.address)):
        yield window
        return
    zone = ZoneInfo(feed.time_zone)
    day = window.start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while day < window.end:
        yield Window(start=day, end=day + timedelta(days=1), backfill=window.backfill)
        day += timedelta(days=1)


def filled(feed: Feed, window: Window, **names: object) -> str:
    """The address with everything but secrets filled in."""
    zone = ZoneInfo(feed.time_zone)

    def time(match: re.Match[str]) -> str:
        at = window.end if match[1] == "until" else window.start
        return quote(at.astimezone(zone).strftime(match[2]), safe="")

    timed = _TIMED.sub(time, feed.address)
    return _NAMED.sub(
        lambda match: quote(str(names[match[1]]), safe="") if match[1] in names else match[0], timed
    )


def span_name(window: Window) -> str:
    """A period as part of a request's name; ``span_of`` reads it again."""
    return f"{_written(window.start)}/{_written(window.end)}"


def span_of(name: str) -> Window:
    start, _, end = name.rpartition(" ")[2].partition("/")
    return Window(start=_read(start), end=_read(end))


def page_name(feed: Feed, page: str, window: Window) -> str:
    """Name of a page's request, with the period that its address asks for, if it does."""
    return f"{page} of {span_name(window)}" if _TIMED.search(feed.address) else page


def page_named(name: str, fetched_at: datetime) -> tuple[str, Window]:
    """The page, and its period for the pages behind it; where it has none the moment of asking."""
    page, _, span = name.partition(" of ")
    return page, span_of(span) if span else Window(start=fetched_at, end=fetched_at)


def _written(at: datetime) -> str:
    return at.astimezone(ZoneInfo("UTC")).strftime(_SPAN)


def _read(written: str) -> datetime:
    return datetime.strptime(written, _SPAN).replace(tzinfo=ZoneInfo("UTC"))


def asked(feed: Feed, window: Window, **names: object) -> list[Request]:
    """One request for each period, of a feed that comes in one piece."""
    return [
        Request(
            url=filled(feed, span, **names),
            name=f"all of {span_name(span)}",
            secret_in_url=has_secret(feed),
        )
        for span in spans(feed, window)
    ]


def unfilled(feed: Feed, known: Collection[str] = ()) -> list[Problem]:
    """Placeholders of the address that the kind does not fill."""
    return [
        Problem(field="address", reason=f"nothing fills {{{name}}}")
        for name in sorted(names_in(feed.address) - set(known))
    ]
