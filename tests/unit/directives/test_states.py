"""The life cycle is the table of ``domain.md``: every pair of act and state is said here."""

import pytest

from simin.domains.directives.errors import MissingNeedError, WrongTransitionError
from simin.domains.directives.states import FINAL, TABLE, Act, Need, Party, State, after, possible
from simin.kit.errors import NotAllowedError

#: Act, states that it leads from, the state that it leads to, who does it.
ALLOWED = [
    ("issue", "drafted", "issued", {"issuer"}),
    ("deliver", "issued", "delivered", {"clock"}),
    ("acknowledge", "issued delivered escalated", "acknowledged", {"addressee"}),
    ("start", "acknowledged returned escalated", "in_progress", {"addressee"}),
    ("report", "in_progress", "reported", {"addressee"}),
    ("return", "reported verified", "returned", {"issuer"}),
    ("verify", "reported", "verified", {"issuer"}),
    ("close", "verified", "closed", {"issuer"}),
    (
        "escalate",
        "issued delivered acknowledged in_progress returned escalated",
        "escalated",
        {"clock", "issuer"},
    ),
    (
        "cancel",
        "drafted issued delivered acknowledged in_progress reported verified returned escalated",
        "cancelled",
        {"issuer"},
    ),
]
ROWS = {Act(act): (set(states.split()), target, who) for act, states, target, who in ALLOWED}


def test_the_table_says_every_act() -> None:
    assert set(ROWS) == set(Act) == set(TABLE)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_each_act_in_each_state(act: Act, state: State) -> None:
    states, target, who = ROWS[act]
    for party in Party:
        if party not in who:
            with pytest.raises(NotAllowedError, match=act):
                after(act, state, parties={party}, text="why", evidence=True)
        elif state in states:
            assert after(act, state, parties={party}, text="why", evidence=True) == target
        else:
            with pytest.raises(WrongTransitionError, match=f"{act} is not possible while {state}"):
                after(act, state, parties={party}, text="why", evidence=True)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("party", Party)
def test_what_is_offered_is_what_is_allowed(state: State, party: Party) -> None:
    expected = {act for act, (states, _, who) in ROWS.items() if state in states and party in who}
    assert set(possible(state, {party})) == expected


@pytest.mark.parametrize("act", ["report", "return", "cancel"])
def test_some_acts_need_a_text(act: str) -> None:
    row = TABLE[Act(act)]
    with pytest.raises(MissingNeedError, match="text"):
        after(Act(act), min(row.sources), parties=row.parties, text="  ", evidence=True)


@pytest.mark.parametrize("act", ["verify", "close"])
def test_nothing_is_verified_or_closed_without_evidence(act: str) -> None:
    row = TABLE[Act(act)]
    with pytest.raises(MissingNeedError, match="evidence"):
        after(Act(act), min(row.sources), parties=row.parties, text="fine", evidence=False)


def test_no_other_act_needs_anything() -> None:
    needing = {act for act, row in TABLE.items() if row.needs}
    assert needing == {Act.REPORT, Act.RETURN, Act.CANCEL, Act.VERIFY, Act.CLOSE}
    assert {need for row in TABLE.values() for need in row.needs} == set(Need)


def test_nothing_leads_out_of_an_end() -> None:
    assert all(FINAL.isdisjoint(row.sources) for row in TABLE.values())
