"""Begin an incident's procedure, and change it when the incident turns out graver or lighter."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.states import FINAL
from simin.domains.procedures.definition import StepDefinition
from simin.domains.procedures.events import ProcedureStarted, ProcedureSwitched
from simin.domains.procedures.models import Run, Step
from simin.domains.procedures.policies import Actor, check_leads
from simin.domains.procedures.queries.definitions import ProcedureState, for_incident
from simin.domains.procedures.services.record import SYSTEM, locked_run, moved, noted, tell
from simin.domains.procedures.states import BEHIND, Act, Course, Party, State, after
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox
from simin.kit.translated import words


@transaction.atomic
def start(incident_id: str, *, at: datetime | None = None, by: Actor | None = None) -> bool:
    """Begin what is to be done; false if it began before, or nothing is defined.

    ``by``: who begins it by hand. Raises ``UnknownIncidentError``.
    """
    if by is not None:
        check_leads(by)
    outbox.take_turns()
    incident = incidents.incident(incident_id)
    if Run.objects.filter(incident=incident_id).exists():
        return False
    if incident.state in FINAL:
        raise RejectedError("state", "the incident has ended")
    found = for_incident(incident.kind_id, incident.severity)
    if found is None:
        return False
    now = at or city_clock().now()
    who = by.username if by else SYSTEM
    run = Run.objects.create(
        incident=incident_id,
        procedure=found.definition.id,
        version=found.version,
        name=dict(found.definition.name),
        kind=incident.kind_id,
        severity=incident.severity,
        district=incident.district,
        drill=incident.drill,
        course=Course.RUNNING,
        started_at=now,
        started_by=who,
    )
    _add(run, found, found.definition.steps)
    tell(ProcedureStarted, run, by=who, at=now)
    noted(run, words("Procedure begun: {name}", name=run.name), at=now, by=who)
    open_ready(run, now)
    return True


@transaction.atomic
def regrade(incident_id: str, *, severity: str, at: datetime) -> bool:
    """The incident is of another severity now: what is to be done follows.

    What was done stays; what was not begun and is asked for no more goes; what is new is added
    behind. False if nothing changed.
    """
    run = locked_run(incident_id)
    if run.severity == severity or run.course != Course.RUNNING:
        return False
    before, run.severity = run.procedure, severity
    found = for_incident(run.kind, severity)
    if found is None or found.definition.id == before:
        run.save(update_fields=["severity"])
        return False
    _switch(run, found)
    tell(ProcedureSwitched, run, by=SYSTEM, at=at, before=before)
    noted(run, words("Procedure is now: {name}", name=run.name), at=at)
    open_ready(run, at)
    return True


def _switch(run: Run, found: ProcedureState) -> None:
    run.procedure, run.version = found.definition.id, found.version
    run.name = dict(found.definition.name)
    run.save()
    wanted = {one.id: one for one in found.definition.steps}
    kept = list(Step.objects.filter(run=run))
    for step in kept:
        if step.state == State.PENDING and step.key not in wanted:
            step.delete()
    there = set(Step.objects.filter(run=run).values_list("key", flat=True))
    _add(run, found, [one for one in wanted.values() if one.id not in there])
    _in_order(run, list(wanted))


def _in_order(run: Run, wanted: list[str]) -> None:
    """As the procedure that runs now says; what it does not name stands where it stood, first."""
    rows = sorted(
        Step.objects.filter(run=run),
        key=lambda one: (wanted.index(one.key) if one.key in wanted else -1, one.position),
    )
    for position, step in enumerate(rows, 1):
        Step.objects.filter(id=step.pk).update(position=position)


def _add(run: Run, found: ProcedureState, definitions: Iterable[StepDefinition]) -> None:
    last = Step.objects.filter(run=run).count()
    Step.objects.bulk_create(
        Step(
            run=run,
            key=told.id,
            procedure=found.definition.id,
            version=found.version,
            position=position,
            name=dict(told.name),
            detail=dict(told.detail) if told.detail else None,
            role=told.role,
            unit=told.unit,
            seconds=round(told.limit.total_seconds()),
            after=told.after,
            evidence=told.evidence,
            action=msgspec.to_builtins(told.action),
            state=State.PENDING,
        )
        for position, told in enumerate(definitions, last + 1)
    )


def open_ready(run: Run, at: datetime) -> int:
    """Open what waits for nothing any more; how many. Each has its whole limit from ``at``.

    A step that waits for one that the procedure has no more waits for nothing.
    """
    rows = list(Step.objects.filter(run=run).order_by("position"))
    keys = {one.key for one in rows}
    behind = {one.key for one in rows if one.state in BEHIND}
    ready = [
        one
        for one in rows
        if one.state == State.PENDING and (one.after in behind or one.after not in keys)
    ]
    for step in ready:
        _open(step, run, at)
    return len(ready)


def _open(step: Step, run: Run, at: datetime) -> None:
    target = after(Act.OPEN, State(step.state), parties={Party.CLOCK})
    step.run = run
    step.opened_at, step.due_at = at, at + timedelta(seconds=step.seconds)
    moved(step, Act.OPEN, target, at=at)
