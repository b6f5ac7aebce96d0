"""The table of steps: what it allows, to whom, and nothing else."""

import itertools

import pytest

from simin.domains.procedures.errors import MissingNeedError, WrongTransitionError
from simin.domains.procedures.states import TABLE, Act, Party, State, after, possible
from simin.kit.errors import NotAllowedError

#: Act, from, to, by.
ALLOWED = {
    (Act.OPEN, State.PENDING, State.OPEN, Party.CLOCK),
    (Act.LAPSE, State.OPEN, State.LATE, Party.CLOCK),
    (Act.RESUME, State.MISSED, State.PENDING, Party.CLOCK),
    *((Act.FINISH, one, State.DONE, by) for one in (State.OPEN, State.LATE) for by in Party),
    *(
        (Act.SKIP, one, State.SKIPPED, by)
        for one in (State.PENDING, State.OPEN, State.LATE)
        for by in (Party.OWNER, Party.LEADER)
    ),
    *(
        (Act.MISS, one, State.MISSED, Party.CLOCK)
        for one in (State.PENDING, State.OPEN, State.LATE)
    ),
}


@pytest.mark.parametrize(("act", "state", "by"), list(itertools.product(Act, State, Party)))
def test_whatever_the_table_does_not_allow_is_refused(act: Act, state: State, by: Party) -> None:
    targets = [row[2] for row in ALLOWED if (row[0], row[1], row[3]) == (act, state, by)]
    if targets:
        assert after(act, state, parties={by}, reason="because") is targets[0]
        assert act in possible(state, {by})
        return
    assert act not in possible(state, {by})
    with pytest.raises((WrongTransitionError, NotAllowedError)):
        after(act, state, parties={by}, reason="because")


def test_leaving_out_needs_a_reason_and_finishing_its_evidence() -> None:
    with pytest.raises(MissingNeedError) as missing:
        after(Act.SKIP, State.OPEN, parties={Party.OWNER}, reason="  ")
    assert missing.value.field == "reason"
    with pytest.raises(MissingNeedError) as missing:
        after(Act.FINISH, State.LATE, parties={Party.OWNER}, evidence=False)
    assert missing.value.field == "evidence"


def test_every_state_but_the_first_is_reached_and_the_table_is_whole() -> None:
    assert {row.target for row in TABLE.values()} == set(State)
    assert set(TABLE) == set(Act)
