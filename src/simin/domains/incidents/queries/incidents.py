"""Incidents, their timelines and units."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.incidents.models import (
    Incident,
    IncidentKind,
    TimelineEntry,
    Unit,
    UnitAssignment,
)
from simin.domains.picture.card import Origin


def incident(incident_id: str) -> Incident:
    """Raises ``UnknownIncidentError``."""
    found = Incident.objects.select_related("kind").filter(id=incident_id).first()
    if found is None:
        raise UnknownIncidentError(f"no incident {incident_id}")
    return found


def several(ids: Collection[str]) -> dict[str, Incident]:
    """By id, asked for at once; what is unknown is left out."""
    return Incident.objects.select_related("kind").in_bulk(list(ids))


def is_drill(incident_id: str) -> bool:
    """False for what is no incident."""
    return Incident.objects.filter(id=incident_id[:20], drill=True).exists()


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
    """Ids of the incidents that are open or ended after ``since``, the newest first; no drill."""
    found = Incident.objects.filter(
        Q(closed_at=None) | Q(closed_at__gt=since), merged_into=None, drill=False
    )
    return list(found.order_by("-reported_at", "-id").values_list("id", flat=True))


def timeline(incident_id: str) -> list[TimelineEntry]:
    """All that is known, oldest first; with what was known of incidents merged into it."""
    merged = Incident.objects.filter(merged_into=incident_id).values_list("id", flat=True)
    # Both in one condition would be answered by reading every timeline there is.
    told = TimelineEntry.objects.filter(incident__in=[incident_id, *merged])
    return list(told.order_by("at", "id"))


def noted_in(*, source: str, external_id: str) -> str | None:
    """The incident whose timeline has this note of this source."""
    told = TimelineEntry.objects.filter(source=source, external_id=external_id)
    return told.values_list("incident", flat=True).first()


def open_of_source(source: str, *, kind: str, district: str) -> str | None:
    """The newest that this source told of, of a kind in a district, that is being dealt with."""
    found = Incident.objects.filter(source=source, kind=kind, district=district, closed_at=None)
    return found.order_by("-reported_at").values_list("id", flat=True).first()


def was_told(incident_id: str, *, source: str, external_id: str) -> bool:
    """Whether the timeline has this note of this source already."""
    return TimelineEntry.objects.filter(
        incident=incident_id, source=source, external_id=external_id
    ).exists()


def surviving(incident_id: str) -> Incident:
    """The incident, or the one that it is part of. Raises ``UnknownIncidentError``."""
    found = incident(incident_id)
    return surviving(found.merged_into_id) if found.merged_into_id else found


def units(incident_id: str) -> list[UnitAssignment]:
    """Units that are or were on the incident, with their names."""
    found = UnitAssignment.objects.filter(incident=incident_id).select_related("unit")
    return list(found.order_by("unit_id"))


def units_to_send(incident: Incident) -> list[Unit]:
    """Units that are not on it, those of its district first."""
    on_it = UnitAssignment.objects.filter(incident=incident).values("unit")
    found = Unit.objects.exclude(id__in=on_it).order_by("id")
    return sorted(found, key=lambda unit: (unit.district != incident.district, unit.id))


def open_origins(kinds: Collection[str] | None = None) -> set[Origin]:
    """Where the incidents of ``kinds`` (all) that are being dealt with come from."""
    rows = Incident.objects.filter(closed_at=None, drill=False)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return {Origin(origin) for origin in rows.values_list("origin", flat=True).distinct()}


def recording_shift(kinds: Collection[str] | None = None) -> timedelta | None:
    """From the time of replay to the original time, as of the newest replayed incident."""
    rows = Incident.objects.exclude(recorded_at=None)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    newest = rows.order_by("-reported_at").values_list("recorded_at", "reported_at").first()
    return newest[0] - newest[1] if newest and newest[0] else None
