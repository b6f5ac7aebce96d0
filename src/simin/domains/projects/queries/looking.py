"""One project or pledge and what belongs to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from simin.domains.directives.policies import Reader
from simin.domains.places import queries as places
from simin.domains.projects.errors import (
    UnknownPledgeError,
    UnknownProjectError,
    UnknownTableError,
)
from simin.domains.projects.models import (
    BudgetPeriod,
    Change,
    Document,
    HandedTable,
    Milestone,
    Pledge,
    ProgressPoint,
    Project,
    SitePhoto,
    SiteReport,
    SpendingEntry,
)
from simin.domains.projects.queries.listing import visible
from simin.kit.clock import city_clock

#: Site reports and changes shown with a project.
RECENT = 30


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A project with all its tables, by ``today``; nothing that was done later."""

    project: Project
    today: date
    budget: Sequence[BudgetPeriod]
    spending: Sequence[SpendingEntry]
    milestones: Sequence[Milestone]
    progress: Sequence[ProgressPoint]
    #: Newest first.
    reports: Sequence[SiteReport]
    #: Oldest first.
    photos: Sequence[SitePhoto]
    documents: Sequence[Document]


def project(project_id: str, by: Reader | None) -> Project:
    """Raises ``UnknownProjectError``, also for what ``by`` may not see; None: the public."""
    found = visible(by).filter(id=project_id).first() if "\0" not in project_id else None
    if found is None:
        raise UnknownProjectError(f"no project {project_id}")
    return found


def any_project(project_id: str) -> Project:
    """Whoever may see it; for cards, which the picture releases."""
    found = Project.objects.filter(id=project_id).first() if "\0" not in project_id else None
    if found is None:
        raise UnknownProjectError(f"no project {project_id}")
    return found


def projects() -> list[Project]:
    """All, in their order."""
    return list(Project.objects.order_by("rank", "id"))


def whole(found: Project, *, public: bool) -> Whole:
    """``public``: only photos and documents that citizens may see."""
    today = places.day_of(city_clock().now())
    shown = {"public": True} if public else {}
    milestones = list(Milestone.objects.filter(project=found).order_by("planned_on", "key"))
    for one in milestones:
        if one.reached_on is not None and one.reached_on > today:
            one.reached_on = None
    points = list(ProgressPoint.objects.filter(project=found).order_by("on"))
    for point in points:
        point.actual = point.actual if point.on <= today else None
    return Whole(
        project=found,
        today=today,
        budget=list(BudgetPeriod.objects.filter(project=found).order_by("from_on")),
        spending=list(SpendingEntry.objects.filter(project=found, on__lte=today).order_by("on")),
        milestones=milestones,
        progress=points,
        reports=list(SiteReport.objects.filter(project=found).order_by("-at")[:RECENT]),
        photos=list(
            SitePhoto.objects.filter(project=found, taken_on__lte=today, **shown).order_by(
                "taken_on", "id"
            )
        ),
        documents=list(Document.objects.filter(project=found, **shown).order_by("name", "id")),
    )


def photo(found: Project, number: int) -> SitePhoto:
    row = SitePhoto.objects.filter(project=found, id=number).first()
    if row is None:
        raise UnknownProjectError(f"project {found.id} has no photo {number}")
    return row


def public_photo(project_id: str, number: int) -> SitePhoto:
    """Of a project that everyone sees, and shown to everyone."""
    row = photo(project(project_id, None), number)
    if not row.public:
        raise UnknownProjectError(f"project {project_id} shows no photo {number}")
    return row


def document(found: Project, number: int) -> Document:
    row = Document.objects.filter(project=found, id=number).first()
    if row is None:
        raise UnknownProjectError(f"project {found.id} has no document {number}")
    return row


def public_document(project_id: str, number: int) -> Document:
    """As for photos."""
    row = document(project(project_id, None), number)
    if not row.public:
        raise UnknownProjectError(f"project {project_id} shows no document {number}")
    return row


def pledge(pledge_id: str) -> Pledge:
    """Raises ``UnknownPledgeError``."""
    found = Pledge.objects.filter(id=pledge_id).first() if "\0" not in pledge_id else None
    if found is None:
        raise UnknownPledgeError(f"no pledge {pledge_id}")
    return found


def pledges() -> list[Pledge]:
    return list(Pledge.objects.order_by("rank", "id"))


def linked_to(project_id: str) -> list[Pledge]:
    """Pledges that name the project."""
    return [one for one in pledges() if project_id in one.projects]


def names_of(project_ids: Collection[str], by: Reader | None) -> list[Project]:
    """Those that ``by`` may see, in their order."""
    return list(visible(by).filter(id__in=project_ids).order_by("rank", "id"))


def changes(subject: str, limit: int = RECENT) -> list[Change]:
    """Newest first; ``subject`` is a card's id."""
    return list(Change.objects.filter(subject=subject).order_by("-id")[:limit])


def handed_table(key: str, by: Reader) -> HandedTable:
    """Raises ``UnknownTableError``, also for what somebody else handed in."""
    found = HandedTable.objects.filter(key=key, by=by.username).first() if "\0" not in key else None
    if found is None:
        raise UnknownTableError(f"no file {key}")
    return found
