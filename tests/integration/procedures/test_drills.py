"""Drills: the same machinery, marked, counted nowhere, told to nobody outside."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from simin.domains.audit.models import AuditEntry
from simin.domains.directives import queries as directives
from simin.domains.directives.models import Delivery
from simin.domains.incidents import cards
from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services as happening
from simin.domains.procedures import queries, services
from simin.domains.procedures.scenario import Scenario
from simin.domains.procedures.services import Held
from simin.domains.warnings import cards as warning_cards
from simin.domains.warnings import queries as warnings
from simin.domains.warnings import services as warning_services
from simin.domains.warnings.errors import UnknownMessageError, UnknownWarningError
from simin.kit.clock import FixedClock
from simin.kit.errors import NotAllowedError, RejectedError
from simin.workflows.incident_suggests_warning import suggestion
from tests.factories.directive_town import issued
from tests.factories.incidents import NOON, advanced, reported, told
from tests.factories.procedure_town import actor, beat, done, states


def scenario(*script: dict[str, Any], **told: Any) -> Scenario:
    plain = {
        "id": "night-fire",
        "name": {"ko": "야간 화재 훈련", "en": "Night fire drill"},
        "kind": "fire",
        "title": {"ko": "창고 화재", "en": "Fire in a store"},
        "script": [
            {"minutes": minutes, "text": {"ko": text, "en": text}, **more}
            for minutes, text, more in script
        ],
        **told,
    }
    return msgspec.convert(plain, Scenario)


SMOKE = scenario(
    (2, "Smoke on the stairs", {}),
    (5, "It spreads", {"severity": "severe"}),
    (9, "The brigade is there", {"state": "arrived"}),
)


def held(clock: FixedClock, told: Scenario = SMOKE, key: str = "form") -> tuple[int, str]:
    """The drill's number and its incident."""
    number = services.start_drill(Held(scenario=told.id, told=told), by=actor("duty"), key=key)
    beat(clock)
    return number, queries.drill(number).incident


def timeline(incident: str) -> list[str]:
    return [one.text["en"] for one in incidents.timeline(incident)]


def test_it_runs_the_same_procedure_and_says_that_it_is_a_drill(clock: FixedClock) -> None:
    number, one = held(clock)
    assert states(one)["confirm"] == "open"
    run = queries.run(one)
    assert run is not None and run.drill and incidents.incident(one).drill
    assert [drill.pk for drill in queries.running_drills()] == [number]
    assert "Drill begun: Night fire drill" in timeline(one)


def test_the_same_form_holds_one_and_only_who_leads_holds_any(clock: FixedClock) -> None:
    assert held(clock) == held(clock)
    with pytest.raises(NotAllowedError):
        services.start_drill(Held(scenario="", told=SMOKE), by=actor("fire"), key="x")


def test_the_script_is_told_by_the_clock_once_also_after_a_dead_engine(clock: FixedClock) -> None:
    number, one = held(clock)
    clock.advance(timedelta(minutes=2))
    beat(clock)
    assert timeline(one).count("Smoke on the stairs") == 1
    clock.advance(timedelta(hours=2))
    beat(clock)
    beat(clock)
    said = timeline(one)
    assert said.count("Smoke on the stairs") == said.count("The brigade is there") == 1
    incident = incidents.incident(one)
    assert (incident.severity, incident.state) == ("severe", "arrived")
    assert incident.arrived_at == NOON + timedelta(minutes=9)
    run = queries.run(one)
    assert run is not None and run.procedure == "fire-major"
    assert queries.drill(number).next_at is None


def test_what_the_incident_refuses_is_a_note_all_the_same(clock: FixedClock) -> None:
    _, one = held(clock)
    advanced(one, "operating", 1)
    clock.advance(timedelta(minutes=10))
    beat(clock)
    assert "The brigade is there" in timeline(one)
    assert incidents.incident(one).state == "operating"


def test_it_ends_with_its_steps_and_is_summed_up(clock: FixedClock) -> None:
    number, one = held(clock, scenario())
    clock.advance(timedelta(minutes=2))
    done(one, "confirm")
    clock.advance(timedelta(minutes=12))
    beat(clock)
    done(one, "arrive", by="fire", text="There.")
    assert services.end_drill(number, by=actor("duty"))
    assert not services.end_drill(number, by=actor("duty"))
    beat(clock)
    summed = queries.summary(queries.drill(number))
    assert (summed.all, summed.done, summed.in_time, summed.missed) == (3, 2, 1, 1)
    assert [step.taken for step in summed.steps] == [120, 720, None]
    assert summed.median_share == pytest.approx((120 / 180 + 720 / 600) / 2)
    actions = AuditEntry.objects.filter(subject=f"drill/{number}").values_list("action", flat=True)
    assert list(actions) == ["drill.started", "drill.ended"]


def test_closed_at_the_desk_it_is_over_too(clock: FixedClock) -> None:
    number, one = held(clock, scenario())
    advanced(one, "closed", 3)
    beat(clock)
    assert queries.drill(number).ended_at == NOON + timedelta(minutes=3)


def test_drills_of_one_scenario_are_compared(clock: FixedClock) -> None:
    first, _ = held(clock, scenario())
    services.end_drill(first, by=actor("duty"))
    second, _ = held(clock, scenario(), key="again")
    assert [one.pk for one in queries.held_before(queries.drill(second))] == [first]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "storm"}, "kind"),
        ({"severity": "worst"}, "severity"),
        ({"district": "nowhere"}, "district"),
        ({"longitude": 127.0}, "longitude"),
        ({"title": {"en": " "}}, "title"),
    ],
)
def test_what_makes_no_sense_is_not_held(
    clock: FixedClock, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        held(clock, scenario(**wrong))
    assert refused.value.field == field
    assert queries.running_drills() == []


def test_it_is_in_no_picture_and_counted_nowhere(clock: FixedClock) -> None:
    held(clock, scenario(severity="extreme"))
    assert cards.shown(clock.now()) == []
    assert incidents.open_counts() == {}
    assert queries.late_steps() == []
    clock.advance(timedelta(hours=1))
    beat(clock)
    assert queries.late_steps() == [] and queries.late_steps(drills=True) != []


def test_a_directive_of_it_is_marked_and_counted_nowhere(clock: FixedClock) -> None:
    _, one = held(clock, scenario())
    issued("drill", subject=f"incident/{one}", due_at=NOON + timedelta(minutes=5))
    beat(clock)
    clock.advance(timedelta(hours=1))
    standing = directives.standing(clock.now())
    assert (standing.open, standing.late) == (0, 0)
    assert directives.pressing(clock.now()) == []
    assert Delivery.objects.exists() and all(
        row.directive.drill for row in Delivery.objects.select_related("directive")
    )


def test_a_warning_of_it_is_approved_and_reaches_nobody(clock: FixedClock) -> None:
    _, one = held(clock, scenario(longitude=127.0, latitude=37.5))
    content = suggestion(one, clock.now())
    assert all(text.startswith(("DRILL", "훈련")) for text in content.headline.values())
    number = warning_services.draft(
        content,
        incident=one,
        origin="measured",  # type: ignore[arg-type]
        submission="1",
        by="duty",
        at=clock.now(),
        exercise=True,
    )
    identifier = warning_services.approve(number, revision=1, by="mayor", at=clock.now())
    beat(clock)
    assert warnings.in_force(clock.now()) == [] and warnings.feed(clock.now()) == []
    with pytest.raises(UnknownMessageError):
        warnings.message(identifier)
    with pytest.raises(UnknownWarningError):
        warning_cards.card(str(number))
    (message,) = warnings.messages(number)
    kept = warnings.Message.objects.get(pk=message.pk)
    assert b"<status>Exercise</status>" in bytes(kept.document)
    assert any(line.startswith("Drill, nobody outside") for line in timeline(one))
    assert not any(line.startswith("The public was warned") for line in timeline(one))


def test_a_drill_and_what_is_real_are_never_one(clock: FixedClock) -> None:
    _, one = held(clock, scenario())
    with pytest.raises(RejectedError):
        happening.merge(one, duplicate=reported("real"), told=told(1))
