"""What a warning about an incident might say: words for the drafter to begin from.

Made of kind, severity and place alone, never of the incident's title or timeline, which may be
withheld.
"""

from datetime import datetime, timedelta
from math import ceil, hypot

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.area import Plane
from simin.domains.incidents.queries import Incident
from simin.domains.places import queries as places
from simin.domains.places.errors import UnknownDistrictError
from simin.domains.warnings.content import Area, Circle, Content, Words
from simin.domains.warnings.outlines import polygons
from simin.domains.warnings.terms import Category, Certainty, Severity, Urgency
from simin.kit.cell import cell
from simin.kit.translated import languages, words

#: For so long a warning stands unless the drafter says otherwise.
LASTS = timedelta(hours=6)
#: Kilometres around the incident, by its severity.
RADIUS_KM = {"extreme": 3.0, "severe": 1.5, "moderate": 0.8}
OTHERWISE_KM = 0.5
#: Kinds of incidents, as packs name them, to the categories of CAP.
CATEGORIES = {
    "fire": Category.FIRE,
    "rescue": Category.RESCUE,
    "ambulance": Category.RESCUE,
    "flood": Category.MET,
    "traffic-accident": Category.TRANSPORT,
    "collapse": Category.INFRA,
    "hazardous-material": Category.CBRNE,
    "missing-person": Category.RESCUE,
    "water-quality": Category.HEALTH,
    "power": Category.INFRA,
}


def suggestion(incident_id: str, now: datetime) -> Content:
    """Raises ``UnknownIncidentError``. Of a drill every text begins with saying so."""
    incident = incidents.incident(incident_id)
    kind = dict(incident.kind.name)
    place = _place(incident.district, incident.neighbourhood)
    return Content(
        event=kind,
        category=CATEGORIES.get(incident.kind_id, Category.SAFETY),
        urgency=_or_else(Urgency, incident.urgency, Urgency.IMMEDIATE),
        severity=_or_else(Severity, incident.severity, Severity.MODERATE),
        certainty=_or_else(Certainty, incident.certainty, Certainty.OBSERVED),
        expires=(now + LASTS).replace(second=0, microsecond=0),
        headline=_marked(_headline(incident.severity, kind, place), drill=incident.drill),
        description=_marked(
            words(
                "{kind} in {place}. Emergency services are on their way or at work.",
                kind=kind,
                place=place,
            ),
            drill=incident.drill,
        ),
        instruction=_marked(
            words("Keep clear of the area. Follow the instructions of the emergency services."),
            drill=incident.drill,
        ),
        area=_drawn(incident, place) or _area(incident, place),
    )


def _marked(said: Words, *, drill: bool) -> Words:
    return words("DRILL. {said}", said=said) if drill else said


def _or_else[Term: (Urgency, Severity, Certainty)](
    terms: type[Term], said: str, otherwise: Term
) -> Term:
    return otherwise if said == "unknown" or said not in list(terms) else terms(said)


def _headline(severity: str, kind: Words, place: Words) -> Words:
    if severity in ("extreme", "severe"):
        return words("Severe: {kind} in {place}", kind=kind, place=place)
    return words("{kind} in {place}", kind=kind, place=place)


def _place(district: str, neighbourhood: Words | None) -> Words:
    """Neighbourhood and district; the whole city where neither is known."""
    known = _district(district)
    if not known and not neighbourhood:
        return dict(places.city().name)
    return {
        code: _together((known or {}).get(code, ""), (neighbourhood or {}).get(code, ""))
        for code in languages()
    }


def _together(district: str, neighbourhood: str) -> str:
    """A neighbourhood's words may name its district already."""
    return neighbourhood if district in neighbourhood else f"{district} {neighbourhood}".strip()


def _district(district: str) -> Words | None:
    try:
        return dict(places.district(district).name) if district else None
    except UnknownDistrictError:
        return None


def _drawn(incident: Incident, place: Words) -> Area | None:
    """The circle around the impact area, where somebody drew one: a draft knows no other shape."""
    area = incidents.area(incident.id)
    if area is None:
        return None
    shape = incidents.shape(area)
    middle = shape.geometry.minimum_rotated_rectangle.centroid
    plane = Plane((middle.x, middle.y))
    corners = [plane.onto(*point) for point in shape.geometry.exterior.coords]
    reach = max(hypot(*corner) for corner in corners)
    circle = Circle(
        longitude=round(middle.x, 5),
        latitude=round(middle.y, 5),
        radius_km=max(0.01, ceil(reach / 10) / 100),
    )
    return Area(description=place, circle=circle)


def _area(incident: Incident, place: Words) -> Area:
    """A circle around the incident; where its point is not known, its district's outline.

    Around somebody's home it is drawn from the middle of the home's cell.
    """
    longitude, latitude, district = incident.longitude, incident.latitude, incident.district
    if longitude is not None and latitude is not None:
        point = cell(longitude, latitude) if incident.home else (longitude, latitude)
        radius = RADIUS_KM.get(incident.severity, OTHERWISE_KM)
        circle = Circle(longitude=round(point[0], 5), latitude=round(point[1], 5), radius_km=radius)
        return Area(description=place, circle=circle)
    if _district(district) is None:
        return Area(description=place)
    return Area(description=place, districts=(district,), polygons=polygons([district]))
