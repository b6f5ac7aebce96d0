"""The life of a request. Pure."""

from enum import StrEnum

from simin.kit.errors import RejectedError


class State(StrEnum):
    #: Nobody but the department sees it yet.
    HELD = "held"
    #: Public, and waits for an answer.
    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    #: Never shown: it names persons, insults, or is no request.
    REFUSED = "refused"


class Act(StrEnum):
    SHOW = "show"
    REFUSE = "refuse"
    ANSWER = "answer"
    DECLINE = "decline"


PUBLIC = frozenset({State.OPEN, State.ANSWERED, State.DECLINED})
#: Why something is not opened, and why a request is not shown.
DECLINED_FOR = ("privacy", "security", "third_party", "not_held", "effort")
REFUSED_FOR = ("names_persons", "offends", "no_request")
_NEXT: dict[tuple[State, Act], State] = {
    (State.HELD, Act.SHOW): State.OPEN,
    (State.HELD, Act.REFUSE): State.REFUSED,
    (State.OPEN, Act.ANSWER): State.ANSWERED,
    (State.OPEN, Act.DECLINE): State.DECLINED,
}


def after(state: State, act: Act) -> State:
    """Raises ``RejectedError`` where the act does not fit."""
    found = _NEXT.get((state, act))
    if found is None:
        raise RejectedError("state", f"a request that is {state} cannot {act}")
    return found


def acts(state: State) -> tuple[Act, ...]:
    return tuple(act for known, act in _NEXT if known is state)
