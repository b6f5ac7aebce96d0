"""The life cycle of a warning as a table."""

import itertools

import pytest

from simin.domains.warnings.errors import WrongStepError
from simin.domains.warnings.states import FINAL, IN_FORCE, TABLE, State, Step, after

ALLOWED = {
    ("drafted", "approve", "issued"),
    ("drafted", "discard", "discarded"),
    ("issued", "approve", "updated"),
    ("issued", "cancel", "cancelled"),
    ("issued", "expire", "expired"),
    ("updated", "approve", "updated"),
    ("updated", "cancel", "cancelled"),
    ("updated", "expire", "expired"),
}


@pytest.mark.parametrize(("state", "step", "reached"), sorted(ALLOWED))
def test_a_step_that_is_allowed(state: str, step: str, reached: str) -> None:
    assert after(state, Step(step)) is State(reached)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        pair
        for pair in itertools.product(State, Step)
        if pair not in {(state, step) for state, step, _ in ALLOWED}
    ],
)
def test_every_other_step_is_refused(state: State, step: Step) -> None:
    with pytest.raises(WrongStepError, match=f"{state} takes no {step}"):
        after(state, step)


def test_nothing_leads_out_of_an_end_or_back_to_a_draft() -> None:
    assert not FINAL.intersection(state for state, _ in TABLE)
    assert State.DRAFTED not in TABLE.values()
    assert not IN_FORCE & FINAL
