"""End a procedure with its incident, keep what was missed, and take it up again."""

from datetime import datetime

from django.db import transaction

from simin.domains.incidents import queries as incidents
from simin.domains.procedures.events import ProcedureEnded, ProcedureResumed
from simin.domains.procedures.models import Run, Step
from simin.domains.procedures.policies import Actor, check_leads
from simin.domains.procedures.services.record import (
    SYSTEM,
    locked_run,
    moved,
    noted,
    standing,
    tell,
)
from simin.domains.procedures.services.starting import open_ready
from simin.domains.procedures.states import UNDONE, WAITING, Act, Course, Party, State, after
from simin.domains.procedures.timing import next_moment
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.translated import words

LONGEST = 1000


@transaction.atomic
def end(incident_id: str, *, at: datetime) -> int:
    """The incident has ended: what was not done is missed; how much that is."""
    run = locked_run(incident_id)
    if run.course != Course.RUNNING:
        return 0
    rows = [one for one in Step.objects.filter(run=run) if one.state in UNDONE]
    for step in rows:
        step.run = run
        target = after(Act.MISS, State(step.state), parties={Party.CLOCK})
        step.ended_at, step.ended_by = at, SYSTEM
        moved(step, Act.MISS, target, at=at)
    _stop(run, Course.ENDED, at)
    tell(ProcedureEnded, run, by=SYSTEM, at=at, course=Course.ENDED, missed=len(rows))
    noted(run, _ended(len(rows)), at=at)
    return len(rows)


def _ended(missed: int) -> dict[str, str]:
    if not missed:
        return words("Procedure ended, every step dealt with")
    return words("Procedure ended; steps not done: {count}", count=missed)


@transaction.atomic
def set_aside(incident_id: str, *, into: str, at: datetime) -> bool:
    """Its incident is the same as ``into``: nobody goes on here. False if nothing ran."""
    run = locked_run(incident_id)
    if run.course != Course.RUNNING:
        return False
    _stop(run, Course.MERGED, at)
    missed = Step.objects.filter(run=run, state__in=UNDONE).count()
    tell(ProcedureEnded, run, by=SYSTEM, at=at, course=Course.MERGED, missed=missed)
    noted(run, words("Procedure of {number} ended: it is this incident", number=incident_id), at=at)
    return True


def _stop(run: Run, course: Course, at: datetime) -> None:
    run.course, run.ended_at = course, at
    run.save(update_fields=["course", "ended_at"])


@transaction.atomic
def resume(incident_id: str, *, at: datetime) -> bool:
    """Its incident goes on after all. False if it runs.

    Limits stood still meanwhile: whoever had ten minutes left has ten minutes left.
    """
    run = locked_run(incident_id)
    if run.course == Course.RUNNING:
        return False
    stopped, was = run.ended_at or at, run.course
    run.course, run.ended_at = Course.RUNNING, None
    run.save(update_fields=["course", "ended_at"])
    if was == Course.MERGED:
        _shift(run, stopped, at)
    else:
        _take_up_missed(run, at)
    tell(ProcedureResumed, run, by=SYSTEM, at=at)
    noted(run, words("Procedure taken up again: {name}", name=run.name), at=at)
    open_ready(run, at)
    return True


def _shift(run: Run, stopped: datetime, at: datetime) -> None:
    for step in Step.objects.filter(run=run, state__in=WAITING):
        for name in ("due_at", "escalated_at"):
            if (before := getattr(step, name)) is not None:
                setattr(step, name, before + (at - stopped))
        step.look_at = next_moment(standing(step))
        step.save()


def _take_up_missed(run: Run, at: datetime) -> None:
    for step in Step.objects.filter(run=run, state=State.MISSED):
        step.run = run
        target = after(Act.RESUME, State(step.state), parties={Party.CLOCK})
        step.opened_at = step.due_at = step.late_at = step.ended_at = step.escalated_at = None
        step.ended_by, step.level, step.at_top = "", 0, False
        step.reached.all().delete()
        moved(step, Act.RESUME, target, at=at)


@transaction.atomic
def explain(incident_id: str, *, reason: str, by: Actor) -> None:
    """Why steps were not done, said by who closed the incident, before or after."""
    check_leads(by)
    incidents.incident(incident_id)
    said = reason.strip()
    if not said or len(said) > LONGEST or "\0" in said:
        raise RejectedError("reason", f"say why, in at most {LONGEST} characters")
    run = locked_run(incident_id)
    run.explanation, run.explained_by = said, by.username
    run.save(update_fields=["explanation", "explained_by"])
    at = city_clock().now()
    noted(run, words("A reason was given for the steps not done"), at=at, by=by.username)
