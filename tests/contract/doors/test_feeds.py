"""Feeds are well-formed Atom and RSS to feedparser, events are iCalendar, and nothing that the
public picture withholds is in them."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from lxml import etree

from simin.domains.news import services as news
from simin.domains.news.announcement import Announcement
from simin.domains.picture import queries
from simin.domains.picture.card import Origin, WithheldCard
from simin.domains.picture.frame import View
from simin.domains.warnings.content import Area
from simin.kit import clock
from simin.kit.clock import FixedClock
from simin.web.doors.door import allowance
from tests.factories import screen_city
from tests.factories.doors_town import HOSTILE, found_doors_town
from tests.factories.incidents import NOON, found_town
from tests.factories.picture import CITY_TIME
from tests.factories.warnings import content, issued

pytestmark = pytest.mark.django_db
RING = ((127.0, 37.5), (127.1, 37.5), (127.1, 37.6), (127.0, 37.5))
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def city(monkeypatch: pytest.MonkeyPatch) -> None:
    allowance.forget()
    monkeypatch.setattr(clock._Wired, "clock", FixedClock(CITY_TIME))
    screen_city.build(frames=2)


def parsed(client: Client, path: str) -> Any:
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed")
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    told = {"content-type": answer["Content-Type"]}
    found = feedparser.parse(answer.content, response_headers=told)
    assert not found.bozo, found
    return found


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize("name", ["news", "incidents", "warnings", "data", "projects", "pledges"])
def test_feeds_are_read_by_a_reader(client: Client, name: str, form: str) -> None:
    found_doors_town()
    screen_city.build(frames=2)
    found = parsed(client, f"/feeds/{name}.{form}")
    assert found.version == {"atom": "atom10", "rss": "rss20"}[form]
    ids = [one.id for one in found.entries]
    assert len(ids) == len(set(ids)) and (ids or name in ("warnings", "projects", "pledges"))
    times = [
        one.updated_parsed if form == "atom" else one.published_parsed for one in found.entries
    ]
    assert times == sorted(times, reverse=True)


def test_an_atom_feed_has_what_the_standard_needs(client: Client) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one of each, and a time zone in every time."""
    root = etree.fromstring(client.get("/feeds/news.atom").content)
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            [one] = element.findall(f"{ATOM}{name}")
            assert one.text
        assert datetime.fromisoformat(str(element.findtext(f"{ATOM}updated"))).tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    [own] = [one for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]
    assert own.get("href") == root.findtext(f"{ATOM}id") == "http://testserver/feeds/news.atom"


def test_what_is_withheld_is_in_no_feed(client: Client) -> None:
    """The sample picture withholds one incident; a feed tells of the others alone."""
    snapshot = queries.current(View.PUBLIC)
    assert snapshot is not None
    hidden = [one.id for one in snapshot.cards if isinstance(one, WithheldCard)]
    assert hidden
    for name in ("news", "incidents"):
        body = client.get(f"/feeds/{name}.atom").content.decode()
        assert not [one for one in hidden if f"/card/{one}<" in body]


def test_warnings_are_told_by_district(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found_town()
    monkeypatch.setattr(clock._Wired, "clock", FixedClock(NOON + timedelta(minutes=5)))
    area = Area(description=content().area.description, districts=("east",), polygons=(RING,))
    issued(area=area)
    told = {
        query: len(parsed(client, f"/feeds/warnings.rss{query}").entries)
        for query in ("", "?district=east", "?district=west")
    }
    assert told == {"": 1, "?district=east": 1, "?district=west": 0}


def announced(key: str, **other: Any) -> None:
    told = {"title": {"ko": f"공연 {key}"}, "origin": Origin.REPLAYED, **other}
    news.publish(Announcement(source="city", external_id=key, published_at=CITY_TIME, **told))


def test_events_are_days_of_a_calendar(client: Client) -> None:
    today = CITY_TIME.date()
    span = {"starts_on": today, "ends_on": today + timedelta(days=2)}
    announced("a", summary={"ko": f"광장; {HOSTILE}, 1층"}, link="https://example.org/a", **span)
    announced("over", ends_on=today - timedelta(days=30))
    announced("no-day")
    answer = client.get("/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == today
    assert event.decoded("dtend") == today + timedelta(days=3)
    assert str(event["summary"]) == "공연 a" and str(event["url"]) == "https://example.org/a"
    assert "1층" in str(event["location"]) and "\x0b" not in str(event["location"])
    assert "녹화" in str(event["description"]) or "기록" in str(event["description"])


@pytest.mark.parametrize("query", ["lang=xx", "district=nowhere", "q=1"])
def test_a_fault_names_its_parameter(client: Client, query: str) -> None:
    for path in ("/feeds/news.atom", "/calendar.ics"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert answer.content.decode().startswith(query.partition("=")[0])


def test_an_event_of_one_day_lasts_that_day(client: Client) -> None:
    announced("b", ends_on=CITY_TIME.date())
    [event] = icalendar.Calendar.from_ical(client.get("/calendar.ics").content).walk("VEVENT")
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
