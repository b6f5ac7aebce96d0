"""A received warning that says that something happened is an incident, once."""

import pytest

from simin.config.stories import STORIES
from simin.domains.incidents import queries
from simin.domains.incidents import services as incidents
from simin.domains.incidents.models import Incident
from simin.domains.incidents.services import FromWarnings, KindDefinition
from simin.domains.warnings import services
from simin.kit.clock import FixedClock
from simin.workflows import dispatch
from tests.factories.incidents import found_town, kinds, minutes
from tests.factories.warnings import received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    flood = KindDefinition(
        id="flood",
        name={"ko": "침수", "en": "Flood"},
        icon="waves",
        states=("reported", "closed"),
        received=FromWarnings(categories=("Met",)),
    )
    incidents.define_kinds([*kinds()[:2], flood])


def hear(name: str, after: float, **other: object) -> None:
    services.receive(received(name, **other), received_at=minutes(after))
    dispatch.run_pending(STORIES, clock=FixedClock(minutes(after)))


def told() -> list[str]:
    return [entry.text["en"] for entry in queries.timeline(Incident.objects.get().id)]


def test_alert_update_and_cancel_are_one_incident() -> None:
    first = received("A").key
    hear("A", 1)
    hear("A", 2)
    one = Incident.objects.get()
    assert (one.kind_id, one.severity, one.source) == ("flood", "severe", "weather")
    hear("B", 3, msg_type="Update", references=first)
    hear("C", 4, msg_type="Cancel", references=f"{first} {received('B').key}")
    assert Incident.objects.count() == 1
    assert told()[1:] == [
        "The warning was updated: 호우 경보",
        "The warning that it came by was cancelled",
    ]
    assert queries.incident(one.id).state == "reported", "only a person closes it"


def test_a_graver_update_makes_it_graver_and_a_milder_one_leaves_it_to_a_person() -> None:
    hear("A", 1)
    for name, after, severity in (("B", 3, "Extreme"), ("C", 4, "Minor")):
        info = {**received().values["info"][0], "severity": severity}
        hear(name, after, msg_type="Update", references=received("A").key, info=[info])
    assert Incident.objects.get().severity == "extreme"
    assert told()[1:] == [
        "The warning was updated: 호우 경보",
        "Severity changed from severe to extreme",
        "The warning was updated: 호우 경보",
    ]


def test_its_end_by_the_clock_is_told_once() -> None:
    hear("A", 1)
    for after in (600, 601):
        services.expire_due(minutes(after))
        dispatch.run_pending(STORIES, clock=FixedClock(minutes(after)))
    assert told()[1:] == ["The warning “호우 경보” is no longer in force"]


@pytest.mark.parametrize("changed", [{"category": ["Geo"]}, {"severity": "Minor"}])
def test_what_the_pack_does_not_ask_for_is_none(changed: dict[str, object]) -> None:
    info = {**received().values["info"][0], **changed}
    hear("A", 1, info=[info])
    assert not Incident.objects.exists()


def test_an_exercise_is_none() -> None:
    hear("A", 1, status="Exercise")
    assert not Incident.objects.exists()


def test_what_is_not_for_everyone_is_not_told_in_its_timeline() -> None:
    hear("A", 1)
    hear("B", 2, msg_type="Update", references=received("A").key, scope="Restricted")
    hear("C", 3, msg_type="Cancel", references=received("A").key, status="Test")
    assert told()[1:] == []
