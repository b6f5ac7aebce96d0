"""What cards of many incidents are drawn from, asked for at once and not of each.

Hundreds may be open, and all of them are looked at every few seconds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import batched

from simin.domains.incidents.models import (
    ImpactArea,
    Incident,
    Surroundings,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.nearest import Found
from simin.domains.incidents.queries.areas import found_in

#: Incidents asked for at once.
_BATCH = 500


@dataclass(frozen=True)
class Together:
    """One incident with all that its card shows."""

    incident: Incident
    #: Those that were merged into it.
    merged: list[Incident]
    #: As it stands.
    area: ImpactArea | None
    surroundings: list[Found]
    units: list[UnitAssignment]
    #: What everybody may read, oldest first; with that of those merged into it.
    timeline: list[TimelineEntry]


def together(ids: Collection[str]) -> Iterator[Together]:
    """In the order of ``ids``; what is unknown is left out."""
    for some in batched(ids, _BATCH):
        yield from _together(some)


def _together(ids: Collection[str]) -> Iterator[Together]:
    incidents = Incident.objects.select_related("kind").in_bulk(list(ids))
    merged_into, parts = merged(ids)
    areas = {one.incident_id: one for one in _by_age(ids)}
    around = {row.incident_id: row for row in Surroundings.objects.filter(incident__in=ids)}
    units, timelines = _units(ids), _timelines(parts)
    for number in filter(incidents.__contains__, ids):
        yield Together(
            incident=incidents[number],
            merged=merged_into.get(number, []),
            area=areas.get(number),
            surroundings=found_in(around.get(number)),
            units=units.get(number, []),
            timeline=timelines.get(number, []),
        )


def merged(ids: Collection[str]) -> tuple[dict[str, list[Incident]], dict[str, str]]:
    """Parts by what they were merged into; and of each part, with itself, of which it is one."""
    found: dict[str, list[Incident]] = defaultdict(list)
    parts = {number: number for number in ids}
    for one in Incident.objects.select_related("kind").filter(merged_into__in=ids):
        assert one.merged_into_id is not None
        found[one.merged_into_id].append(one)
        parts.setdefault(one.id, one.merged_into_id)
    return found, parts


def _by_age(ids: Collection[str]) -> list[ImpactArea]:
    return list(ImpactArea.objects.filter(incident__in=ids).order_by("version"))


def _units(ids: Collection[str]) -> dict[str, list[UnitAssignment]]:
    found: dict[str, list[UnitAssignment]] = defaultdict(list)
    for one in UnitAssignment.objects.filter(incident__in=ids).select_related("unit"):
        found[one.incident_id].append(one)
    return {number: sorted(units, key=lambda one: one.unit_id) for number, units in found.items()}


def _timelines(parts: dict[str, str]) -> dict[str, list[TimelineEntry]]:
    found: dict[str, list[TimelineEntry]] = defaultdict(list)
    for some in batched(parts, _BATCH):
        told = TimelineEntry.objects.filter(incident__in=some, internal=False)
        for entry in told:
            found[parts[entry.incident_id]].append(entry)
    return {
        number: sorted(entries, key=lambda one: (one.at, one.id))
        for number, entries in found.items()
    }
