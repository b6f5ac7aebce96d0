"""What is done with procedures and their steps stands in the audit trail."""

from simin.domains.audit.services import SYSTEM, record
from simin.domains.procedures.events import (
    DrillEvent,
    DrillStarted,
    ProcedureChanged,
    ProcedureEnded,
    ProcedureEvent,
    ProcedureResumed,
    ProcedureStarted,
    ProcedureSwitched,
    StepEscalated,
    StepMoved,
)
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (ProcedureEvent, ProcedureChanged, DrillEvent)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case ProcedureChanged() as changed:
            record(
                account=changed.by or SYSTEM,
                action=f"procedure.{changed.change.replace('_', '-')}",
                subject=f"procedure/{changed.procedure}",
                details={"version": changed.version, "why": changed.why},
            )
        case DrillEvent() as drill:
            record(
                account=drill.by,
                action="drill.started" if isinstance(drill, DrillStarted) else "drill.ended",
                subject=f"drill/{drill.drill}",
                details={"incident": drill.incident, "scenario": drill.scenario},
            )
        case StepMoved() as moved:
            _record(moved, f"step.{moved.act}", step=moved.step, state=moved.state)
        case StepEscalated() as escalated:
            more = {"unit": escalated.unit, "level": escalated.level}
            _record(escalated, "step.escalate", step=escalated.step, **more)
        case ProcedureStarted() as started:
            _record(started, "procedure.started")
        case ProcedureSwitched() as switched:
            _record(switched, "procedure.switched", before=switched.before)
        case ProcedureEnded() as ended:
            _record(ended, "procedure.ended", course=ended.course, missed=ended.missed)
        case ProcedureResumed() as resumed:
            _record(resumed, "procedure.resumed")


def _record(event: ProcedureEvent, action: str, **details: object) -> None:
    told = {"procedure": event.procedure, "version": event.version, "drill": event.drill}
    record(
        account=event.by,
        action=action,
        subject=f"incident/{event.incident}",
        details={**told, **details},
    )
