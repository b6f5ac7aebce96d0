"""What has happened on projects that everyone sees, the newest first: for feeds."""

from datetime import date

from simin.domains.projects.models import Milestone, Project, SitePhoto
from simin.domains.projects.queries.public import public_only


def reached(today: date, *, project: str = "", most: int = 100) -> list[Milestone]:
    """Milestones, with their projects; ``project``: of that one only."""
    found = Milestone.objects.filter(reached_on__lte=today, project__in=_public(project))
    return list(found.select_related("project").order_by("-reached_on", "key")[:most])


def shown_photos(today: date, *, project: str = "", most: int = 100) -> list[SitePhoto]:
    """Those that citizens may see, with their projects."""
    found = SitePhoto.objects.filter(taken_on__lte=today, public=True, project__in=_public(project))
    return list(found.select_related("project").order_by("-taken_on", "-id")[:most])


def _public(project: str) -> list[str]:
    found = Project.objects.filter(public_only())
    if project:
        found = found.filter(id=project)
    return list(found.values_list("id", flat=True))
