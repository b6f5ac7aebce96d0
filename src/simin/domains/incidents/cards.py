"""How incidents and the city stage look in the picture (``docs/reference/cards.md``)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.domains.incidents import queries
from simin.domains.incidents.models import (
    ImpactArea,
    Incident,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.names import own_name
from simin.domains.incidents.nearest import Found
from simin.domains.incidents.queries import Together
from simin.domains.incidents.released import card_id, release_of, releases_of, thing
from simin.domains.incidents.stage_card import STAGE_CARD, stage_card
from simin.domains.incidents.trust import Sources, incident_trust
from simin.domains.picture.card import (
    Card,
    Place,
    Release,
    Section,
    Trust,
    Visibility,
    Words,
)
from simin.domains.releases import queries as releases
from simin.kit.cell import cell
from simin.kit.translated import words

#: City time for which an incident stays in the picture after its end.
SHOWN_AFTER_END = timedelta(hours=1)
#: Timeline entries on a card.
ENTRIES = 40
#: The glance domain of incidents.
DOMAIN = "safety"

__all__ = [
    "STAGE_CARD",
    "card",
    "card_id",
    "cards",
    "release_of",
    "releases_of",
    "shown",
    "stage_card",
    "still_shown",
]

#: The city's own words for states.
type Names = Mapping[str, Mapping[str, str]]


def still_shown(incident: Incident, now: datetime) -> bool:
    """Whether the incident is in the picture at ``now``; a merged one leaves it at once.

    A drill never is: the picture is everyone's, and what is withheld in it is there too, as a
    commitment to something real.
    """
    if incident.drill or incident.merged_into_id is not None:
        return False
    return incident.closed_at is None or now - incident.closed_at < SHOWN_AFTER_END


def shown(now: datetime) -> list[str]:
    """Ids of the incidents in the picture at ``now``, the newest first."""
    return queries.shown_incidents(now - SHOWN_AFTER_END)


def card(incident_id: str, now: datetime) -> Card:
    """The incident's card. Raises ``UnknownIncidentError``."""
    return next(cards([queries.incident(incident_id).id], now))


def cards(ids: Collection[str], now: datetime) -> Iterator[Card]:
    """The cards of ``ids``, in their order; what is unknown is left out."""
    sources, names, rules = Sources(), queries.state_names(), releases.rules(now)
    for one in queries.together(ids):
        release = release_of(one.incident, rules, one.merged)
        drawn = _card(one, release, incident_trust(one.incident, now, sources), names)
        yield rules.covered(drawn, thing(one.incident), map(thing, one.merged))


def _card(told: Together, release: Release, trust: Trust, names: Names) -> Card:
    incident = told.incident
    return Card(
        id=card_id(incident.id),
        kind="incident",
        section=Section.NOW,
        title=_title(incident),
        body=_body(told, names),
        trust=trust,
        rank=_rank(incident, release),
        domain=DOMAIN,
        place=_place(incident),
        release=release,
    )


def _title(incident: Incident) -> Words:
    if incident.drill:
        return words("Drill: {title}", title=incident.title)
    return dict(incident.title)


def _rank(incident: Incident, release: Release) -> int:
    """The newest first, whatever else a screen puts above them; a withheld one's tells no time."""
    if release.visibility is Visibility.WITHHELD:
        return 0
    return -int(incident.reported_at.timestamp() // 60)


def _place(incident: Incident) -> Place:
    """Of somebody's home no more than its cell, on every card: one picture for all."""
    longitude, latitude = incident.longitude, incident.latitude
    if incident.home and longitude is not None and latitude is not None:
        longitude, latitude = cell(longitude, latitude)
    return Place(
        district=incident.district or None,
        label=incident.neighbourhood,
        longitude=longitude,
        latitude=latitude,
    )


def _impact(area: ImpactArea | None) -> dict[str, Any] | None:
    """How far it reaches and about how many people; the drawing itself stays in the room."""
    figures = queries.figures(area) if area else None
    if area is None or figures is None:
        return None
    people = figures.people
    return {
        "version": area.version,
        "square_metres": round(figures.square_metres),
        "people": people and {"about": people.about, "least": people.least, "most": people.most},
        "facilities": [{"name": one.name, "count": one.count} for one in figures.facilities],
    }


def _nearest(found: Iterable[Found]) -> list[dict[str, Any]]:
    return [
        {
            "role": one.role,
            "name": one.name,
            "icon": one.icon,
            "places": [{"name": near.name, "metres": near.metres} for near in one.places],
        }
        for one in found
        if one.places
    ]


def _body(told: Together, names: Names) -> dict[str, Any]:
    incident = told.incident
    path = incident.kind.states
    return {
        "kind": incident.kind_id,
        "kind_name": incident.kind.name,
        "icon": incident.kind.icon,
        "state": incident.state,
        "state_name": names.get(incident.state) or own_name(incident.state),
        "states": path,
        "step": path.index(incident.state) if incident.state in path else None,
        "severity": incident.severity,
        "urgency": incident.urgency,
        "certainty": incident.certainty,
        "agency": incident.agency,
        "drill": incident.drill,
        "response_seconds": incident.response_seconds,
        "target_seconds": incident.kind.target_seconds,
        "impact": _impact(told.area),
        "nearest": _nearest(told.surroundings),
        "units": [_unit(one) for one in told.units],
        "timeline": [_entry(one) for one in told.timeline[-ENTRIES:]],
        **_times(incident),
    }


def _times(incident: Incident) -> dict[str, str | None]:
    fields = ("occurred_at", "detected_at", "reported_at", "closed_at")
    return {field: iso(getattr(incident, field)) for field in fields}


def _unit(assignment: UnitAssignment) -> dict[str, Any]:
    unit = assignment.unit
    return {"id": unit.id, "name": unit.name, "state": assignment.state}


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "at": iso(entry.at),
        "state": entry.state or None,
        "text": entry.text,
        "actor": entry.actor,
        "origin": entry.origin,
    }


def iso(at: datetime | None) -> str | None:
    """As msgspec writes a time: UTC, ``Z``."""
    return msgspec.to_builtins(at) if at else None
