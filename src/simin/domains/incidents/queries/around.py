"""What stands around an incident: asked of the catalogue's data sets, whose parts the pack says."""

from typing import Any

import msgspec
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape as drawn

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.errors import UnknownDatasetError, UnknownVersionError
from simin.domains.catalogue.queries import Box, Filter, Near, Question
from simin.domains.incidents.area import Plane, Shape, area_of
from simin.domains.incidents.impact import Impact, Inside, Part, People, people_inside, within
from simin.domains.incidents.models import FacilityRole, Incident
from simin.domains.incidents.nearest import Found, Nearby, Role
from simin.domains.places import queries as places
from simin.kit.paging import PAGE_LIMIT

#: Facilities of one sort that are counted inside an area.
MOST_INSIDE = 20_000
SOME = 5


def roles() -> list[Role]:
    """In the pack's order."""
    return [
        msgspec.convert(told, Role) for told in FacilityRole.objects.values_list("told", flat=True)
    ]


def nearest(incident: Incident) -> list[Found]:
    """What of each sort is nearest; nothing where the place is not known."""
    if incident.longitude is None or incident.latitude is None:
        return []
    return nearest_to(incident.longitude, incident.latitude, kind=incident.kind_id)


def nearest_to(longitude: float, latitude: float, *, kind: str = "") -> list[Found]:
    wanted = [one for one in roles() if one.use == "near" and (not one.kinds or kind in one.kinds)]
    return [_near(role, longitude, latitude) for role in wanted]


def impact(shape: Shape) -> Impact:
    """Who and what is inside ``shape``, counted now."""
    area = shape.geometry
    told = [_inside(role, area) for role in roles() if role.use == "near"]
    return Impact(
        square_metres=round(area_of(area)),
        people=_people(area),
        facilities=tuple(one for one in told if one is not None),
    )


def _near(role: Role, longitude: float, latitude: float) -> Found:
    found = Found(
        role=role.id,
        name=role.name,
        icon=role.icon,
        within=round(role.metres),
        dataset=role.dataset,
    )
    version = _version(role)
    if version is None:
        return msgspec.structs.replace(found, unknown=True)
    asked = Question(filters=_only(role), near=Near(longitude, latitude, role.metres))
    rows = catalogue.stream(version, asked, most=MOST_INSIDE)
    schema, plane = catalogue.schema_of(version), Plane((longitude, latitude))
    near = [one for row in rows if (one := _nearby(role, schema, row, plane)) is not None]
    places_near = sorted(near, key=lambda one: one.metres)[: role.most]
    return msgspec.structs.replace(found, places=tuple(places_near))


def _nearby(
    role: Role, schema: catalogue.Schema, row: dict[str, Any], plane: Plane
) -> Nearby | None:
    point = _point(schema, row)
    if point is None:
        return None
    east, north = plane.onto(*point)
    return Nearby(
        name=_name(role, row),
        metres=round((east * east + north * north) ** 0.5),
        longitude=round(point[0], 6),
        latitude=round(point[1], 6),
    )


def _point(schema: catalogue.Schema, row: dict[str, Any]) -> tuple[float, float] | None:
    if schema.longitude and schema.latitude:
        longitude, latitude = row[schema.longitude], row[schema.latitude]
        return None if longitude is None or latitude is None else (longitude, latitude)
    return None


def _name(role: Role, row: dict[str, Any]) -> dict[str, str]:
    named = {
        language: str(row[column])
        for language, column in role.columns.items()
        if row.get(column) not in (None, "")
    }
    return named or dict(role.name)


def _inside(role: Role, area: Any) -> Inside | None:
    """None where the data set has no rows here: unknown is not none."""
    version = _version(role)
    if version is None:
        return None
    rows = list(
        catalogue.stream(version, Question(filters=_only(role), box=_box(area)), most=MOST_INSIDE)
    )
    schema = catalogue.schema_of(version)
    placed = [(row, point) for row in rows if (point := _point(schema, row)) is not None]
    inside = [placed[place][0] for place in within(area, [point for _, point in placed])]
    some = tuple(next(iter(_name(role, row).values())) for row in inside[:SOME])
    return Inside(role=role.id, name=role.name, count=len(inside), some=some)


def _people(area: Any) -> People | None:
    for role in roles():
        version = _version(role) if role.use == "people" else None
        if version is not None:
            return people_inside(area, _parts(role, version, area), of="dong", dataset=role.dataset)
    known = [
        Part(dict(one.name), one.population, drawn(dict(one.geometry)))
        for one in places.districts()
        if one.population is not None
    ]
    return people_inside(area, known, of="district")


def _parts(role: Role, version: catalogue.Version, area: Any) -> list[Part]:
    """At most a page of them: an area that touches more is as good as a city."""
    asked = Question(filters=_only(role), box=_box(area))
    schema, found, cursor = catalogue.schema_of(version), [], None
    while True:
        page = catalogue.rows(version, asked, limit=PAGE_LIMIT, cursor=cursor)
        found += [part for row in page.rows if (part := _part(role, schema, row)) is not None]
        if (cursor := page.cursor) is None:
            return found


def _part(role: Role, schema: catalogue.Schema, row: dict[str, Any]) -> Part | None:
    people, outline = row.get(role.people), row.get(schema.geometry or "")
    if people is None or not outline:
        return None
    try:
        return Part(_name(role, row), float(people), shapely.from_wkt(outline))
    except ShapelyError:
        return None


def _only(role: Role) -> tuple[Filter, ...]:
    return tuple(Filter(column, "eq", value) for column, value in role.only)


def _box(area: Any) -> Box:
    return Box(*area.bounds)


def _version(role: Role) -> catalogue.Version | None:
    try:
        return catalogue.version(role.dataset)
    except (UnknownDatasetError, UnknownVersionError):
        return None
