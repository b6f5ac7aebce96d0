"""How incidents and the city stage look in the picture (``docs/reference/cards.md``)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from simin.domains.incidents import queries
from simin.domains.incidents.cell import cell
from simin.domains.incidents.models import (
    CityStage,
    Incident,
    StageLevel,
    StageOverride,
    TimelineEntry,
    UnitAssignment,
)
from simin.domains.incidents.names import stage_name, stage_title, state_name
from simin.domains.incidents.report import ReleaseRule
from simin.domains.incidents.stage_override import sentence
from simin.domains.incidents.trust import incident_trust, stage_trust
from simin.domains.picture.card import Card, Origin, Place, Release, Section, Visibility, Words
from simin.domains.places import queries as places
from simin.kit.translated import words

#: City time for which an incident stays in the picture after its end.
SHOWN_AFTER_END = timedelta(hours=1)
#: Timeline entries on a card.
ENTRIES = 40
#: The glance domain of incidents.
DOMAIN = "safety"
STAGE_CARD = "city/stage"


def card_id(incident_id: str) -> str:
    return f"incident/{incident_id}"


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
    incident = queries.incident(incident_id)
    release = release_of(incident)
    return Card(
        id=card_id(incident.id),
        kind="incident",
        section=Section.NOW,
        title=_title(incident),
        body=_body(incident),
        trust=incident_trust(incident, now),
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


def _impact(incident: Incident) -> dict[str, Any] | None:
    """How far it reaches and about how many people; the drawing itself stays in the room."""
    area = queries.area(incident.id)
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


def _nearest(incident: Incident) -> list[dict[str, Any]]:
    return [
        {
            "role": one.role,
            "name": one.name,
            "icon": one.icon,
            "places": [{"name": near.name, "metres": near.metres} for near in one.places],
        }
        for one in queries.surroundings(incident.id)
        if one.places
    ]


def release_of(incident: Incident) -> Release:
    """Who sees the incident: as its kind says, or that of one that was merged into it.

    What was withheld before two incidents became one stays withheld.
    """
    for kind in (incident.kind, *queries.merged_kinds(incident.id)):
        if kind.release is not None:
            rule = msgspec.convert(kind.release, ReleaseRule)
            if rule.visibility is Visibility.WITHHELD:
                return rule.release(places.day_of(incident.reported_at), places.zone())
    return Release()


def _body(incident: Incident) -> dict[str, Any]:
    path = incident.kind.states
    return {
        "kind": incident.kind_id,
        "kind_name": incident.kind.name,
        "icon": incident.kind.icon,
        "state": incident.state,
        "state_name": state_name(incident.state),
        "states": path,
        "step": path.index(incident.state) if incident.state in path else None,
        "severity": incident.severity,
        "urgency": incident.urgency,
        "certainty": incident.certainty,
        "agency": incident.agency,
        "drill": incident.drill,
        "response_seconds": incident.response_seconds,
        "target_seconds": incident.kind.target_seconds,
        "impact": _impact(incident),
        "nearest": _nearest(incident),
        "units": [_unit(one) for one in queries.units(incident.id)],
        "timeline": [_entry(one) for one in _told_to_all(incident.id)[-ENTRIES:]],
        **_times(incident),
    }


def _told_to_all(incident_id: str) -> list[TimelineEntry]:
    return [entry for entry in queries.timeline(incident_id) if not entry.internal]


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


def stage_card(now: datetime) -> Card:
    """The city stage; normal before anything was assessed."""
    row = CityStage.objects.filter(id=1).first() or CityStage(since=now, assessed_at=now)
    override = queries.stage_override(now)
    level = override.level if override else row.level
    return Card(
        id=STAGE_CARD,
        kind="stage",
        section=Section.GLANCE,
        title=stage_title(),
        body={
            "level": level,
            "name": stage_name(level),
            "colour": _colour(level),
            "reasons": [override.as_reason()] if override else row.reasons,
            "since": iso(override.since if override else row.since),
            "criteria": _criteria(row.findings),
            "override": _override(override, row) if override else None,
        },
        trust=stage_trust(row.assessed_at, Origin(row.origin or Origin.MEASURED)),
    )


def _override(override: StageOverride, row: CityStage) -> dict[str, Any]:
    """Who set the stage by hand, why and until when; and what is computed meanwhile."""
    until = override.until.astimezone(places.zone())
    name = dict(stage_name(row.level))
    return {
        "reason": override.reason,
        "office": override.office,
        "until": iso(override.until),
        "computed": row.level,
        "computed_name": name,
        "computed_reasons": row.reasons,
        "text": sentence(override.office, f"{until:%m-%d %H:%M}", row.level, name),
    }


def _colour(level: int) -> str:
    found = StageLevel.objects.filter(level=level).values_list("colour", flat=True).first()
    return found or ("green", "yellow", "orange", "red", "purple")[level - 1]


def _criteria(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": found["criterion"],
            "level": found["level"],
            "text": found["text"],
            "met": found["met"],
            # Findings of older versions have neither, until the stage is next assessed.
            "value": found.get("value"),
            "at_least": found.get("at_least"),
        }
        for found in findings
    ]
