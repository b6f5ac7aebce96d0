"""The counters that are kept on write."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from simin.domains.incidents.grades import Severity
from simin.domains.incidents.models import (
    ArrivalCount,
    CountedFamily,
    DayCount,
    Incident,
    OpenCount,
)
from simin.domains.incidents.report import CountOf, CountRule
from simin.domains.incidents.stage import OpenIncidents
from simin.domains.incidents.states import FINAL, State


@dataclass(frozen=True)
class Counts:
    """Numbers of incidents by kind and district."""

    numbers: Mapping[tuple[str, str], int]

    def number(self, *, kinds: Collection[str] | None = None, district: str | None = None) -> int:
        """Of ``kinds`` (all) in ``district`` (all)."""
        return sum(
            number
            for (kind, where), number in self.numbers.items()
            if (kinds is None or kind in kinds) and district in (None, where)
        )


def counts(day: date) -> Counts:
    """What was reported on ``day`` of the city's calendar."""
    rows = DayCount.objects.filter(day=day, number__gt=0)
    return Counts({(row.kind, row.district): row.number for row in rows})


def being_dealt_with() -> Counts:
    """What is open now."""
    rows = OpenCount.objects.filter(number__gt=0).values_list("kind", "district")
    return Counts({(kind, where): total for kind, where, total in rows.annotate(Sum("number"))})


def open_counts() -> dict[tuple[str, str], int]:
    """Kind and severity to how many are open."""
    rows = OpenCount.objects.filter(number__gt=0).values_list("kind", "severity")
    return {(kind, grade): total for kind, grade, total in rows.annotate(Sum("number"))}


def open_of(asked: Iterable[OpenIncidents]) -> list[Incident]:
    """The open incidents that any of ``asked`` counts."""
    wanted = Q(pk__in=[])
    for one in asked:
        grades = one.severity.at_least() if one.severity else tuple(Severity)
        of_kind = Q(kind=one.kind) if one.kind else Q()
        wanted |= of_kind & Q(severity__in=grades)
    found = Incident.objects.filter(wanted, drill=False, merged_into=None)
    ended = {*FINAL, State.FALSE_ALARM, State.MERGED}
    return list(found.exclude(state__in=ended).select_related("kind"))


@dataclass(frozen=True)
class GoldenTime:
    """How many that were arrived at in a month were arrived at within their target."""

    arrived: int
    within_target: int

    @property
    def share(self) -> float | None:
        """0 to 1; None while nobody has arrived anywhere."""
        return self.within_target / self.arrived if self.arrived else None


def golden_time(
    month: date, *, kinds: Collection[str] | None = None, district: str | None = None
) -> GoldenTime:
    """Arrivals of incidents reported in the month that ``month`` is a day of."""
    rows = ArrivalCount.objects.filter(month=month.replace(day=1))
    if district is not None:
        rows = rows.filter(district=district)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    arrived = rows.aggregate(total=Sum("number", default=0))["total"]
    within = rows.filter(within_target=True).aggregate(total=Sum("number", default=0))["total"]
    return GoldenTime(arrived, within)


def count_rules() -> list[CountRule]:
    """The families that are counted from incidents."""
    return [
        CountRule(
            family=row.family,
            of=CountOf(row.of),
            kinds=None if row.kinds is None else tuple(row.kinds),
        )
        for row in CountedFamily.objects.order_by("family")
    ]
