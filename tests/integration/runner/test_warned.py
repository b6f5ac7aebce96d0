"""Alerts that a feed of CAP brings become warnings; alerts of other standards only stand."""

from datetime import timedelta

import pytest

from simin.domains.picture.card import Origin
from simin.domains.warnings import cards
from simin.ingest.feeds import Feed, Record, Schedule
from simin.ingest.models import StandingRecord
from simin.ingest.runner.keeping import Arriving, City, keep
from tests.factories.incidents import NOON, found_town
from tests.factories.observed import ZONE
from tests.factories.warnings import received

pytestmark = pytest.mark.django_db


@pytest.fixture
def arriving() -> Arriving:
    found_town()
    feed = Feed(
        id="weather",
        kind="cap",
        source="weather",
        address="https://weather.example/cap/",
        schedule=Schedule(every=60),
        licence="none",
        owner="safety",
    )
    city = City(zone=ZONE, language="ko", origins={"weather": Origin.MEASURED})
    return Arriving(feed=feed, run="run-1", received_at=NOON, city=city)


def record(name: str = "KMA-1", **other: object) -> Record:
    alert = received(name, **other)
    return Record(key=alert.key, kind="alert", values=dict(alert.values), at=NOON)


def test_an_alert_stands_and_warns(arriving: Arriving) -> None:
    kept = keep([record()], arriving)
    assert (kept.stored, kept.rejected) == (1, [])
    (card,) = cards.shown(NOON + timedelta(minutes=1))
    assert (card.title["ko"], card.trust.source) == ("호우 경보", "weather")
    assert StandingRecord.objects.filter(feed="weather").count() == 1
    assert keep([record()], arriving).repeated == 1
    assert len(cards.shown(NOON)) == 1


def test_what_cannot_be_taken_is_refused_and_the_rest_is_kept(arriving: Arriving) -> None:
    kept = keep([record("A", msg_type="Shout"), record("B")], arriving)
    assert [one.reason for one in kept.rejected] == ["msg_type: 'shout' is no type of a message"]
    assert kept.stored == 1
    assert len(cards.shown(NOON)) == 1
    assert StandingRecord.objects.count() == 1


def test_a_detour_of_a_bus_warns_nobody(arriving: Arriving) -> None:
    detour = Record(key="bus-7", kind="alert", values={"header": "Detour"}, at=NOON)
    assert keep([detour], arriving).stored == 1
    assert cards.shown(NOON) == []
