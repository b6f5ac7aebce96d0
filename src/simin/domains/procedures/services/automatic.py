"""Record what the system did for a step; what needs nobody is done with that."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from simin.domains.procedures.definition import Evidence
from simin.domains.procedures.services.record import SYSTEM, locked_step, moment, moved
from simin.domains.procedures.services.starting import open_ready
from simin.domains.procedures.states import WAITING, Act, Course, Party, State, after


@transaction.atomic
def acted(number: int, *, outcome: Mapping[str, Any], succeeded: bool) -> State:
    """Its state after it: done where it succeeded and no person has to add anything.

    What could not be done stays open, with the reason, for a person.
    """
    step = locked_step(number)
    if step.acted_at is not None or step.run.course != Course.RUNNING:
        return State(step.state)
    at = moment(step)
    step.acted_at, step.outcome = at, dict(outcome)
    step.save(update_fields=["acted_at", "outcome"])
    if succeeded and step.evidence == Evidence.NONE and step.state in WAITING:
        target = after(Act.FINISH, State(step.state), parties={Party.CLOCK})
        step.ended_at, step.ended_by = at, SYSTEM
        moved(step, Act.FINISH, target, at=at)
        open_ready(step.run, at)
    return State(step.state)
