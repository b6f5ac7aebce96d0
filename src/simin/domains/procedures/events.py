"""What procedures tell the rest of the city. Times are city time.

No event holds what was handed in as evidence, nor why a step was left out.
"""

from datetime import datetime

from simin.kit.outbox.event import Event


class ProcedureEvent(Event, frozen=True, kw_only=True):
    """What every event of a running procedure says."""

    incident: str
    procedure: str
    version: int
    drill: bool
    #: Username, or ``system``.
    by: str
    at: datetime


class ProcedureStarted(ProcedureEvent, frozen=True, kw_only=True):
    pass


class ProcedureSwitched(ProcedureEvent, frozen=True, kw_only=True):
    """The incident's severity changed, and with it what is to be done."""

    before: str


class ProcedureEnded(ProcedureEvent, frozen=True, kw_only=True):
    #: ``merged`` or ``ended``.
    course: str
    #: Steps that were not done.
    missed: int


class ProcedureResumed(ProcedureEvent, frozen=True, kw_only=True):
    pass


class StepEvent(ProcedureEvent, frozen=True, kw_only=True):
    #: Its number, and its id in the procedure.
    number: int
    step: str


class StepMoved(StepEvent, frozen=True, kw_only=True):
    """A step is in another state than before."""

    act: str
    state: str


class StepEscalated(StepEvent, frozen=True, kw_only=True):
    """A late step went up to ``unit``."""

    unit: str
    level: int


class ProcedureChanged(Event, frozen=True, kw_only=True):
    """A definition was made, changed, or switched on or off."""

    procedure: str
    version: int
    change: str
    why: str
    #: Username; empty for the pack.
    by: str


class DrillEvent(Event, frozen=True, kw_only=True):
    """What every event of a drill says."""

    drill: int
    incident: str
    #: Empty: made up on the spot.
    scenario: str
    by: str


class DrillStarted(DrillEvent, frozen=True, kw_only=True):
    pass


class DrillEnded(DrillEvent, frozen=True, kw_only=True):
    pass
