"""A milestone was reached, or was not after all."""

from datetime import date

from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.places import queries as places
from simin.domains.projects import policies
from simin.domains.projects.errors import UnknownProjectError
from simin.domains.projects.events import MilestoneReached
from simin.domains.projects.models import Milestone
from simin.domains.projects.services.assessing import assess
from simin.domains.projects.services.record import (
    locked_project,
    moment,
    project_subject,
    recorded,
    tell,
)
from simin.kit.errors import RejectedError


@transaction.atomic
def reach_milestone(project_id: str, milestone: str, *, on: date | None, by: Reader) -> bool:
    """``on``: None takes it back. False where it stood so already."""
    project = locked_project(project_id)
    policies.check_keeps(by, project.unit)
    found = Milestone.objects.filter(project=project, key=milestone).first()
    if found is None:
        raise UnknownProjectError(f"project {project_id} has no milestone {milestone}")
    at = moment()
    if on is not None and on > places.day_of(at):
        raise RejectedError("reached_on", "lies ahead")
    was, found.reached_on = found.reached_on, on
    if was == on:
        return False
    found.save(update_fields=["reached_on"])
    details = {"milestone": milestone, "reached_on": [was, on]}
    recorded(project_subject(project.id), "milestone", by=by.username, at=at, details=details)
    tell(MilestoneReached(project=project.id, milestone=milestone, by=by.username, at=at))
    assess(project, at=at)
    return True
