"""Projects and pledges page by page."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q, QuerySet

from simin.domains.directives.policies import Reader
from simin.domains.projects import policies
from simin.domains.projects.models import Pledge, Project, SearchWord
from simin.domains.projects.queries.public import public_only
from simin.domains.projects.states import Cost
from simin.kit.paging import Page, checked_limit, seal, unseal
from simin.kit.word_search import beginning_with, wanted

#: Asked for in place of a schedule.
OVER = "over"


class Sort(StrEnum):
    RANK = "rank"
    LATEST = "latest"
    DEAREST = "dearest"
    ENDING = "ending"


@dataclass(frozen=True, kw_only=True)
class Filters:
    #: A schedule, or ``over`` (budget); empty: every one.
    standing: str = ""
    unit: str = ""
    district: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class PledgeFilters:
    status: str = ""
    unit: str = ""
    #: A district id, or ``city`` for what is promised to the whole city.
    district: str = ""
    text: str = ""


def visible(by: Reader | None) -> QuerySet[Project]:
    """What ``by`` may see; None: what everyone may."""
    found = Project.objects.all()
    if by is None:
        return found.filter(public_only())
    if policies.oversees(by):
        return found
    return found.filter(public_only() | Q(unit__in=by.units))


def page(
    by: Reader,
    filters: Filters,
    *,
    sort: Sort = Sort.RANK,
    cursor: str = "",
    limit: int = 50,
) -> Page[Project]:
    """Raises ``RejectedError`` for a wrong cursor."""
    checked_limit(limit)
    start = unseal(cursor, int) if cursor else 0
    rows = list(_sorted(_filtered(visible(by), filters), sort)[start : start + limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], seal(start + limit) if more else None)


def _filtered(found: QuerySet[Project], filters: Filters) -> QuerySet[Project]:
    if filters.standing == OVER:
        found = found.filter(cost=Cost.OVER)
    elif filters.standing:
        found = found.filter(schedule=filters.standing)
    if filters.unit:
        found = found.filter(unit=filters.unit)
    if filters.district:
        found = found.filter(id__in=_in_district(Project.objects.all(), filters.district))
    return found.filter(id__in=_named("project", filters.text)) if filters.text else found


def _in_district[Placed: (Project, Pledge)](found: QuerySet[Placed], district: str) -> list[str]:
    """Asked here, since SQLite and PostgreSQL do not ask JSON alike."""
    placed = found.values_list("id", "districts")
    if district == "city":
        return [one for one, districts in placed if not districts]
    return [one for one, districts in placed if district in districts]


def _named(kind: str, text: str) -> set[str]:
    """Ids of what holds words that begin so, all of them."""
    found: set[str] | None = None
    for word in wanted(text):
        subjects = {
            subject.removeprefix(f"{kind}/")
            for subject in beginning_with(SearchWord, word).values_list("subject", flat=True)
            if subject.startswith(f"{kind}/")
        }
        found = subjects if found is None else found & subjects
    return found or set()


def _sorted(found: QuerySet[Project], sort: Sort) -> QuerySet[Project]:
    match sort:
        case Sort.LATEST:
            return found.order_by("-days_late", "rank", "id")
        case Sort.DEAREST:
            return found.order_by(F("eac").desc(nulls_last=True), "rank", "id")
        case Sort.ENDING:
            return found.order_by("ends_on", "id")
        case _:
            return found.order_by("rank", "id")


def pledge_page(filters: PledgeFilters, *, cursor: str = "", limit: int = 50) -> Page[Pledge]:
    """Pledges are public, all of them. Raises ``RejectedError`` for a wrong cursor."""
    checked_limit(limit)
    start = unseal(cursor, int) if cursor else 0
    found = Pledge.objects.order_by("rank", "id")
    if filters.status:
        found = found.filter(status=filters.status)
    if filters.unit:
        found = found.filter(unit=filters.unit)
    if filters.district:
        found = found.filter(id__in=_in_district(Pledge.objects.all(), filters.district))
    if filters.text:
        found = found.filter(id__in=_named("pledge", filters.text))
    rows = list(found[start : start + limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], seal(start + limit) if more else None)


def units() -> list[str]:
    """Those that own a project or a pledge."""
    owning = {*Project.objects.values_list("unit", flat=True)}
    return sorted(owning | {*Pledge.objects.values_list("unit", flat=True)})
