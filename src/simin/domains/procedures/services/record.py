"""What every write on a running procedure does: lock it, keep what happened, tell.

What is told of a step stands in three places, written in one transaction: in the step's own record,
in the incident's timeline, and in the outbox, from where the audit trail has it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simin.domains.identity import queries as identity
from simin.domains.identity.errors import UnknownAccountError, UnknownDepartmentError
from simin.domains.incidents import services as incidents
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.domains.procedures.errors import UnknownProcedureError, UnknownStepError
from simin.domains.procedures.events import ProcedureEvent, StepEscalated, StepMoved
from simin.domains.procedures.models import Run, Step, StepEntry
from simin.domains.procedures.states import Act, State
from simin.domains.procedures.timing import Standing, next_moment
from simin.kit.clock import city_clock
from simin.kit.outbox import services as outbox
from simin.kit.translated import words

SYSTEM = "system"
#: Source of what procedures write in an incident's timeline.
SOURCE = "procedure"


def locked_run(incident_id: str) -> Run:
    """Held until the transaction ends. Raises ``UnknownProcedureError``."""
    outbox.take_turns()
    found = Run.objects.select_for_update().filter(incident=incident_id).first()
    if found is None:
        raise UnknownProcedureError(f"no procedure runs for incident {incident_id}")
    return found


def locked_step(number: int) -> Step:
    """The step, its procedure held. Raises ``UnknownStepError``."""
    incident = Step.objects.filter(id=number).values_list("run__incident", flat=True).first()
    if incident is None:
        raise UnknownStepError(f"no step {number}")
    run = locked_run(incident)
    step = Step.objects.get(id=number)
    step.run = run
    return step


def moment(step: Step) -> datetime:
    """City time; never before the newest entry, also where a clock was set back."""
    newest = StepEntry.objects.filter(step__run=step.run_id).order_by("-at").first()
    now = city_clock().now()
    return max(now, newest.at) if newest else now


def has_entry(step: Step, key: str) -> bool:
    return bool(key) and StepEntry.objects.filter(step=step, key=key).exists()


def standing(step: Step) -> Standing:
    return Standing(
        state=State(step.state),
        due_at=step.due_at,
        limit=step.limit,
        escalated_at=step.escalated_at,
        at_top=step.at_top,
    )


def moved(
    step: Step, act: Act, state: State, *, at: datetime, by: str = SYSTEM, key: str = ""
) -> None:
    """The step is in ``state`` from ``at`` on, and whoever is concerned hears of it."""
    step.state = state
    step.look_at = next_moment(standing(step))
    step.save()
    entered(step, act, at=at, by=by, key=key)
    outbox.append(StepMoved(**of_step(step, by, at), act=act, state=state), at=at)
    # That it began follows from what ended before it, which the timeline has: no line of its own.
    if act is not Act.OPEN:
        noted(step.run, _said(act, step), at=at, by=by)


def went_up(step: Step, unit: str, *, at: datetime) -> None:
    entered(step, "escalate", at=at)
    told = StepEscalated(**of_step(step, SYSTEM, at), unit=unit, level=step.level)
    outbox.append(told, at=at)
    text = words("Late, so it went up to {unit}: {step}", unit=unit_words(unit), step=step.name)
    noted(step.run, text, at=at)


def entered(step: Step, act: str, *, at: datetime, by: str = SYSTEM, key: str = "") -> None:
    StepEntry.objects.create(step=step, at=at, act=act, state=step.state, by=by, key=key)


def of_run(run: Run, by: str, at: datetime) -> dict[str, Any]:
    """What every event of a running procedure says."""
    return {
        "incident": run.incident,
        "procedure": run.procedure,
        "version": run.version,
        "drill": run.drill,
        "by": by,
        "at": at,
    }


def of_step(step: Step, by: str, at: datetime) -> dict[str, Any]:
    told = {**of_run(step.run, by, at), "number": step.pk, "step": step.key}
    return {**told, "procedure": step.procedure, "version": step.version}


def tell[E: ProcedureEvent](
    event: type[E], run: Run, *, by: str, at: datetime, **more: object
) -> None:
    outbox.append(event(**{**of_run(run, by, at), **more}), at=at)


def noted(run: Run, text: Mapping[str, str], *, at: datetime, by: str = SYSTEM) -> None:
    """In the incident's timeline, for those who run it; an office's name, never a person's."""
    told = Told(
        at=at,
        actor=actor_words(by),
        origin=Origin.MEASURED,
        text=dict(text),
        source=SOURCE,
        received_at=at,
        internal=True,
    )
    incidents.note(run.incident, told=told)


def actor_words(username: str) -> Mapping[str, str]:
    """The office of somebody, or that the procedure did it by itself."""
    if username == SYSTEM:
        return words("By itself")
    try:
        unit = identity.account(username).department_id
    except UnknownAccountError:
        unit = None
    return unit_words(unit) if unit else places.city().office


def unit_words(unit: str) -> Mapping[str, str]:
    try:
        return identity.department(unit).name
    except UnknownDepartmentError:
        return {"en": unit}


def _said(act: Act, step: Step) -> dict[str, str]:
    match act:
        case Act.LAPSE:
            return words("Late: {step}", step=step.name)
        case Act.FINISH:
            if step.late_at is not None:
                return words("Done, late: {step}", step=step.name)
            return words("Done: {step}", step=step.name)
        case Act.SKIP:
            return words("Left out: {step}", step=step.name)
        case Act.MISS:
            return words("Not done: {step}", step=step.name)
        case _:
            return words("To be done after all: {step}", step=step.name)
