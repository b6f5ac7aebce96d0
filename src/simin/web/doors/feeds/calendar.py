"""Events as iCalendar (RFC 5545): whole days, the city's. Pure; writes no line itself."""

from collections.abc import Iterable
from datetime import date, timedelta

from icalendar import Calendar, Event

from simin.domains.news.queries import Notice
from simin.kit.text import pick
from simin.kit.xml_words import xml_text
from simin.web.doors.feeds.topics import marked


def calendar(
    notices: Iterable[Notice], *, title: str, host: str, base: str, language: str
) -> bytes:
    """``host`` makes the events' ids unique in the world."""
    made = Calendar()
    made.add("prodid", "-//Simin//Events//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _line(title))
    for notice in notices:
        made.add_component(_event(notice, host=host, base=base, language=language))
    body: bytes = made.to_ical()
    return body


def _event(notice: Notice, *, host: str, base: str, language: str) -> Event:
    """One without a first day is its last; an end is the day after the last (3.6.1)."""
    last: date = notice.ends_on or notice.published_at.date()
    first = min(notice.starts_on or last, last)
    event = Event()
    event.add("uid", f"news-{notice.pk}@{host}")
    event.add("dtstamp", notice.received_at)
    event.add("created", notice.published_at)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", _line(pick(notice.title, language)))
    event.add("url", notice.link or f"{base}/card/news/{notice.pk}")
    place, mark = pick(notice.summary or {}, language), pick(marked(notice.origin), language)
    if place:
        event.add("location", _line(place))
    if mark:
        event.add("description", mark)
    category = pick(notice.category or {}, language)
    event.add("categories", [_line(one) for one in (category, notice.origin) if one])
    return event


def _line(text: str) -> str:
    return " ".join(xml_text(text).split())
