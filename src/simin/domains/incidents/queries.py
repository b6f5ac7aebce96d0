"""Read incidents, their timelines and their counters."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, Sum

from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.incidents.models import (
    ArrivalCount,
    CityStage,
    CountedFamily,
    DayCount,
    Incident,
    IncidentKind,
    OpenCount,
    StageChange,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.report import CountOf, CountRule
from simin.domains.incidents.stage import NORMAL
from simin.domains.picture.card import Origin


def incident(incident_id: str) -> Incident:
    """Raises ``UnknownIncidentError``."""
    found = Incident.objects.select_related("kind").filter(id=incident_id).first()
    if found is None:
        raise UnknownIncidentError(f"no incident {incident_id}")
    return found


def known(*, source: str, external_id: str) -> str | None:
    """The id of the incident with this natural key."""
    same = Incident.objects.filter(source=source, external_id=external_id)
    return same.values_list("id", flat=True).first()


def kinds() -> list[IncidentKind]:
    """All kinds, in the pack's order."""
    return list(IncidentKind.objects.all())


def open_incidents() -> list[Incident]:
    """Incidents that are being dealt with, the newest first."""
    found = Incident.objects.select_related("kind").filter(closed_at=None)
    return list(found.order_by("-reported_at", "-id"))


def shown_incidents(since: datetime) -> list[str]:
    """Ids of the incidents that are open or ended after ``since``, the newest first."""
    found = Incident.objects.filter(Q(closed_at=None) | Q(closed_at__gt=since), merged_into=None)
    return list(found.order_by("-reported_at", "-id").values_list("id", flat=True))


def timeline(incident_id: str) -> list[TimelineEntry]:
    """All that is known, oldest first; with what was known of incidents merged into it."""
    told = Q(incident=incident_id) | Q(incident__merged_into=incident_id)
    return list(TimelineEntry.objects.filter(told).order_by("at", "id"))


def units(incident_id: str) -> list[UnitAssignment]:
    """Units that are or were on the incident, with their names."""
    found = UnitAssignment.objects.filter(incident=incident_id).select_related("unit")
    return list(found.order_by("unit_id"))


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


def open_origins() -> set[Origin]:
    """Where the incidents that are being dealt with come from."""
    rows = Incident.objects.filter(closed_at=None, drill=False)
    return {Origin(origin) for origin in rows.values_list("origin", flat=True).distinct()}


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


def stage_changes(limit: int = 50) -> list[StageChange]:
    """The newest changes of the city stage, newest first."""
    return list(StageChange.objects.order_by("-since", "-id")[:limit])


def stage_change(*, level: int, since: datetime) -> StageChange | None:
    """The change to ``level`` at ``since``."""
    return StageChange.objects.filter(level=level, since=since).first()


def recording_shift(kinds: Collection[str] | None = None) -> timedelta | None:
    """From the time of replay to the original time, as of the newest replayed incident."""
    rows = Incident.objects.exclude(recorded_at=None)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    newest = rows.order_by("-reported_at").values_list("recorded_at", "reported_at").first()
    return newest[0] - newest[1] if newest and newest[0] else None


def stage_level() -> int:
    """The city's stage now; 1 before anything was assessed."""
    return CityStage.objects.values_list("level", flat=True).first() or NORMAL
