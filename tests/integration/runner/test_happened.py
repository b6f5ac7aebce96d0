"""What a feed of the 119 kind tells becomes incidents."""

from datetime import timedelta

import pytest

from simin.domains.incidents import queries
from simin.domains.incidents.models import Incident
from simin.domains.picture.card import Origin
from simin.ingest.feeds import Feed, Mapping, Record, Schedule
from simin.ingest.runner.keeping import Arriving, City, keep
from tests.factories.incidents import NOON, found_town
from tests.factories.observed import ZONE

pytestmark = pytest.mark.django_db
NAMES = {
    "kind": {"화재": "fire"},
    "state": {"접수": "reported", "도착": "arrived", "종결": "closed", "회항": "en_route"},
    "district": {"동구": "east"},
}


@pytest.fixture
def arriving() -> Arriving:
    found_town()
    feed = Feed(
        id="calls",
        kind="json",
        source="brigade",
        address="https://brigade.example/calls",
        schedule=Schedule(every=10),
        mapping=Mapping(into="incident", key=("no",), names=NAMES),
        licence="none",
        owner="safety",
    )
    city = City(zone=ZONE, language="ko", origins={"brigade": Origin.MEASURED})
    return Arriving(feed=feed, run="run-1", received_at=NOON, city=city)


def record(state: str = "접수", key: str = "119-7", **other: object) -> Record:
    values: dict[str, object] = {
        "kind": "화재",
        "state": state,
        "district": "동구",
        "severity": "severe",
        "longitude": 0.5,
        "latitude": 0.5,
        "text": "연기가 난다",
    }
    at = NOON - timedelta(minutes=2)
    return Record(key=key, kind="incident", values={**values, **other}, at=at)


def test_told_once_and_taken_along(arriving: Arriving) -> None:
    assert keep([record()], arriving).stored == 1
    assert keep([record()], arriving).repeated == 1
    one = Incident.objects.get()
    assert (one.kind_id, one.state, one.district, one.external_id) == (
        "fire",
        "reported",
        "east",
        "119-7",
    )
    assert one.reported_at == NOON - timedelta(minutes=2)
    assert keep([record("도착", note="지붕에 불")], arriving).stored == 1
    assert keep([record("도착", note="지붕에 불")], arriving).repeated == 1
    assert queries.timeline(one.id)[0].text["ko"] == "연기가 난다"
    assert queries.incident(one.id).state == "arrived"
    keep([record("종결")], arriving)
    assert queries.incident(one.id).state == "closed"


def test_what_leads_nowhere_goes_to_quarantine(arriving: Arriving) -> None:
    keep([record("도착")], arriving)
    kept = keep([record("회항"), record("접수", key="119-8")], arriving)
    assert kept.stored == 1 and "does not go back" in kept.rejected[0].reason


def test_a_word_without_a_name_is_refused(arriving: Arriving) -> None:
    kept = keep([record(kind="해일")], arriving)
    assert [one.reason for one in kept.rejected] == ["kind: '해일' has no name in the pack"]
    assert not Incident.objects.exists()
