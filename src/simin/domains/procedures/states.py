"""The life cycle of a step, as a table. Pure.

=======  ==========================  ========  ======================  =====================
act      from                        to        by                      needs
=======  ==========================  ========  ======================  =====================
open     pending                     open      clock                   –
lapse    open                        late      clock                   –
finish   open, late                  done      owner, leader, clock    the evidence asked for
skip     pending, open, late         skipped   owner, leader           a reason
miss     pending, open, late         missed    clock                   –
resume   missed                      pending   clock                   –
=======  ==========================  ========  ======================  =====================

``clock`` is the system itself: it opens what is ready, knows what is late, does what is automatic,
and records what was not done when the incident ends. A step that was done late stays marked late.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from simin.domains.procedures.errors import MissingNeedError, WrongTransitionError
from simin.kit.errors import NotAllowedError


class State(StrEnum):
    PENDING = "pending"
    OPEN = "open"
    LATE = "late"
    DONE = "done"
    SKIPPED = "skipped"
    MISSED = "missed"


class Act(StrEnum):
    OPEN = "open"
    LAPSE = "lapse"
    FINISH = "finish"
    SKIP = "skip"
    MISS = "miss"
    RESUME = "resume"


class Party(StrEnum):
    OWNER = "owner"
    #: Runs incidents in the situation room.
    LEADER = "leader"
    #: The system, by the passing of time or by what it did itself.
    CLOCK = "clock"


class Course(StrEnum):
    """Where a whole procedure stands."""

    RUNNING = "running"
    #: Its incident turned out to be another one; taken up again where that is taken back.
    MERGED = "merged"
    #: Its incident has ended.
    ENDED = "ended"


#: Somebody has to do something now.
WAITING = frozenset({State.OPEN, State.LATE})
#: Nothing was done yet.
UNDONE = WAITING | {State.PENDING}
#: What follows may begin.
BEHIND = frozenset({State.DONE, State.SKIPPED})


@dataclass(frozen=True)
class Transition:
    sources: frozenset[State]
    target: State
    parties: frozenset[Party]


def _one(sources: Collection[State], target: State, *parties: Party) -> Transition:
    return Transition(frozenset(sources), target, frozenset(parties))


TABLE: dict[Act, Transition] = {
    Act.OPEN: _one({State.PENDING}, State.OPEN, Party.CLOCK),
    Act.LAPSE: _one({State.OPEN}, State.LATE, Party.CLOCK),
    Act.FINISH: _one(WAITING, State.DONE, Party.OWNER, Party.LEADER, Party.CLOCK),
    Act.SKIP: _one(UNDONE, State.SKIPPED, Party.OWNER, Party.LEADER),
    Act.MISS: _one(UNDONE, State.MISSED, Party.CLOCK),
    Act.RESUME: _one({State.MISSED}, State.PENDING, Party.CLOCK),
}


def after(
    act: Act, state: State, *, parties: Collection[Party], reason: str = "", evidence: bool = True
) -> State:
    """The state after ``act``.

    Raises ``NotAllowedError`` for somebody whose act it is not, ``WrongTransitionError`` where the
    state does not allow it, ``MissingNeedError`` where a reason or evidence is wanting.
    """
    row = TABLE[act]
    if row.parties.isdisjoint(parties):
        raise NotAllowedError(f"{act}: only for {' or '.join(sorted(row.parties))}")
    if state not in row.sources:
        raise WrongTransitionError(act, state, sorted(row.sources))
    if act is Act.SKIP and not reason.strip():
        raise MissingNeedError("reason", "say why it is left out")
    if act is Act.FINISH and not evidence:
        raise MissingNeedError("evidence", "the evidence that was asked for is not there yet")
    return row.target


def possible(state: State, parties: Collection[Party]) -> list[Act]:
    """What somebody with these parts may do now, in the table's order."""
    return [
        act
        for act, row in TABLE.items()
        if state in row.sources and not row.parties.isdisjoint(parties)
    ]
