"""The life of an effect question, as a table. Pure.

==========  ===================  =========
act         from                 to
==========  ===================  =========
begin       planned              waiting
say         waiting, estimated   estimated
hold        waiting, estimated   waiting
end         waiting, estimated   final
withdraw    all but withdrawn    withdrawn
==========  ===================  =========

``hold``: looked at, and nothing can be said yet (also where late corrections took away what could).
"""

from enum import StrEnum

from simin.kit.errors import RejectedError


class State(StrEnum):
    #: Its subject has not begun.
    PLANNED = "planned"
    #: Of data: nothing can be said yet.
    WAITING = "waiting"
    #: Something can be said before the window has ended.
    ESTIMATED = "estimated"
    FINAL = "final"
    #: The subject was cancelled, or something else was asked instead.
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    BEGIN = "begin"
    SAY = "say"
    HOLD = "hold"
    END = "end"
    WITHDRAW = "withdraw"


#: The worker looks at these.
FOLLOWED = frozenset({State.WAITING, State.ESTIMATED})

TABLE: dict[Act, tuple[frozenset[State], State]] = {
    Act.BEGIN: (frozenset({State.PLANNED}), State.WAITING),
    Act.SAY: (FOLLOWED, State.ESTIMATED),
    Act.HOLD: (FOLLOWED, State.WAITING),
    Act.END: (FOLLOWED, State.FINAL),
    Act.WITHDRAW: (frozenset(State) - {State.WITHDRAWN}, State.WITHDRAWN),
}


def after(act: Act, state: State) -> State:
    """Raises ``RejectedError`` where the table does not allow it."""
    sources, target = TABLE[act]
    if state not in sources:
        raise RejectedError("state", f"{act} is not possible while {state}")
    return target
