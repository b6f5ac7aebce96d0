"""What the situation room's board asks: only of what is open, however much has been closed.

Each question costs a fixed number of statements, for one incident or for five hundred.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet

from simin.domains.incidents.duplicates import Limits, Sighting, likeness
from simin.domains.incidents.grades import Severity
from simin.domains.incidents.models import (
    Distinct,
    Incident,
    StateName,
    Unit,
    UnitAssignment,
)
from simin.domains.incidents.queries.listing import having_words
from simin.domains.incidents.queries.proposals import limits_of, sighting
from simin.domains.incidents.units import UnitState

#: What tells whether two incidents may be one.
SIGHTED = (
    "kind", "drill", "reported_at", "source", "longitude", "latitude", "district", "neighbourhood",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BoardFilters:
    """What of all that is open is wanted; empty: everything."""

    kind: str = ""
    district: str = ""
    severity: str = ""
    #: Beginnings of words of title, neighbourhood, kind or number.
    text: str = ""


def board(filters: BoardFilters, severity: str, limit: int) -> list[Incident]:
    """Open incidents of one severity, the newest first, kinds joined."""
    found = _open(filters).filter(severity=severity).select_related("kind")
    return list(found.order_by("-reported_at", "-id")[:limit])


def board_rows(filters: BoardFilters, ids: Collection[str]) -> list[Incident]:
    """Those of ``ids`` that are open and wanted."""
    found = _open(filters).filter(id__in=ids).select_related("kind")
    return list(found.order_by("-reported_at", "-id"))


def board_counts(filters: BoardFilters) -> dict[str, int]:
    """How many of each severity are open and wanted, the gravest first."""
    rows = _open(filters).order_by().values_list("severity").annotate(Count("id"))
    counted = {str(severity): int(number) for severity, number in rows}
    return {severity.value: counted.get(severity.value, 0) for severity in Severity}


def _open(filters: BoardFilters) -> QuerySet[Incident]:
    found = Incident.objects.filter(closed_at=None, merged_into=None)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.district:
        found = found.filter(district=filters.district)
    if filters.severity:
        found = found.filter(severity=filters.severity)
    return having_words(found, filters.text)


def units_on(ids: Collection[str]) -> Mapping[str, int]:
    """Incident to how many units are on it; nobody there: it is left out."""
    working = UnitAssignment.objects.filter(incident__in=ids).exclude(state=UnitState.RELEASED)
    rows = working.order_by().values_list("incident").annotate(Count("id"))
    return {str(incident): int(number) for incident, number in rows}


def units_at_hand(district: str) -> list[tuple[Unit, str]]:
    """Every unit and the incident it is on (empty: free): the free first, and of those the
    district's own.
    """
    on_it = UnitAssignment.objects.exclude(state=UnitState.RELEASED)
    busy = dict(on_it.filter(incident__closed_at=None).values_list("unit", "incident"))
    units = [(unit, busy.get(unit.id, "")) for unit in Unit.objects.order_by("id")]
    return sorted(units, key=lambda one: (bool(one[1]), one[0].district != district, one[0].id))


def state_names() -> Mapping[str, Mapping[str, str]]:
    """The city's own words for states, where it has some."""
    return dict(StateName.objects.values_list("state", "name"))


def alike_among_open(incidents: Sequence[Incident]) -> frozenset[str]:
    """Those of ``incidents`` that may be the same as another one that is open."""
    if not incidents:
        return frozenset()
    limits = {one.kind_id: limits_of(one) for one in incidents}
    others = _near_in_time(incidents, limits)
    apart = _apart([one.id for one in incidents])
    return frozenset(one.id for one in incidents if _has_like(one, others, limits, apart))


def _near_in_time(
    incidents: Sequence[Incident], limits: Mapping[str, Limits]
) -> Mapping[tuple[str, bool], list[Sighting]]:
    """What is open by kind and drill, as far as it could be like any of ``incidents``."""
    reach = timedelta(minutes=max(one.minutes for one in limits.values()))
    times = [one.reported_at for one in incidents]
    kinds = {kind for told, one in limits.items() for kind in (told, *one.alike)}
    found = _open(BoardFilters()).filter(kind__in=kinds)
    found = found.filter(reported_at__range=(min(times) - reach, max(times) + reach))
    near: dict[tuple[str, bool], list[Sighting]] = defaultdict(list)
    for other in found.only(*SIGHTED).order_by():
        near[other.kind_id, other.drill].append(sighting(other))
    return near


def _apart(ids: Collection[str]) -> set[frozenset[str]]:
    """Pairs that a person said are not the same."""
    pairs = Distinct.objects.filter(Q(first__in=ids) | Q(second__in=ids))
    return {frozenset(pair) for pair in pairs.values_list("first", "second")}


def _has_like(
    one: Incident,
    others: Mapping[tuple[str, bool], list[Sighting]],
    limits: Mapping[str, Limits],
    apart: set[frozenset[str]],
) -> bool:
    here, limit = sighting(one), limits[one.kind_id]
    around = [
        other for kind in (one.kind_id, *limit.alike) for other in others.get((kind, one.drill), ())
    ]
    return any(
        likeness(here, other, limit) is not None
        for other in around
        if frozenset((one.id, other.id)) not in apart
    )
