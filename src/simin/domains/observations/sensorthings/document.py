"""How an entity looks as JSON: the one place, for answers, expansions and publications alike.

Nothing here asks the database for more than the row it is given holds. What is not measured now is
told with it: ``@simin.trust`` has the origin of a datastream and of each observation (invariant 5),
an annotation that clients of the standard pass over.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simin.domains.observations.models import Datastream
from simin.domains.observations.reading import Found
from simin.domains.observations.sensorthings.columns import KEYS
from simin.domains.observations.sensorthings.entities import TYPES
from simin.kit.text import Text, pick

type Document = dict[str, Any]

MEASUREMENT = "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement"


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation and its datastream (with ``source`` and ``thing`` beside)."""

    row: Found
    stream: Datastream

    @property
    def pk(self) -> int:
        return self.row.observation


def key_of(entity: str, row: Any) -> int:
    return int(row.pk if entity == "Observation" else getattr(row, KEYS[entity]))


def link_to(base: str, entity: str, key: int) -> str:
    return f"{base}/{TYPES[entity].plural}({key})"


def document(entity: str, row: Any, *, base: str, language: str) -> Document:
    """The entity with its id, its properties and its links; ``base`` is the service's address."""
    own = link_to(base, entity, key_of(entity, row))
    told = properties(entity, row, language)
    links = {f"{name}@iot.navigationLink": f"{own}/{name}" for name in TYPES[entity].links}
    head: Document = {"@iot.id": key_of(entity, row), "@iot.selfLink": own}
    trust = trust_of(entity, row, language)
    return head | told | ({"@simin.trust": trust} if trust else {}) | links


def properties(entity: str, row: Any, language: str) -> Document:
    return _TOLD[entity](row, language)


def trust_of(entity: str, row: Any, language: str) -> Document | None:
    """Where it comes from and whether it is measured, replayed or generated."""
    if entity == "Datastream":
        return _source(row, language)
    if entity != "Observation":
        return None
    seen: Found = row.row
    told = _source(row.stream, language) | {"receivedAt": instant(seen.received_at)}
    if seen.recorded_at is not None:
        told["recordedAt"] = instant(seen.recorded_at)
    return told | ({"run": seen.run} if seen.run else {})


def instant(at: datetime | None) -> str | None:
    if at is None:
        return None
    text = at.isoformat(timespec="microseconds" if at.microsecond % 1000 else "milliseconds")
    return text.replace("+00:00", "Z")


def period(start: datetime | None, end: datetime | None) -> str | None:
    return f"{instant(start)}/{instant(end or start)}" if start else None


def _source(stream: Datastream, language: str) -> Document:
    source = stream.source
    return {
        "origin": source.origin,
        "source": source.id,
        "sourceName": pick(source.name, language),
    }


def _named(row: Any, language: str) -> Document:
    name = _said(row.name, language)
    return {"name": name, "description": row.description or name}


def _said(name: Text | str, language: str) -> str:
    return name if isinstance(name, str) else pick(name, language)


def _with_properties(row: Any) -> Document:
    return {"properties": row.properties} if row.properties is not None else {}


def _thing(row: Any, language: str) -> Document:
    return _named(row, language) | _with_properties(row)


def _location(row: Any, language: str) -> Document:
    place = {"encodingType": row.encoding_type, "location": row.location}
    return _named(row, language) | place | _with_properties(row)


def _feature(row: Any, language: str) -> Document:
    place = {"encodingType": row.encoding_type, "feature": row.feature}
    return _named(row, language) | place | _with_properties(row)


def _historical(row: Any, _: str) -> Document:
    return {"time": instant(row.time)}


def _sensor(row: Any, language: str) -> Document:
    metadata = row.metadata_document
    if metadata is None:
        metadata = row.metadata or f"urn:simin:sensor:{row.pk}"
    told = {"encodingType": row.encoding_type, "metadata": metadata}
    return _named(row, language) | told | _with_properties(row)


def _observed_property(row: Any, language: str) -> Document:
    definition = row.definition or f"urn:simin:observed-property:{row.pk}"
    return _named(row, language) | {"definition": definition} | _with_properties(row)


def _datastream(row: Datastream, language: str) -> Document:
    latest = getattr(row, "latest", None)
    told: Document = {
        "observationType": row.observation_type or MEASUREMENT,
        "unitOfMeasurement": {
            "name": row.unit_name or row.unit or None,
            "symbol": row.unit or None,
            "definition": row.unit_definition or None,
        },
    }
    if row.observed_area is not None:
        told["observedArea"] = row.observed_area
    if latest is not None:
        oldest = getattr(row, "oldest", None) or latest.phenomenon_time
        told["phenomenonTime"] = period(oldest, latest.phenomenon_time)
        told["resultTime"] = period(min(oldest, latest.result_time), latest.result_time)
    return _named(row, language) | told | _with_properties(row)


def _observation(observed: Observed, _: str) -> Document:
    row = observed.row
    extra = json.loads(row.extra) if row.extra else {}
    flags = row.quality.split("\n") if row.quality else []
    at = instant(row.phenomenon_time)
    told: Document = {
        "phenomenonTime": period(row.phenomenon_time, row.phenomenon_end)
        if row.phenomenon_end
        else at,
        "result": extra.get("result", row.result),
        "resultTime": instant(row.result_time),
    }
    if "resultQuality" in extra or flags:
        told["resultQuality"] = extra.get("resultQuality", flags)
    return told | {name: extra[name] for name in ("validTime", "parameters") if name in extra}


_TOLD: dict[str, Callable[[Any, str], Document]] = {
    "Thing": _thing,
    "Location": _location,
    "HistoricalLocation": _historical,
    "Datastream": _datastream,
    "Sensor": _sensor,
    "ObservedProperty": _observed_property,
    "Observation": _observation,
    "FeatureOfInterest": _feature,
}
