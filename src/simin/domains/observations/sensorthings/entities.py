"""The eight kinds of entity, what each tells and where each leads (18-088, clause 8). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simin.kit.odata.resource import UnknownResourceError


class Kind(StrEnum):
    """What a property holds."""

    TEXT = "text"
    #: Any JSON object.
    OBJECT = "object"
    #: Any JSON.
    ANY = "any"
    GEOMETRY = "geometry"
    MOMENT = "moment"
    INTERVAL = "interval"
    #: A moment or an interval.
    TIME = "time"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Property:
    kind: Kind
    #: An entity without it is refused.
    required: bool = False
    #: Kept by the service; what a client says of it is passed over.
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Leads to one entity or to many."""

    target: str
    many: bool = False
    #: A new entity must have it.
    required: bool = False


@dataclass(frozen=True, slots=True)
class EntityType:
    name: str
    plural: str
    properties: Mapping[str, Property]
    links: Mapping[str, Link]


_NAME = {"name": Property(Kind.TEXT, required=True)}
_TOLD = {**_NAME, "description": Property(Kind.TEXT, required=True)}
_ENCODED = {**_TOLD, "encodingType": Property(Kind.TEXT, required=True)}
_PROPERTIES = {"properties": Property(Kind.OBJECT)}

TYPES: Mapping[str, EntityType] = {
    entity.name: entity
    for entity in (
        EntityType(
            "Thing",
            "Things",
            {**_TOLD, **_PROPERTIES},
            {
                "Datastreams": Link("Datastream", many=True),
                "Locations": Link("Location", many=True),
                "HistoricalLocations": Link("HistoricalLocation", many=True),
            },
        ),
        EntityType(
            "Location",
            "Locations",
            {**_ENCODED, "location": Property(Kind.GEOMETRY, required=True), **_PROPERTIES},
            {
                "Things": Link("Thing", many=True),
                "HistoricalLocations": Link("HistoricalLocation", many=True),
            },
        ),
        EntityType(
            "HistoricalLocation",
            "HistoricalLocations",
            {"time": Property(Kind.MOMENT, required=True)},
            {
                "Thing": Link("Thing", required=True),
                "Locations": Link("Location", many=True, required=True),
            },
        ),
        EntityType(
            "Datastream",
            "Datastreams",
            {
                **_TOLD,
                "unitOfMeasurement": Property(Kind.UNIT, required=True),
                "observationType": Property(Kind.TEXT, required=True),
                "observedArea": Property(Kind.GEOMETRY),
                "phenomenonTime": Property(Kind.INTERVAL, kept=True),
                "resultTime": Property(Kind.INTERVAL, kept=True),
                **_PROPERTIES,
            },
            {
                "Thing": Link("Thing", required=True),
                "Sensor": Link("Sensor", required=True),
                "ObservedProperty": Link("ObservedProperty", required=True),
                "Observations": Link("Observation", many=True),
            },
        ),
        EntityType(
            "Sensor",
            "Sensors",
            {**_ENCODED, "metadata": Property(Kind.ANY, required=True), **_PROPERTIES},
            {"Datastreams": Link("Datastream", many=True)},
        ),
        EntityType(
            "ObservedProperty",
            "ObservedProperties",
            {
                **_NAME,
                "definition": Property(Kind.TEXT, required=True),
                "description": Property(Kind.TEXT, required=True),
                **_PROPERTIES,
            },
            {"Datastreams": Link("Datastream", many=True)},
        ),
        EntityType(
            "Observation",
            "Observations",
            {
                "phenomenonTime": Property(Kind.TIME),
                "result": Property(Kind.ANY, required=True),
                "resultTime": Property(Kind.MOMENT),
                "resultQuality": Property(Kind.ANY),
                "validTime": Property(Kind.INTERVAL),
                "parameters": Property(Kind.OBJECT),
            },
            {
                "Datastream": Link("Datastream", required=True),
                "FeatureOfInterest": Link("FeatureOfInterest"),
            },
        ),
        EntityType(
            "FeatureOfInterest",
            "FeaturesOfInterest",
            {**_ENCODED, "feature": Property(Kind.GEOMETRY, required=True), **_PROPERTIES},
            {"Observations": Link("Observation", many=True)},
        ),
    )
}

_SETS: Mapping[str, EntityType] = {entity.plural: entity for entity in TYPES.values()}
#: In the order of the service root.
SETS: tuple[str, ...] = tuple(_SETS)


def of_set(plural: str) -> EntityType:
    """Raises ``UnknownResourceError``."""
    if plural not in _SETS:
        raise UnknownResourceError(f"there is no entity set {plural!r}")
    return _SETS[plural]
