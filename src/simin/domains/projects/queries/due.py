"""What of the projects needs somebody: for the attention list and the desk."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from simin.domains.projects.models import Milestone, Project
from simin.domains.projects.states import Cost, Schedule

#: Days ahead within which a milestone is due.
WEEK = timedelta(days=7)
#: More of a kind are not named.
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Due:
    """Projects that are late or over budget, and milestones of the next seven days."""

    late: tuple[Project, ...]
    over: tuple[Project, ...]
    milestones: tuple[Milestone, ...]


def due(today: date) -> Due:
    return Due(
        late=tuple(
            Project.objects.filter(schedule=Schedule.LATE).order_by("-days_late", "rank")[:MOST]
        ),
        over=tuple(Project.objects.filter(cost=Cost.OVER).order_by("cpi", "rank")[:MOST]),
        milestones=tuple(
            Milestone.objects.filter(Q(reached_on=None) | Q(reached_on__gt=today))
            .filter(planned_on__gte=today, planned_on__lte=today + WEEK)
            .exclude(project__schedule__in=(Schedule.STOPPED, Schedule.DONE))
            .select_related("project")
            .order_by("planned_on", "project__rank")[:MOST]
        ),
    )
