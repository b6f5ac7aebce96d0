"""The city stage is assessed, explained, told and shown."""

import msgspec
import pytest

from simin.domains.incidents import cards, queries, services
from simin.domains.incidents.events import StageChanged
from simin.domains.incidents.grades import Severity
from simin.domains.incidents.services import Criterion, OpenIncidents, StageName
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories.incidents import advanced, found_town, minutes, reported

pytestmark = pytest.mark.django_db

CALM = StageName(level=1, name={"ko": "정상", "en": "Normal"}, colour="green")
TENSE = StageName(level=3, name={"ko": "경계", "en": "High"}, colour="orange")
TWO_FIRES = Criterion(
    id="two-fires",
    level=3,
    text={"ko": "화재 {count}건", "en": "{count} fires"},
    at_least=2,
    open_incidents=OpenIncidents("fire"),
)


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    services.define_stage([CALM, TENSE], [TWO_FIRES])


def changes() -> list[StageChanged]:
    events = (delivered.event for delivered in outbox.after(0))
    return [event for event in events if isinstance(event, StageChanged)]


def test_a_quiet_city_is_normal_and_says_so() -> None:
    assert services.assess_stage(minutes(0))
    assert not services.assess_stage(minutes(1))
    card = cards.stage_card(minutes(1))
    assert (card.body["level"], card.body["reasons"]) == (1, [])
    criterion = card.body["criteria"][0]
    assert (criterion["met"], criterion["value"], criterion["at_least"]) == (False, 0, 2)
    assert changes() == []


def test_it_rises_with_its_reasons_and_falls_after_the_hold() -> None:
    services.assess_stage(minutes(0))
    first, _ = reported("1"), reported("2")
    assert services.assess_stage(minutes(1))
    card = cards.stage_card(minutes(1))
    assert card.body["name"] == TENSE.name
    assert card.body["colour"] == "orange"
    assert card.body["reasons"] == [
        {"criterion": "two-fires", "text": {"ko": "화재 2건", "en": "2 fires"}, "level": 3}
    ]
    advanced(first, "closed", 2)
    services.assess_stage(minutes(3))
    assert cards.stage_card(minutes(3)).body["level"] == 3
    assert cards.stage_card(minutes(3)).body["reasons"], "still the reasons it rose for"
    services.assess_stage(minutes(13))
    assert cards.stage_card(minutes(13)).body["level"] == 1
    assert [(one.before, one.level, one.at) for one in changes()] == [
        (1, 3, minutes(1)),
        (3, 1, minutes(13)),
    ]


def test_every_change_is_on_the_record_with_one_sentence() -> None:
    services.assess_stage(minutes(0))
    reported("1"), reported("2")
    services.assess_stage(minutes(1))
    (change,) = queries.stage_changes()
    assert (change.before, change.level) == (1, 3)
    assert "2 fires" in change.explained["en"]
    assert "화재 2건" in change.explained["ko"]
    assert queries.stage_level() == 3
    assert change.explained["en"] == "City stage 3, High: 2 fires"


def test_a_drill_never_raises_the_stage() -> None:
    reported("1", drill=True), reported("2", drill=True)
    services.assess_stage(minutes(1))
    assert queries.stage_level() == 1


def test_the_card_stays_the_same_until_something_is_new() -> None:
    services.assess_stage(minutes(0))
    before = cards.stage_card(minutes(0))
    services.assess_stage(minutes(5))
    assert cards.stage_card(minutes(5)) == before


def test_the_stage_of_replayed_incidents_is_marked_replayed() -> None:
    reported("1")
    services.assess_stage(minutes(1))
    assert cards.stage_card(minutes(1)).trust.origin == "replayed"


def test_a_wrong_criterion_is_refused_and_nothing_is_changed() -> None:
    wrong = Criterion(id="w", level=9, text={"en": "x"}, at_least=1, value_of="air/cai")
    with pytest.raises(RejectedError, match=r"criteria\.w\.level"):
        services.define_stage([CALM], [wrong])
    assert services.assess_stage(minutes(0))
    assert len(cards.stage_card(minutes(0)).body["criteria"]) == 1


def test_a_fall_by_steps_never_stands_without_a_reason() -> None:
    one = msgspec.structs.replace(TWO_FIRES, id="one-fire", level=2, at_least=1)
    services.define_stage([CALM, TENSE], [TWO_FIRES, one])
    first, second = reported("1"), reported("2")
    services.assess_stage(minutes(1))
    advanced(first, "closed", 2)
    services.assess_stage(minutes(3))
    advanced(second, "closed", 5)
    services.assess_stage(minutes(13))
    body = cards.stage_card(minutes(13)).body
    assert (body["level"], [reason["level"] for reason in body["reasons"]]) == (2, [2])
    services.assess_stage(minutes(14))
    services.assess_stage(minutes(24))
    body = cards.stage_card(minutes(24)).body
    assert (body["level"], body["reasons"]) == (1, [])


def test_what_is_withheld_is_not_counted_where_everyone_reads_the_count() -> None:
    grave = Criterion(
        id="grave",
        level=3,
        text={"ko": "{count}건", "en": "{count} severe"},
        at_least=1,
        open_incidents=OpenIncidents(severity=Severity.SEVERE),
    )
    services.define_stage([CALM, TENSE], [grave])
    reported("1", kind="rescue", severity="severe")
    services.assess_stage(minutes(1))
    assert cards.stage_card(minutes(1)).body["criteria"][0]["value"] == 0
    reported("2", severity="severe")
    services.assess_stage(minutes(2))
    assert cards.stage_card(minutes(2)).body["criteria"][0]["value"] == 1
