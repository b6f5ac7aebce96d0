"""A call's life as a table. Pure.

=========  ===================  ========  ==========================================
act        from                 to        by
=========  ===================  ========  ==========================================
accept     ringing              active    the side that is called
decline    ringing              declined  the side that is called
hang up    ringing              missed    the side that calls
hang up    active               ended     either
pass       ringing              missed    time: nobody answered
lose       active               lost      time: neither side gives a sign of life
=========  ===================  ========  ==========================================
"""

from enum import StrEnum

from simin.domains.field.errors import WrongCallStateError
from simin.kit.errors import NotAllowedError


class Side(StrEnum):
    PHONE = "phone"
    ROOM = "room"

    @property
    def other(self) -> "Side":
        return Side.ROOM if self is Side.PHONE else Side.PHONE


class CallState(StrEnum):
    RINGING = "ringing"
    ACTIVE = "active"
    DECLINED = "declined"
    MISSED = "missed"
    ENDED = "ended"
    LOST = "lost"
    #: The called side spoke already; this call never rang.
    BUSY = "busy"


class CallAct(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"
    HANG_UP = "hang-up"


OPEN = frozenset({CallState.RINGING, CallState.ACTIVE})

_TABLE = {
    (CallAct.ACCEPT, CallState.RINGING): CallState.ACTIVE,
    (CallAct.DECLINE, CallState.RINGING): CallState.DECLINED,
    (CallAct.HANG_UP, CallState.RINGING): CallState.MISSED,
    (CallAct.HANG_UP, CallState.ACTIVE): CallState.ENDED,
}


def after(act: CallAct, state: CallState, *, side: Side, caller: Side) -> CallState:
    """Raises ``WrongCallStateError``, and ``NotAllowedError`` for the wrong side."""
    found = _TABLE.get((act, state))
    if found is None:
        raise WrongCallStateError(f"{act}: the call is {state}")
    if state is CallState.RINGING and (side is caller) != (act is CallAct.HANG_UP):
        raise NotAllowedError(
            f"{act}: not for the side that {'calls' if side is caller else 'is called'}"
        )
    return found


def when_silent(state: CallState) -> CallState:
    """What an open call becomes by itself."""
    return CallState.MISSED if state is CallState.RINGING else CallState.LOST
