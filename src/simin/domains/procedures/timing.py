"""When a step is late and to whom it goes then, as functions of the clock. Pure.

What is owed is decided from what is known now, never from how often the clock was asked: an engine
that was dead for a day finds a step late since its due time, and owes one escalation, to whoever
stands next above; that one has the whole limit. A clock that is set back owes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from simin.domains.procedures.states import State

#: The least that somebody has to whom a late step went up.
SHORTEST_REST = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What of a step matters to the clock."""

    state: State
    #: Of a step that was opened.
    due_at: datetime | None
    limit: timedelta
    escalated_at: datetime | None = None
    #: Nobody stands above whom it has reached.
    at_top: bool = False

    @property
    def rest(self) -> timedelta:
        return max(self.limit, SHORTEST_REST)


def lapses(standing: Standing, now: datetime) -> bool:
    """Whether it has become late."""
    return standing.state is State.OPEN and standing.due_at is not None and now >= standing.due_at


def goes_up(standing: Standing, now: datetime) -> bool:
    """Whether the next above is to know: when it becomes late, then whenever a rest has passed."""
    moment = _next_escalation(standing)
    return moment is not None and now >= moment


def next_moment(standing: Standing) -> datetime | None:
    """When the clock has something to do; None: nothing comes by itself any more."""
    if standing.state is State.OPEN:
        return standing.due_at
    return _next_escalation(standing)


def _next_escalation(standing: Standing) -> datetime | None:
    if standing.state is not State.LATE or standing.at_top:
        return None
    if standing.escalated_at is None:
        return standing.due_at
    return standing.escalated_at + standing.rest
