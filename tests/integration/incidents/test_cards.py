"""How an incident looks in the picture."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.incidents import cards, queries, services
from simin.domains.incidents.report import UnitDefinition
from simin.domains.observations import services as observations
from simin.domains.observations.definition import SourceDefinition
from simin.domains.picture.card import Card, Freshness, Origin, Visibility, WithholdingReason
from simin.domains.picture.release import for_public
from simin.domains.picture.rule import Policy, Rule
from simin.domains.picture.wire import encode
from simin.domains.releases import services as releases
from tests.factories.incidents import FIRE_PATH, advanced, found_town, minutes, reported, told


def decoded(card: Card) -> Card:
    return msgspec.json.decode(encode(card), type=Card)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    fires = SourceDefinition(
        id="fires", name={"en": "Fires of 2021"}, origin=Origin.REPLAYED, budget=3600
    )
    observations.define_sources([fires])


def test_the_body_says_what_the_reference_promises() -> None:
    fire = reported(longitude=127.0, latitude=37.5, recorded_at=minutes(-525600))
    services.define_units([UnitDefinition(id="e1", name={"en": "Engine 1"}, kind="engine")])
    services.assign_unit(fire, unit="e1", at=minutes(1), received_at=minutes(1))
    advanced(fire, "arrived", 7)
    card = cards.card(fire, minutes(8))
    assert card.id == f"incident/{fire}"
    assert card.body["states"] == list(FIRE_PATH)
    assert FIRE_PATH[card.body["step"]] == card.body["state"] == "arrived"
    assert card.body["response_seconds"] == 420
    assert card.body["units"] == [{"id": "e1", "name": {"en": "Engine 1"}, "state": "ordered"}]
    assert [entry["state"] for entry in card.body["timeline"]] == ["reported", "arrived"]
    assert card.body["reported_at"] == "2022-03-05T03:00:00Z"
    assert card.place is not None
    assert (card.place.district, card.place.longitude) == ("east", 127.0)
    assert (card.trust.origin, card.trust.source_name) == ("replayed", {"en": "Fires of 2021"})
    assert card.trust.recorded_at == minutes(-525600)
    assert decoded(card) == card


def test_the_timeline_of_a_card_is_its_newest_forty() -> None:
    fire = reported()
    for number in range(45):
        services.note(fire, told=told(number, text={"en": str(number)}))
    shown = [entry["text"]["en"] for entry in cards.card(fire, minutes(60)).body["timeline"]]
    assert shown == [str(number) for number in range(5, 45)]


@pytest.mark.parametrize(
    ("after", "freshness"),
    [(60, Freshness.LIVE), (61, Freshness.LATE), (120, Freshness.LATE), (121, Freshness.STALE)],
)
def test_an_open_incident_that_nobody_tells_of_ages(after: int, freshness: Freshness) -> None:
    assert cards.card(reported(), minutes(after)).trust.freshness is freshness


def test_a_source_that_is_down_shows() -> None:
    fire = reported()
    observations.source_failed("fires", reason="HTTP 500", at=minutes(1))
    assert cards.card(fire, minutes(2)).trust.freshness is Freshness.SOURCE_DOWN


def test_an_ended_incident_leaves_the_picture_after_an_hour_and_does_not_age() -> None:
    fire = reported()
    advanced(fire, "closed", 10)
    row = queries.incident(fire)
    assert cards.still_shown(row, minutes(69))
    assert not cards.still_shown(row, minutes(70))
    assert cards.shown(minutes(69)) == [fire]
    assert cards.shown(minutes(70)) == []
    assert cards.card(fire, minutes(500)).trust.freshness is Freshness.LIVE


def test_a_merged_incident_leaves_the_picture_at_once() -> None:
    first, second = reported("1"), reported("2")
    services.merge(first, duplicate=second, told=told(5))
    assert not cards.still_shown(queries.incident(second), minutes(5))
    assert cards.shown(minutes(5)) == [first]


def test_a_kind_that_is_withheld_shows_reason_office_and_date_but_no_content() -> None:
    rescue = reported("1", kind="rescue")
    card = cards.card(rescue, minutes(1))
    assert card.release.visibility is Visibility.WITHHELD
    assert card.release.reason is WithholdingReason.PRIVACY
    assert card.release.review_on == date(2022, 3, 12)
    salted = msgspec.structs.replace(card, salt="00" * 16)
    public = encode(for_public(salted)).decode()
    assert "Eastside" not in public
    assert "privacy" in public


def test_rules_of_a_part_s_kind_cover_its_fields_on_the_card_of_the_whole() -> None:
    rule = Rule(
        id="callers",
        kind="incident",
        names=("rescue",),
        field="body.timeline",
        reason=WithholdingReason.PRIVACY,
    )
    releases.define_policy(Policy(rules=(rule,)), at=minutes(0))
    fire, rescue = reported("1"), reported("2", kind="rescue")
    services.merge(fire, duplicate=rescue, told=told(5))
    assert [one.field for one in cards.card(fire, minutes(6)).fields] == ["body.timeline"]


def test_a_withheld_incident_tells_no_time() -> None:
    card = cards.card(reported("1", after=17, kind="rescue"), minutes(18))
    public = for_public(msgspec.structs.replace(card, salt="00" * 16))
    assert public.release.since == datetime(2022, 3, 4, 15, tzinfo=UTC)  # midnight in Seoul
    assert public.rank == 0


def test_what_was_withheld_stays_so_when_two_incidents_become_one() -> None:
    fire, rescue = reported("1"), reported("2", kind="rescue")
    services.merge(fire, duplicate=rescue, told=told(5))
    card = cards.card(fire, minutes(6))
    assert card.release.visibility is Visibility.WITHHELD
    assert card.release.reason is WithholdingReason.PRIVACY


def test_what_was_said_while_a_part_withheld_it_stays_in_when_they_are_separated() -> None:
    fire, rescue = reported("1"), reported("2", kind="rescue")
    services.note(fire, told=told(2, text={"en": "Smoke"}))
    services.merge(fire, duplicate=rescue, told=told(5))
    services.note(fire, told=told(3, text={"en": "A name"}))
    assert services.unmerge(rescue, told=told(8)) == fire
    card = cards.card(fire, minutes(9))
    assert card.release.visibility is Visibility.PUBLIC
    assert [entry["text"]["en"] for entry in card.body["timeline"]][1:] == ["Smoke"]
    everything = [entry.text["en"] for entry in queries.timeline(fire)]
    assert "A name" in everything and len(everything) == 5


def test_a_drill_says_so_in_its_title() -> None:
    card = cards.card(reported(drill=True), minutes(1))
    assert card.body["drill"] is True
    assert card.title["en"].startswith("Drill")


def test_cards_of_many_cost_no_more_statements_than_those_of_one() -> None:
    first, second, third = (reported(f"f{number}", after=number) for number in range(3))
    services.merge(second, duplicate=third, told=told(5))
    alone = [cards.card(number, minutes(6)) for number in (second, first)]
    with CaptureQueriesContext(connection) as of_one:
        list(cards.cards([first], minutes(6)))
    with CaptureQueriesContext(connection) as of_both:
        both = list(cards.cards([second, first, "2022-999999"], minutes(6)))
    assert both == alone
    assert len(of_both) == len(of_one)


def test_the_timeline_of_a_card_has_what_was_known_of_both_in_order() -> None:
    first, second = reported("f1"), reported("f2", after=1)
    services.note(first, told=told(2, text={"en": "two"}))
    services.note(second, told=told(3, text={"en": "three"}))
    services.note(first, told=told(4, text={"en": "four"}))
    services.merge(first, duplicate=second, told=told(5))
    timeline = cards.card(first, minutes(6)).body["timeline"]
    said = [entry["text"]["en"] for entry in timeline if entry["text"]]
    assert [one for one in said if one in ("two", "three", "four")] == ["two", "three", "four"]
