"""The life cycle of the city's own warnings, as a table. Pure.

``drafted → issued → (updated) → cancelled | expired``; a draft may be discarded. Nothing leads out
of an end, and nothing leads back to a draft: the draft of an update stands beside what is in force.
"""

from enum import StrEnum

from simin.domains.warnings.errors import WrongStepError


class State(StrEnum):
    DRAFTED = "drafted"
    ISSUED = "issued"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DISCARDED = "discarded"


class Step(StrEnum):
    """What is done to a warning."""

    APPROVE = "approve"
    CANCEL = "cancel"
    EXPIRE = "expire"
    DISCARD = "discard"


TABLE: dict[tuple[State, Step], State] = {
    (State.DRAFTED, Step.APPROVE): State.ISSUED,
    (State.DRAFTED, Step.DISCARD): State.DISCARDED,
    (State.ISSUED, Step.APPROVE): State.UPDATED,
    (State.ISSUED, Step.CANCEL): State.CANCELLED,
    (State.ISSUED, Step.EXPIRE): State.EXPIRED,
    (State.UPDATED, Step.APPROVE): State.UPDATED,
    (State.UPDATED, Step.CANCEL): State.CANCELLED,
    (State.UPDATED, Step.EXPIRE): State.EXPIRED,
}
#: The public is warned.
IN_FORCE = frozenset({State.ISSUED, State.UPDATED})
#: Nothing is written any more.
FINAL = frozenset({State.CANCELLED, State.EXPIRED, State.DISCARDED})


def after(state: str, step: Step) -> State:
    """Where ``step`` leads from ``state``; raises ``WrongStepError``."""
    reached = TABLE.get((State(state), step))
    if reached is None:
        raise WrongStepError(state, step)
    return reached
