"""Move the counters with the incident, in the same transaction."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import F

from simin.domains.incidents.counting import Arrived, Counted, Key, Open, Reported, adds, difference
from simin.domains.incidents.models import ArrivalCount, DayCount, Incident, OpenCount
from simin.domains.places import queries as places


@contextmanager
def kept(*incidents: Incident) -> Iterator[None]:
    """Inside, ``incidents`` change; at the end they are saved and the counters follow."""
    before = _sum(incidents)
    yield
    for incident in incidents:
        incident.save()
    move(difference(before, _sum(incidents)))


def move(differences: Mapping[Key, int]) -> None:
    for key, number in differences.items():
        model, fields = _row(key)
        row, _ = model.objects.get_or_create(**fields)
        model.objects.filter(pk=row.pk).update(number=F("number") + number)


def counted(incident: Incident) -> Counted:
    return Counted(
        kind=incident.kind_id,
        state=incident.state,
        severity=incident.severity,
        district=incident.district,
        drill=incident.drill,
        reported_at=incident.reported_at,
        response_seconds=incident.response_seconds,
        target_seconds=incident.kind.target_seconds,
    )


def _sum(incidents: tuple[Incident, ...]) -> Counter[Key]:
    zone = places.zone()
    return sum((adds(counted(incident), zone) for incident in incidents), Counter())


def _row(key: Key) -> tuple[type[DayCount | OpenCount | ArrivalCount], dict[str, Any]]:
    fields: dict[str, Any] = dict(vars(key))
    match key:
        case Reported():
            return DayCount, fields
        case Open():
            return OpenCount, fields
        case Arrived():
            return ArrivalCount, fields
