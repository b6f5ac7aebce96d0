"""Late steps and a stage set by hand in the list of what needs somebody; drills never."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from simin.domains.identity.roles import Role
from simin.domains.incidents import services as incidents
from simin.domains.incidents.services import Setter, Wanted
from simin.domains.procedures import services
from simin.kit.clock import FixedClock
from simin.workflows import attention
from tests.factories.incidents import NOON
from tests.factories.procedure_town import beat, burning, done, procedure_town


@pytest.fixture
def clock(db: None) -> Iterator[FixedClock]:
    with procedure_town() as clock:
        incidents.assess_stage(clock.now())
        yield clock


def entries(clock: FixedClock) -> dict[str, dict[str, str]]:
    listed = attention.card(clock.now()).body["entries"]
    return {one["id"]: {"text": one["text"]["en"], "reason": one["reason"]["en"]} for one in listed}


def late(clock: FixedClock, **told: object) -> str:
    one = burning(clock, **told)
    clock.advance(timedelta(minutes=4))
    beat(clock)
    return one


def test_late_steps_stand_there_until_they_are_done(clock: FixedClock) -> None:
    one = late(clock)
    found = entries(clock)[f"steps/{one}"]
    assert found["text"] == "Late steps (1): Fire, Eastside"
    assert found["reason"] == "Late since 12:03"
    done(one, "confirm")
    assert f"steps/{one}" not in entries(clock)


def test_of_a_withheld_incident_neither_number_nor_time(clock: FixedClock) -> None:
    one = late(clock, kind="rescue", severity="moderate")
    clock.advance(timedelta(minutes=30))
    beat(clock)
    found = entries(clock)[f"steps/{one}"]
    assert found["text"] == "Steps are late: Rescue"
    assert found["reason"] == "Withheld from the public"


def test_of_a_drill_nothing(clock: FixedClock) -> None:
    late(clock, drill=True)
    assert entries(clock) == {}


def test_a_stage_set_by_hand_is_named_before_it_ends(clock: FixedClock) -> None:
    who = Setter(username="mayor", roles={Role.MAYOR}, office={"en": "Office", "ko": "시장실"})
    wanted = Wanted(
        level=2, reason={"en": "Rain"}, until=NOON + timedelta(hours=2), seen=None, key="k"
    )
    incidents.override_stage(wanted, by=who, at=clock.now())
    assert entries(clock) == {}
    clock.advance(timedelta(minutes=95))
    assert entries(clock)["city/stage/override"]["reason"] == "Stage 2; computed: 1"
    clock.advance(timedelta(minutes=30))
    assert services.as_time_passes(clock.now()) == 0
    assert entries(clock) == {}
