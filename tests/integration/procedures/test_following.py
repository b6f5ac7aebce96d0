"""What the clock does to steps: late, up the tree, a dead engine, a clock that jumps."""

from datetime import timedelta

from simin.domains.incidents import queries as incidents
from simin.domains.procedures import queries, services
from simin.kit.clock import FixedClock
from tests.factories.incidents import NOON, reported
from tests.factories.procedure_town import actor, beat, burning, done, number, states


def pass_time(clock: FixedClock, **by: float) -> int:
    clock.advance(timedelta(**by))
    return services.as_time_passes(clock.now())


def acts(incident: str) -> list[str]:
    return [f"{one.step.key} {one.act}" for one in queries.entries(incident)]


def arriving(clock: FixedClock) -> str:
    """A fire at which the brigade is to arrive within ten minutes."""
    one = burning(clock)
    done(one, "confirm")
    return one


def test_late_it_goes_up_the_tree_level_by_level(clock: FixedClock) -> None:
    one = arriving(clock)
    assert pass_time(clock, minutes=9) == 0
    assert pass_time(clock, minutes=1) == 2
    assert states(one)["arrive"] == "late"
    step = number(one, "arrive")
    assert queries.reached(step) == ["vice-2"]
    assert pass_time(clock, minutes=10) == 1
    assert queries.reached(step) == ["vice-2", "mayor"]
    assert pass_time(clock, hours=9) == 0
    texts = [entry.text["en"] for entry in incidents.timeline(one)]
    assert "Late, so it went up to Vice-2: Arrive" in texts


def test_whom_it_went_up_to_may_do_it(clock: FixedClock) -> None:
    one = arriving(clock)
    assert queries.open_steps_of(actor("vice2")) == []
    pass_time(clock, minutes=10)
    assert [step.key for step in queries.open_steps_of(actor("vice2"))] == ["arrive"]
    done(one, "arrive", by="vice2", text="I asked them by telephone.")
    step = queries.step(number(one, "arrive"))
    assert step.late_at == NOON + timedelta(minutes=10) and step.state == "done"


def test_of_a_role_of_the_whole_city_it_goes_to_its_head(clock: FixedClock) -> None:
    one = burning(clock)
    pass_time(clock, minutes=3)
    assert queries.reached(number(one, "confirm")) == ["mayor"]


def test_a_dead_engine_catches_up_once_and_knows_since_when_it_was_late(clock: FixedClock) -> None:
    one = arriving(clock)
    assert pass_time(clock, days=2) == 2
    step = queries.step(number(one, "arrive"))
    assert step.late_at == NOON + timedelta(minutes=10)
    assert queries.reached(step.pk) == ["vice-2"]
    for _ in range(3):
        assert services.as_time_passes(clock.now()) == 0
    assert pass_time(clock, minutes=10) == 1


def test_an_engine_that_was_dead_at_the_report_begins_it_then(clock: FixedClock) -> None:
    one = reported("late", source="desk", origin="measured")
    clock.advance(timedelta(minutes=30))
    beat(clock)
    assert states(one)["confirm"] == "late"


def test_a_clock_set_back_does_nothing_twice(clock: FixedClock) -> None:
    one = arriving(clock)
    pass_time(clock, minutes=12)
    before = acts(one)
    assert pass_time(clock, minutes=-12) == 0
    assert pass_time(clock, minutes=12) == 0
    assert acts(one) == before
    clock.advance(timedelta(minutes=-30))
    done(one, "arrive", by="fire", text="There.")
    times = [entry.at for entry in queries.entries(one)]
    assert times == sorted(times)


def test_what_has_ended_is_left_alone(clock: FixedClock) -> None:
    one = arriving(clock)
    services.end(one, at=clock.now())
    assert pass_time(clock, days=9) == 0
