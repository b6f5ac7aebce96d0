"""Directives page by page, for lists and files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from simin.domains.directives.models import Directive, Involved, SearchWord
from simin.domains.directives.policies import Reader
from simin.domains.directives.queries.looking import visible
from simin.domains.directives.states import WAITING
from simin.kit.paging import Page, checked_limit, seal, unseal
from simin.kit.word_search import beginning_with, wanted

#: Asked for in place of a state.
OPEN, LATE = "open", "late"


class Whose(StrEnum):
    #: Addressed to, or issued by, the reader's own office.
    MINE = "mine"
    #: Of the reader's unit and those below it.
    UNIT = "unit"
    ALL = "all"


class Sort(StrEnum):
    DUE = "due"
    NEWEST = "newest"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What of all that the reader may see is wanted."""

    whose: Whose = Whose.ALL
    #: A state, ``open`` or ``late``; empty: every one.
    state: str = ""
    #: Of this unit, whoever reads.
    unit: str = ""
    text: str = ""


def page(
    by: Reader,
    filters: Filters,
    *,
    now: datetime,
    sort: Sort = Sort.DUE,
    cursor: str = "",
    limit: int = 50,
) -> Page[Directive]:
    """A page. Raises ``RejectedError`` for a wrong cursor."""
    checked_limit(limit)
    rows = list(_sorted(_filtered(by, filters, now), sort, cursor)[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, _seal(rows[-1], sort) if more else None)


def _filtered(by: Reader, filters: Filters, now: datetime) -> QuerySet[Directive]:
    found = _whose(visible(by), by, filters.whose)
    if filters.unit:
        found = found.filter(id__in=_reached([filters.unit]))
    if filters.state == OPEN:
        found = found.filter(ended_at=None)
    elif filters.state == LATE:
        found = found.filter(state__in=WAITING, due_at__lt=now)
    elif filters.state:
        found = found.filter(state=filters.state)
    for word in wanted(filters.text):
        found = found.filter(id__in=beginning_with(SearchWord, word).values("directive"))
    return found


def _whose(found: QuerySet[Directive], by: Reader, whose: Whose) -> QuerySet[Directive]:
    if whose is Whose.MINE:
        role = Q(role__in=by.roles) & (Q(unit="") | Q(unit=by.unit))
        reached = Q(id__in=_reached([by.unit])) if by.unit else Q(pk__in=[])
        return found.filter(reached | role | Q(issuer=by.username))
    return found.filter(id__in=_reached(by.units)) if whose is Whose.UNIT else found


def _reached(units: list[str] | frozenset[str]) -> QuerySet[Involved, str]:
    return Involved.objects.filter(unit__in=units).values_list("directive", flat=True)


def _sorted(found: QuerySet[Directive], sort: Sort, cursor: str) -> QuerySet[Directive]:
    last: tuple[datetime, str] | None = None
    if cursor:
        last = unseal(cursor, tuple[datetime, str])
    if sort is Sort.NEWEST:
        found = found.order_by("-drafted_at", "-id")
        if last:
            same = Q(drafted_at=last[0], id__lt=last[1])
            found = found.filter(Q(drafted_at__lt=last[0]) | same)
        return found
    found = found.order_by("due_at", "id")
    if last:
        found = found.filter(Q(due_at__gt=last[0]) | Q(due_at=last[0], id__gt=last[1]))
    return found


def _seal(last: Directive, sort: Sort) -> str:
    return seal((last.due_at if sort is Sort.DUE else last.drafted_at, last.id))
