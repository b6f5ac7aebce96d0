"""What a pledge's status may be and become, and how a project may stand. Pure.

The statuses are those by which Korean cities account for pledges (manifesto reviews):

===========  =======================================  =====================================
status       means                                    becomes
===========  =======================================  =====================================
planned      nothing was done yet                     on_track, partial, on_hold, dropped
on_track     goes as planned                          every other but planned
partial      only part of it goes on                  every other but planned
continuing   fulfilled, and goes on                   completed, on_track, partial, on_hold
completed    fulfilled                                continuing, partial
on_hold      stopped for now                          on_track, partial, dropped
dropped      given up                                 on_track, partial
===========  =======================================  =====================================

Every change says why; ``continuing`` and ``completed`` need evidence.
"""

from enum import StrEnum

from simin.domains.projects.errors import WrongStatusError


class Status(StrEnum):
    PLANNED = "planned"
    ON_TRACK = "on_track"
    PARTIAL = "partial"
    CONTINUING = "continuing"
    COMPLETED = "completed"
    ON_HOLD = "on_hold"
    DROPPED = "dropped"


#: What was promised is there.
FULFILLED = frozenset({Status.CONTINUING, Status.COMPLETED})

_GOING = frozenset({Status.ON_TRACK, Status.PARTIAL})
BECOMES: dict[Status, frozenset[Status]] = {
    Status.PLANNED: _GOING | {Status.ON_HOLD, Status.DROPPED},
    Status.ON_TRACK: frozenset(Status) - {Status.PLANNED, Status.ON_TRACK},
    Status.PARTIAL: frozenset(Status) - {Status.PLANNED, Status.PARTIAL},
    Status.CONTINUING: _GOING | {Status.COMPLETED, Status.ON_HOLD},
    Status.COMPLETED: frozenset({Status.CONTINUING, Status.PARTIAL}),
    Status.ON_HOLD: _GOING | {Status.DROPPED},
    Status.DROPPED: _GOING,
}


def check_status(status: Status, wanted: Status) -> None:
    """Raises ``WrongStatusError``; the same status again is no change of it."""
    if wanted is not status and wanted not in BECOMES[status]:
        raise WrongStatusError(status, wanted, sorted(BECOMES[status]))


class Phase(StrEnum):
    """What a project's department says of it."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Schedule(StrEnum):
    """How it stands against its plan."""

    DONE = "done"
    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"
    #: Suspended or cancelled.
    STOPPED = "stopped"
    #: Too little is known.
    UNKNOWN = "unknown"


class Cost(StrEnum):
    """How it stands against its budget."""

    WITHIN = "within"
    OVER = "over"
    UNKNOWN = "unknown"
