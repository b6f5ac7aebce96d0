"""The table of a call's life: every act in every state."""

import itertools

import pytest

from simin.domains.field.errors import WrongCallStateError
from simin.domains.field.states import OPEN, CallAct, CallState, Side, after, when_silent
from simin.kit.errors import NotAllowedError

ALLOWED = {
    (CallAct.ACCEPT, CallState.RINGING, Side.ROOM): CallState.ACTIVE,
    (CallAct.DECLINE, CallState.RINGING, Side.ROOM): CallState.DECLINED,
    (CallAct.HANG_UP, CallState.RINGING, Side.PHONE): CallState.MISSED,
    (CallAct.HANG_UP, CallState.ACTIVE, Side.ROOM): CallState.ENDED,
    (CallAct.HANG_UP, CallState.ACTIVE, Side.PHONE): CallState.ENDED,
}


@pytest.mark.parametrize(
    ("act", "state", "side"), list(itertools.product(CallAct, CallState, Side))
)
def test_the_phone_has_called(act: CallAct, state: CallState, side: Side) -> None:
    wanted = ALLOWED.get((act, state, side))
    if wanted:
        assert after(act, state, side=side, caller=Side.PHONE) == wanted
    else:
        with pytest.raises((WrongCallStateError, NotAllowedError)):
            after(act, state, side=side, caller=Side.PHONE)


def test_silence_ends_what_is_open() -> None:
    assert {when_silent(state) for state in OPEN} == {CallState.MISSED, CallState.LOST}
