"""An alert whose rule says so is an incident, once, and tells what becomes of it."""

import pytest

from simin.domains.alerts import services as alerts
from simin.domains.incidents import queries
from simin.domains.incidents import services as incidents
from simin.domains.incidents.models import Incident
from simin.kit.clock import FixedClock, SystemClock, wire
from tests.factories import incidents as happening
from tests.factories.alert_town import beat, define, found_alert_town, hear, hour, rule
from tests.factories.request_town import COMPLAINTS, bring, days, define_requests, request

pytestmark = pytest.mark.django_db
OPENS = {"kind": "fire", "severity": "severe"}


@pytest.fixture(autouse=True)
def _town() -> None:
    found_alert_town()
    incidents.define_kinds(happening.kinds())


def told() -> list[str]:
    return [entry.text["en"] for entry in queries.timeline(Incident.objects.get().id)]


def test_one_event_is_one_incident() -> None:
    define(rule(opens_incident=OPENS))
    hear(1, east=80)
    hear(2, east=90)
    hear(3, east=20)
    hear(3.5, east=85)
    one = Incident.objects.get()
    assert (one.kind_id, one.severity, one.district, one.source) == (
        "fire",
        "severe",
        "east",
        "alerts",
    )
    assert [line.split(":")[-1].strip() for line in told()[1:]] == [
        "back within its limits",
        "out of its limits again",
    ]
    assert one.state == "reported", "only a person closes it"


def test_what_is_over_is_told_and_the_next_event_is_an_entry() -> None:
    define(rule(opens_incident=OPENS))
    hear(1, east=80)
    hear(2, east=20)
    hear(6, east=20)
    assert told()[-1].endswith(": over")
    hear(7, east=80)
    assert Incident.objects.count() == 1 and told()[-1].startswith("Another alert")
    incidents.advance(Incident.objects.get().id, state="closed", told=happening.told(900))


def test_two_districts_are_two_incidents() -> None:
    define(rule(opens_incident=OPENS))
    hear(1, east=80, west=90)
    assert sorted(Incident.objects.values_list("district", flat=True)) == ["east", "west"]


def test_two_rules_of_one_kind_in_one_district_are_one() -> None:
    define(
        rule(opens_incident=OPENS),
        rule(id="more-dust", opens_incident=OPENS, conditions=[_above(60)]),
    )
    hear(1, east=80)
    assert Incident.objects.count() == 1 and len(told()) == 2


def _above(limit: float) -> dict[str, object]:
    return {"kind": "gte", "family": "air/pm25", "limit": limit}


def test_a_rule_that_does_not_say_so_opens_none() -> None:
    define(rule())
    hear(1, east=80)
    assert not Incident.objects.exists()


def test_what_is_withheld_opens_none() -> None:
    office = {"ko": "시장실", "en": "Mayor"}
    hidden = {"visibility": "withheld", "reason": "security", "office": office}
    define(rule(opens_incident=OPENS, release=hidden))
    hear(1, east=80)
    assert not Incident.objects.exists()


def test_what_is_muted_opens_none_and_after_that_does_though_its_rows_are_older() -> None:
    define_requests()
    complaints = {"kind": "rows", **COMPLAINTS, "over": days(1), "limit": 1, "lasting": 10_800}
    define(rule(opens_incident=OPENS), rule(complaints, id="tap", opens_incident=OPENS))
    wire(FixedClock(hour(0)))
    for name in ("dust", "tap"):
        alerts.mute(name, until=hour(2), seen=1, why="works", by="kim")
    wire(SystemClock())
    hear(1, east=80)
    bring(1, request("a", 1, "west"))
    assert not Incident.objects.exists()
    beat(4.1)
    beat(4.2)  # what opened as time passed is heard of at the next beat
    assert [one.district for one in Incident.objects.all()] == ["west"]
