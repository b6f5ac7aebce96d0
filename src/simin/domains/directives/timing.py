"""Deadlines, reminders and escalation as functions of the clock. Pure.

What is owed is decided from what is known now, never from how often the clock was asked: an engine
that was dead for a day owes one reminder (the newest) and one escalation, and who it escalates to
has the whole limit to read it. A clock that is set back owes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from simin.domains.directives.states import WAITING, State


class Priority(StrEnum):
    URGENT = "urgent"
    IMPORTANT = "important"
    NORMAL = "normal"


#: Unread for so long, it goes up; late for so long, it goes up; and each level has so long.
LIMIT = {
    Priority.URGENT: timedelta(minutes=15),
    Priority.IMPORTANT: timedelta(hours=2),
    Priority.NORMAL: timedelta(hours=24),
}
#: From issue to due, unless the issuer says another time.
USUAL = {
    Priority.URGENT: timedelta(hours=2),
    Priority.IMPORTANT: timedelta(days=1),
    Priority.NORMAL: timedelta(days=7),
}
#: A reminder comes so long before the due time, but never earlier than three quarters of the way.
AHEAD = timedelta(hours=24)


class StepKind(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"


class Cause(StrEnum):
    SOON = "soon"
    DUE = "due"
    UNREAD = "unread"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What of a directive matters to the clock."""

    state: State
    priority: Priority
    issued_at: datetime
    due_at: datetime
    acknowledged_at: datetime | None = None
    escalated_at: datetime | None = None
    #: How often it was escalated.
    level: int = 0
    #: Nobody stands above whom it has reached.
    at_top: bool = False
    #: Keys of the steps that were taken.
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Step:
    """Something that is owed now; ``key`` is taken once."""

    kind: StepKind
    cause: Cause
    key: str


def owed(standing: Standing, now: datetime) -> list[Step]:
    """What is owed at ``now``: at most one reminder and one escalation."""
    if standing.state not in WAITING:
        return []
    return [*_reminder(standing, now), *_escalation(standing, now)]


def next_moment(standing: Standing, now: datetime) -> datetime | None:
    """When to look again; None: nothing comes by itself any more."""
    if standing.state not in WAITING:
        return None
    if owed(standing, now):
        return now
    reminders = [at for at, step in _reminders(standing) if step.key not in standing.taken]
    escalations = [] if standing.at_top else [at for at, _ in _escalations(standing)]
    return min((at for at in [*reminders, *escalations] if at > now), default=None)


def is_late(due_at: datetime, state: State, now: datetime) -> bool:
    """The due time has passed and it is still the addressee's turn."""
    return state in WAITING and now > due_at


def _reminder(standing: Standing, now: datetime) -> Iterator[Step]:
    """The newest that has come; one that a newer one has overtaken is never sent."""
    come = [step for at, step in _reminders(standing) if at <= now]
    if come and come[-1].key not in standing.taken:
        yield come[-1]


def _reminders(standing: Standing) -> list[tuple[datetime, Step]]:
    due = standing.due_at
    quarter = (due - standing.issued_at) / 4
    return [
        (due - min(AHEAD, quarter), _remind(Cause.SOON, due)),
        (due, _remind(Cause.DUE, due)),
    ]


def _remind(cause: Cause, due: datetime) -> Step:
    return Step(StepKind.REMIND, cause, f"{cause}:{due.isoformat()}")


def _escalation(standing: Standing, now: datetime) -> Iterator[Step]:
    if standing.at_top:
        return
    for at, cause in _escalations(standing):
        if at <= now:
            yield Step(StepKind.ESCALATE, cause, f"level:{standing.level + 1}")
            return


def _escalations(standing: Standing) -> list[tuple[datetime, Cause]]:
    """Each level has the whole limit, from when it was reached."""
    limit = LIMIT[standing.priority]
    before = standing.escalated_at or standing.issued_at
    moments = [(max(standing.due_at, before) + limit, Cause.OVERDUE)]
    if standing.acknowledged_at is None:
        moments.append((before + limit, Cause.UNREAD))
    return sorted(moments, key=lambda pair: pair[0])
