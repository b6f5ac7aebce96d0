"""Incidents page by page, for lists and tables."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from simin.domains.incidents.models import Incident, SearchWord
from simin.kit.errors import RejectedError
from simin.kit.paging import Page, checked_limit, seal, unseal
from simin.kit.word_search import beginning_with, wanted

#: Asked for in place of a state: whatever is being dealt with.
OPEN = "open"


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    #: The longest from report to arrival first; only incidents that somebody arrived at.
    SLOWEST = "slowest"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What of all incidents is wanted; empty: everything."""

    kind: str = ""
    #: A state, or ``open``.
    state: str = ""
    severity: str = ""
    #: None: drills and what is real.
    drill: bool | None = None
    district: str = ""
    #: Beginnings of words of title, neighbourhood, kind or number.
    text: str = ""


def page(
    filters: Filters | None = None, *, sort: str = Sort.NEWEST, cursor: str = "", limit: int = 50
) -> Page[Incident]:
    """A page of incidents, kinds joined. Raises ``RejectedError`` for a wrong sort or cursor."""
    if sort not in list(Sort):
        raise RejectedError("sort", f"{sort!r} is none of {', '.join(Sort)}")
    checked_limit(limit)
    found = _sorted(_filtered(filters or Filters()), Sort(sort), cursor)
    rows = list(found.select_related("kind")[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, _seal(rows[-1], Sort(sort)) if more else None)


def _filtered(filters: Filters) -> QuerySet[Incident]:
    found = Incident.objects.all()
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.district:
        found = found.filter(district=filters.district)
    if filters.severity:
        found = found.filter(severity=filters.severity)
    if filters.drill is not None:
        found = found.filter(drill=filters.drill)
    if filters.state == OPEN:
        found = found.filter(closed_at=None)
    elif filters.state:
        found = found.filter(state=filters.state)
    return having_words(found, filters.text)


def having_words(found: QuerySet[Incident], text: str) -> QuerySet[Incident]:
    """Those of ``found`` that have a word beginning with each word of ``text``."""
    for word in wanted(text):
        found = found.filter(id__in=beginning_with(SearchWord, word).values("incident"))
    return found


def _sorted(found: QuerySet[Incident], sort: Sort, cursor: str) -> QuerySet[Incident]:
    match sort:
        case Sort.SLOWEST:
            found = found.exclude(response_seconds=None).order_by("-response_seconds", "-id")
            if cursor:
                seconds, last = unseal(cursor, tuple[int, str])
                same = Q(response_seconds=seconds, id__lt=last)
                found = found.filter(Q(response_seconds__lt=seconds) | same)
        case Sort.NEWEST:
            found = found.order_by("-reported_at", "-id")
            if cursor:
                at, last = unseal(cursor, tuple[datetime, str])
                found = found.filter(Q(reported_at__lt=at) | Q(reported_at=at, id__lt=last))
        case Sort.OLDEST:
            found = found.order_by("reported_at", "id")
            if cursor:
                at, last = unseal(cursor, tuple[datetime, str])
                found = found.filter(Q(reported_at__gt=at) | Q(reported_at=at, id__gt=last))
    return found


def _seal(last: Incident, sort: Sort) -> str:
    if sort is Sort.SLOWEST:
        return seal((last.response_seconds, last.id))
    return seal((last.reported_at, last.id))
