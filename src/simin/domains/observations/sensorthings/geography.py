"""The geospatial functions, answered with shapely, since the database knows no geometry.

Predicates take geometries as they stand, in degrees. Distances and lengths are metres, measured on
a plane that touches the sphere between the operands: good for a city, not for a continent.
"""

import math
import operator as python
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from shapely import affinity, from_wkt
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from simin.kit.earth import DEGREE_METRES
from simin.kit.errors import RejectedError
from simin.kit.odata.syntax import Call, Geography, Literal, Node, Operation, Path, calls

#: West, south, east, north.
type Rectangle = tuple[float, float, float, float]

FIELD = "$filter"
_PREDICATES = {
    "geo.intersects": "intersects",
    "st_equals": "equals",
    "st_disjoint": "disjoint",
    "st_touches": "touches",
    "st_within": "within",
    "st_overlaps": "overlaps",
    "st_crosses": "crosses",
    "st_intersects": "intersects",
    "st_contains": "contains",
}
NAMES = {*_PREDICATES, "geo.distance", "geo.length", "st_relate"}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": python.eq,
    "ne": python.ne,
    "gt": python.gt,
    "ge": python.ge,
    "lt": python.lt,
    "le": python.le,
}


def is_asked(node: Node) -> bool:
    return any(name in NAMES for name in calls(node))


def matching(node: Node, name: str, rows: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Keys of the rows whose geometry, which the filter calls ``name``, meets ``node``."""
    asked = _prepared(node, name)
    return [key for key, geometry in rows if (drawn := drawing(geometry)) and asked(drawn) is True]


def rectangle(node: Node, name: str) -> Rectangle | None:
    """What a geometry has to touch that meets ``node``, in degrees; None: any may meet it."""
    match node:
        case Operation("eq", asked, Literal(True)) | Operation("eq", Literal(True), asked):
            return rectangle(asked, name)
        case Operation(
            "lt" | "le", Call("geo.distance", sides), Literal(float() | int() as metres)
        ):
            return _around(_fixed(sides, name), metres)
        case Operation(
            "gt" | "ge", Literal(float() | int() as metres), Call("geo.distance", sides)
        ):
            return _around(_fixed(sides, name), metres)
        case Call(function, sides) if function in _PREDICATES and function != "st_disjoint":
            return _around(_fixed(sides, name), 0)
    return None


def _fixed(sides: Sequence[Node], name: str) -> BaseGeometry | None:
    """The geometry that the one called ``name`` is put beside."""
    match sides:
        case (Path((only,)), Literal(Geography(text))) if only == name:
            return _well_known(text)
        case (Literal(Geography(text)), Path((only,))) if only == name:
            return _well_known(text)
    return None


def _around(drawn: BaseGeometry | None, metres: float) -> Rectangle | None:
    """Wide enough also for one of some degrees, whose middle lies where a degree is short."""
    if drawn is None:
        return None
    west, south, east, north = drawn.bounds
    up = 1.01 * metres / DEGREE_METRES
    poleward = min(max(abs(south), abs(north)) + up + 10, 89)
    along = up / math.cos(math.radians(poleward))
    return west - along, south - up, east + along, north + up


def drawing(geometry: Any) -> BaseGeometry | None:
    """None for what is no GeoJSON."""
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    if not isinstance(geometry, dict):
        return None
    try:
        return shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None


def _prepared(node: Node, name: str) -> Callable[[BaseGeometry], Any]:
    match node:
        case Literal(Geography(text)):
            drawn = _well_known(text)
            return lambda _: drawn
        case Literal(value):
            return lambda _: value
        case Path((only,)) if only == name:
            return lambda geometry: geometry
        case Operation(operator, left, right) if operator in _COMPARE:
            one, other = _prepared(left, name), _prepared(right, name)
            compare = _COMPARE[operator]
            return lambda geometry: _answer(compare, one(geometry), other(geometry))
        case Call(function, arguments) if function in NAMES:
            return _function(function, [_prepared(each, name) for each in arguments])
    raise RejectedError(FIELD, f"only {name} and literals stand beside a geospatial function")


def _function(
    name: str, arguments: list[Callable[[BaseGeometry], Any]]
) -> Callable[[BaseGeometry], Any]:
    wanted = {"geo.length": 1, "st_relate": 3}.get(name, 2)
    if len(arguments) != wanted:
        raise RejectedError(FIELD, f"{name} takes {wanted} arguments")
    call = _call(name)
    return lambda geometry: _answer(call, *(argument(geometry) for argument in arguments))


def _call(name: str) -> Callable[..., Any]:
    if name in _PREDICATES:
        return lambda one, other: bool(getattr(one, _PREDICATES[name])(other))
    if name == "geo.distance":
        return metres_between
    if name == "geo.length":
        return lambda line: _on_plane(line, line).length
    return lambda one, other, pattern: bool(one.relate_pattern(other, pattern))


def _answer(call: Callable[..., Any], *operands: Any) -> Any:
    try:
        return call(*operands)
    except (TypeError, AttributeError, ShapelyError, ValueError) as error:
        raise RejectedError(FIELD, "a geospatial function got what is no geometry") from error


def metres_between(one: BaseGeometry, other: BaseGeometry) -> float:
    return float(_on_plane(one, other).distance(_on_plane(other, one)))


def _on_plane(drawn: BaseGeometry, beside: BaseGeometry) -> BaseGeometry:
    """In metres; the middle latitude of both is true to scale."""
    bounds = [*drawn.bounds, *beside.bounds]
    middle = (min(bounds[1::2]) + max(bounds[1::2])) / 2
    along = DEGREE_METRES * math.cos(math.radians(middle))
    return affinity.affine_transform(drawn, [along, 0, 0, DEGREE_METRES, 0, 0])


def _well_known(text: str) -> BaseGeometry:
    try:
        drawn = from_wkt(text.split(";", 1)[-1] if text.upper().startswith("SRID") else text)
    except (ShapelyError, ValueError) as error:
        raise RejectedError(FIELD, f"geography'{text[:40]}' is no well-known text") from error
    if drawn is None or drawn.is_empty:
        raise RejectedError(FIELD, f"geography'{text[:40]}' is empty")
    return drawn
