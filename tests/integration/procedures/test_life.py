"""A procedure from the first report to the end: who does what, and what stands where."""

from datetime import timedelta

import pytest

from simin.domains.audit.models import AuditEntry
from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services as happening
from simin.domains.picture.card import Origin
from simin.domains.procedures import queries, services
from simin.domains.procedures.errors import MissingNeedError, WrongTransitionError
from simin.domains.procedures.models import StepEvidence
from simin.kit.clock import FixedClock
from simin.kit.errors import NotAllowedError, RejectedError
from tests.factories.incidents import advanced, reported, told
from tests.factories.observed import source
from tests.factories.procedure_town import (
    actor,
    beat,
    burning,
    done,
    number,
    states,
)


def timeline(incident: str) -> list[str]:
    return [one.text["en"] for one in incidents.timeline(incident)]


def audited() -> list[str]:
    return list(AuditEntry.objects.order_by("position").values_list("action", flat=True))


def test_an_incident_begins_its_procedure_once(clock: FixedClock) -> None:
    one = burning(clock)
    assert states(one) == {"confirm": "open", "arrive": "pending", "count": "pending"}
    assert not services.start(one)
    assert "Procedure begun: Fire response" in timeline(one)
    assert {"procedure.started", "step.open"} <= set(audited())


def test_a_step_opens_when_what_it_waits_for_has_ended(clock: FixedClock) -> None:
    one = burning(clock)
    clock.advance(timedelta(minutes=2))
    assert done(one, "confirm") == "done"
    step = queries.step(number(one, "arrive"))
    assert step.state == "open" and step.due_at == clock.now() + timedelta(minutes=10)
    assert "Done: Confirm" in timeline(one)


def test_without_the_evidence_it_is_not_done(clock: FixedClock) -> None:
    one = burning(clock)
    done(one, "confirm")
    with pytest.raises(MissingNeedError):
        done(one, "arrive", by="fire", value=3.0)
    done(one, "arrive", by="fire", text="Third floor, nobody inside.")
    assert states(one)["arrive"] == "done"
    assert not any("Third floor" in line for line in timeline(one))
    with pytest.raises(RejectedError):
        done(one, "count", by="fire", value=float("nan"))


def test_only_its_office_and_who_leads_do_a_step(clock: FixedClock) -> None:
    one = burning(clock)
    for somebody in ("fire", "climate", "auditor", "citizen"):
        with pytest.raises(NotAllowedError):
            done(one, "confirm", by=somebody)
    done(one, "confirm", by="mayor")
    with pytest.raises(NotAllowedError):
        done(one, "arrive", by="climate", text="not mine")
    assert [step.key for step in queries.open_steps_of(actor("fire"))] == ["arrive"]
    assert queries.open_steps_of(actor("climate")) == []


def test_leaving_out_needs_a_reason_and_lets_the_next_begin(clock: FixedClock) -> None:
    one = burning(clock)
    with pytest.raises(MissingNeedError):
        services.skip(number(one, "confirm"), by=actor("duty"), reason=" ")
    services.skip(number(one, "confirm"), by=actor("duty"), reason="The caller hung up.")
    assert states(one) == {"confirm": "skipped", "arrive": "open", "count": "pending"}
    with pytest.raises(WrongTransitionError):
        done(one, "confirm")


def test_a_form_sent_twice_is_one_deed(clock: FixedClock) -> None:
    one = burning(clock)
    done(one, "confirm")
    given = services.Given(text="On the scene.")
    for _ in range(2):
        services.finish(number(one, "arrive"), by=actor("fire"), given=given, key="form")
    assert StepEvidence.objects.count() == 1
    assert timeline(one).count("Done: Arrive") == 1


def test_what_is_replayed_begins_nothing_by_itself(clock: FixedClock) -> None:
    source("fires", origin=Origin.REPLAYED)
    one = reported("9")
    beat(clock)
    assert queries.run(one) is None
    with pytest.raises(NotAllowedError):
        services.start(one, by=actor("fire"))
    assert services.start(one, by=actor("duty"))
    assert states(one)["confirm"] == "open"


def test_graver_is_another_procedure_and_keeps_what_was_done(clock: FixedClock) -> None:
    one = burning(clock)
    done(one, "confirm")
    other = burning(clock, "2", severity="severe")
    happening.merge(one, duplicate=other, told=told(1))
    beat(clock)
    run = queries.run(one)
    assert run is not None and (run.procedure, run.severity) == ("fire-major", "severe")
    assert states(one) == {"confirm": "done", "evacuate": "open", "arrive": "open"}
    assert "procedure.switched" in audited()
    ended = queries.run(other)
    assert ended is not None and ended.course == "merged"


def test_what_ended_with_a_merged_incident_is_taken_up_with_the_time_it_had(
    clock: FixedClock,
) -> None:
    one = burning(clock)
    due = queries.step(number(one, "confirm")).due_at
    services.set_aside(one, into="2022-000009", at=clock.now())
    clock.advance(timedelta(hours=1))
    beat(clock)
    assert states(one)["confirm"] == "open"
    with pytest.raises(RejectedError):
        done(one, "confirm")
    services.resume(one, at=clock.now())
    assert due is not None
    assert queries.step(number(one, "confirm")).due_at == due + timedelta(hours=1)
    assert not services.resume(one, at=clock.now())


def test_an_incident_that_is_another_after_all_takes_its_procedure_up(clock: FixedClock) -> None:
    one, other = burning(clock), burning(clock, "2")
    happening.merge(one, duplicate=other, told=told(1))
    beat(clock)
    assert course(other) == "merged"
    happening.unmerge(other, told=told(2))
    beat(clock)
    assert course(other) == "running" and states(other)["confirm"] == "open"


def course(incident: str) -> str:
    found = queries.run(incident)
    assert found is not None
    return found.course


def test_an_end_records_what_was_missed_and_asks_why(clock: FixedClock) -> None:
    one = burning(clock)
    done(one, "confirm")
    assert [step.key for step in queries.undone(one)] == ["arrive", "count"]
    advanced(one, "closed", 30)
    beat(clock)
    assert states(one) == {"confirm": "done", "arrive": "missed", "count": "missed"}
    assert "Procedure ended; steps not done: 2" in timeline(one)
    with pytest.raises(RejectedError):
        services.explain(one, reason="", by=actor("duty"))
    services.explain(one, reason="It went out by itself.", by=actor("duty"))
    run = queries.run(one)
    assert run is not None and run.explained_by == "duty"


def test_an_incident_taken_up_again_takes_up_what_was_missed(clock: FixedClock) -> None:
    one = burning(clock)
    done(one, "confirm")
    advanced(one, "closed", 30)
    beat(clock)
    clock.advance(timedelta(hours=2))
    why = {"en": "It burns again", "ko": "다시 탐"}
    happening.reopen(one, told=told(120, text=why))
    beat(clock)
    assert states(one) == {"confirm": "done", "arrive": "open", "count": "pending"}
    assert queries.step(number(one, "arrive")).due_at == clock.now() + timedelta(minutes=10)


def test_what_runs_keeps_the_version_with_which_it_began(clock: FixedClock) -> None:
    one = burning(clock)
    told_now = queries.procedure("fire")
    shorter = type(told_now.definition)(
        id="fire",
        name=told_now.definition.name,
        kind="fire",
        steps=told_now.definition.steps[:1],
    )
    services.save(shorter, seen=1, why="Too long", by=actor("duty"))
    assert len(states(one)) == 3
    run = queries.run(one)
    assert run is not None and run.version == 1
    assert len(queries.version("fire", 1).definition.steps) == 3
    assert len(states(burning(clock, "2"))) == 1
