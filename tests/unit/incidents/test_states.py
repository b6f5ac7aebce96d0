"""The life cycle as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.incidents.states import FINAL, ORDER, State, Step, checked_path, step
from simin.kit.errors import RejectedError

FIRE = [str(state) for state in ORDER]
RESCUE = ["reported", "ordered", "en_route", "arrived", "operating", "closed"]


@pytest.mark.parametrize(
    ("path", "current", "wanted", "means"),
    [
        (FIRE, "reported", "ordered", Step.FORWARD),
        (FIRE, "reported", "closed", Step.FORWARD),
        (FIRE, "operating", "operating", Step.REPEATED),
        (FIRE, "operating", "arrived", Step.BEHIND),
        (FIRE, "closed", "operating", Step.BEHIND),
        (FIRE, "operating", "false_alarm", Step.FORWARD),
        (RESCUE, "operating", "closed", Step.FORWARD),
        (RESCUE, "false_alarm", "false_alarm", Step.REPEATED),
    ],
)
def test_what_a_wanted_state_means(path: list[str], current: str, wanted: str, means: Step) -> None:
    assert step(path, current, wanted) is means


@pytest.mark.parametrize(
    ("path", "current", "wanted"),
    [
        (RESCUE, "operating", "extinguished"),
        (FIRE, "operating", "no-such-state"),
        (FIRE, "false_alarm", "arrived"),
        (FIRE, "merged", "closed"),
        (FIRE, "closed", "false_alarm"),
    ],
)
def test_a_wrong_transition_names_the_field_and_both_states(
    path: list[str], current: str, wanted: str
) -> None:
    with pytest.raises(WrongTransitionError) as caught:
        step(path, current, wanted)
    assert caught.value.field == "state"
    assert current in str(caught.value)
    assert wanted in str(caught.value)


@given(st.lists(st.sampled_from(FIRE)))
def test_only_forward_steps_are_taken_so_the_place_on_the_path_never_falls(
    wishes: list[str],
) -> None:
    current, places = "reported", [0]
    for wanted in wishes:
        if step(FIRE, current, wanted) is Step.FORWARD:
            current = wanted
            places.append(FIRE.index(current))
    assert places == sorted(set(places))


@given(st.sampled_from(sorted(FINAL)), st.sampled_from(sorted(State)))
def test_nothing_leads_forward_from_an_end(end: str, wanted: str) -> None:
    try:
        assert step(FIRE, end, wanted) is not Step.FORWARD
    except WrongTransitionError as error:
        assert error.current == end


@pytest.mark.parametrize(
    "path",
    [
        [],
        ["reported"],
        ["ordered", "closed"],
        ["reported", "arrived", "ordered", "closed"],
        ["reported", "reported", "closed"],
        ["reported", "burning", "closed"],
        ["reported", "merged", "closed"],
    ],
)
def test_what_is_no_path_is_refused(path: list[str]) -> None:
    with pytest.raises(RejectedError, match="states"):
        checked_path(path)


def test_a_path_may_leave_states_out() -> None:
    assert checked_path(tuple(RESCUE)) == RESCUE
