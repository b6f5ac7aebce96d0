"""Which incidents may be the same as one, and which are known to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from django.db.models import Q

from simin.domains.incidents.duplicates import Likeness, Limits, Sighting, likeness
from simin.domains.incidents.models import Distinct, Incident, Merge
from simin.domains.incidents.states import State

#: Looked at around one incident, and proposed of it.
LOOKED_AT, PROPOSED = 200, 5


@dataclass(frozen=True)
class Proposal:
    """``incident`` may be the same."""

    incident: Incident
    likeness: Likeness


@dataclass(frozen=True)
class Joined:
    """``incident`` was found to be the same."""

    incident: Incident
    #: None: before merges could be undone, or part of another part.
    merge: Merge | None


def proposals(incident: Incident) -> list[Proposal]:
    """What may be the same as ``incident``, the most alike first; none for one that was merged."""
    if incident.state == State.MERGED:
        return []
    limits = limits_of(incident)
    here, apart = sighting(incident), _distinct(incident)
    found = []
    for other in _around(incident, limits):
        like = likeness(here, sighting(other), limits)
        if like is not None and other.id not in apart:
            found.append(Proposal(other, like))
    return sorted(found, key=lambda one: (one.likeness.weight, one.incident.id))[:PROPOSED]


def proposed(incidents: Sequence[Incident]) -> dict[str, list[Proposal]]:
    """Of each that has any; for the lines of a page."""
    found = {one.id: proposals(one) for one in incidents if one.closed_at is None}
    return {number: told for number, told in found.items() if told}


def limits_of(incident: Incident) -> Limits:
    told = incident.kind.duplicates
    return msgspec.convert(told, Limits) if told else Limits()


def joined(incident_id: str) -> list[Joined]:
    """Incidents that are part of this one, each with the merge that can be undone."""
    parts = Incident.objects.select_related("kind").filter(merged_into=incident_id).order_by("id")
    standing = Merge.objects.filter(into=incident_id, undone_at=None)
    merges = {merge.duplicate_id: merge for merge in standing}
    return [Joined(part, merges.get(part.id)) for part in parts]


def _around(incident: Incident, limits: Limits) -> list[Incident]:
    reach = timedelta(minutes=limits.minutes)
    at = incident.reported_at
    found = (
        Incident.objects.select_related("kind")
        .filter(kind__in=[incident.kind_id, *limits.alike], drill=incident.drill)
        .filter(reported_at__gte=at - reach, reported_at__lte=at + reach, merged_into=None)
        .exclude(id=incident.id)
        .exclude(state=State.FALSE_ALARM)
    )
    return list(found.order_by("-reported_at")[:LOOKED_AT])


def _distinct(incident: Incident) -> set[str]:
    pairs = Distinct.objects.filter(Q(first=incident) | Q(second=incident))
    return {number for pair in pairs.values_list("first", "second") for number in pair}


def sighting(incident: Incident) -> Sighting:
    names = incident.neighbourhood or {}
    return Sighting(
        id=incident.id,
        kind=incident.kind_id,
        at=incident.reported_at,
        source=incident.source,
        longitude=incident.longitude,
        latitude=incident.latitude,
        district=incident.district,
        neighbourhood=next(iter(names.values()), ""),
    )
