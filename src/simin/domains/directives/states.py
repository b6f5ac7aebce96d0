"""The life cycle of a directive, as a table. Pure.

===========  =============================================  ============  =========  =============
act          from                                           to            by         needs
===========  =============================================  ============  =========  =============
issue        drafted                                        issued        issuer     –
deliver      issued                                         delivered     clock      –
acknowledge  issued, delivered, escalated                   acknowledged  addressee  –
start        acknowledged, returned, escalated              in_progress   addressee  –
report       in_progress                                    reported      addressee  a text
return       reported, verified                             returned      issuer     a text
verify       reported                                       verified      issuer     evidence
close        verified                                       closed        issuer     evidence
escalate     issued, delivered, acknowledged, in_progress,  escalated     clock,     –
             returned, escalated                                          issuer
cancel       every state that is not final                  cancelled     issuer     a text
===========  =============================================  ============  =========  =============

``clock`` is the system itself. Whatever the table does not allow is refused.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from simin.domains.directives.errors import MissingNeedError, WrongTransitionError
from simin.kit.errors import NotAllowedError


class State(StrEnum):
    DRAFTED = "drafted"
    ISSUED = "issued"
    DELIVERED = "delivered"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    VERIFIED = "verified"
    CLOSED = "closed"
    RETURNED = "returned"
    ESCALATED = "escalated"
    CANCELLED = "cancelled"


class Act(StrEnum):
    ISSUE = "issue"
    DELIVER = "deliver"
    ACKNOWLEDGE = "acknowledge"
    START = "start"
    REPORT = "report"
    RETURN = "return"
    VERIFY = "verify"
    CLOSE = "close"
    ESCALATE = "escalate"
    CANCEL = "cancel"


class Party(StrEnum):
    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    #: The system, by the passing of time.
    CLOCK = "clock"


class Need(StrEnum):
    TEXT = "text"
    EVIDENCE = "evidence"


#: Nothing leads out of these.
FINAL = frozenset({State.CLOSED, State.CANCELLED})
#: It is the addressee's turn.
WAITING = frozenset(
    {
        State.ISSUED,
        State.DELIVERED,
        State.ACKNOWLEDGED,
        State.IN_PROGRESS,
        State.RETURNED,
        State.ESCALATED,
    }
)
#: Somebody still has to do something: what is open.
OPEN = frozenset(State) - FINAL - {State.DRAFTED}


@dataclass(frozen=True)
class Transition:
    sources: frozenset[State]
    target: State
    parties: frozenset[Party]
    needs: frozenset[Need] = frozenset()


def _one(
    sources: Collection[State], target: State, *parties: Party, needs: Need | None = None
) -> Transition:
    wanted = frozenset({needs} if needs else ())
    return Transition(frozenset(sources), target, frozenset(parties), wanted)


_UNREAD = {State.ISSUED, State.DELIVERED, State.ESCALATED}
_READ = {State.ACKNOWLEDGED, State.RETURNED, State.ESCALATED}
_DONE = {State.REPORTED, State.VERIFIED}

TABLE: dict[Act, Transition] = {
    Act.ISSUE: _one({State.DRAFTED}, State.ISSUED, Party.ISSUER),
    Act.DELIVER: _one({State.ISSUED}, State.DELIVERED, Party.CLOCK),
    Act.ACKNOWLEDGE: _one(_UNREAD, State.ACKNOWLEDGED, Party.ADDRESSEE),
    Act.START: _one(_READ, State.IN_PROGRESS, Party.ADDRESSEE),
    Act.REPORT: _one({State.IN_PROGRESS}, State.REPORTED, Party.ADDRESSEE, needs=Need.TEXT),
    Act.RETURN: _one(_DONE, State.RETURNED, Party.ISSUER, needs=Need.TEXT),
    Act.VERIFY: _one({State.REPORTED}, State.VERIFIED, Party.ISSUER, needs=Need.EVIDENCE),
    Act.CLOSE: _one({State.VERIFIED}, State.CLOSED, Party.ISSUER, needs=Need.EVIDENCE),
    Act.ESCALATE: _one(WAITING, State.ESCALATED, Party.CLOCK, Party.ISSUER),
    Act.CANCEL: _one(frozenset(State) - FINAL, State.CANCELLED, Party.ISSUER, needs=Need.TEXT),
}


def after(
    act: Act, state: State, *, parties: Collection[Party], text: str, evidence: bool
) -> State:
    """The state after ``act``.

    Raises ``NotAllowedError`` for somebody whose act it is not, ``WrongTransitionError`` where the
    state does not allow it, ``MissingNeedError`` where a text or evidence is wanting.
    """
    row = TABLE[act]
    if row.parties.isdisjoint(parties):
        raise NotAllowedError(f"{act}: only for {' or '.join(sorted(row.parties))}")
    if state not in row.sources:
        raise WrongTransitionError(act, state, sorted(row.sources))
    if Need.TEXT in row.needs and not text.strip():
        raise MissingNeedError("text", "say why, or what was done")
    if Need.EVIDENCE in row.needs and not evidence:
        raise MissingNeedError("evidence", "the evidence that was asked for is not there yet")
    return row.target


def possible(state: State, parties: Collection[Party]) -> list[Act]:
    """What somebody with these parts may do now, in the table's order."""
    return [
        act
        for act, row in TABLE.items()
        if state in row.sources and not row.parties.isdisjoint(parties)
    ]
