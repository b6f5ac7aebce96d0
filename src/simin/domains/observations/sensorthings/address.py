"""From a path to what it names: a set, an entity, one of its properties (18-088, 9.2)."""

import json
from dataclasses import dataclass
from typing import Any

from simin.domains.observations.sensorthings.entities import TYPES, of_set
from simin.domains.observations.sensorthings.reading import Scope, linked, one, whole
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.odata import resource
from simin.kit.odata.resource import Segment, UnknownResourceError


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address names: without a row a set, with names a property of the row."""

    scope: Scope
    row: Any = None
    names: tuple[str, ...] = ()
    ref: bool = False
    raw: bool = False
    #: The entity before the last link, and the link.
    parent: tuple[str, Any, str] | None = None


def resolve(path: str, viewer: Viewer) -> Resource:
    """Raises ``UnknownResourceError`` wherever one step does not exist."""
    segments = list(resource.parse(path))
    ref = segments[-1].name == "$ref" if segments else False
    raw = segments[-1].name == "$value" if segments else False
    steps = segments[:-1] if ref or raw else segments
    if not steps:
        raise UnknownResourceError("the address names nothing")
    found = _first(steps[0], viewer)
    for at, segment in enumerate(steps[1:], 1):
        if found.row is not None and segment.name in TYPES[found.scope.entity].links:
            found = _step(found, segment, viewer)
            continue
        found = _property(found, steps[at:])
        break
    if (ref and found.names) or (raw and not found.names):
        raise missing(path)
    return Resource(found.scope, found.row, found.names, ref, raw, found.parent)


def missing(path: str) -> UnknownResourceError:
    return UnknownResourceError(f"{path[:200]!r} does not exist")


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _first(segment: Segment, viewer: Viewer) -> Resource:
    scope = whole(of_set(segment.name).name, viewer)
    return Resource(scope, None if segment.key is None else one(scope, segment.key))


def _step(found: Resource, segment: Segment, viewer: Viewer) -> Resource:
    entity = found.scope.entity
    link = TYPES[entity].links[segment.name]
    scope = linked(entity, found.row, segment.name, viewer)
    parent = (entity, found.row, segment.name)
    if link.many and segment.key is None:
        return Resource(scope, parent=parent)
    if not link.many and segment.key is not None:
        raise missing(segment.name)
    return Resource(scope, one(scope, segment.key), parent=parent)


def _property(found: Resource, rest: list[Segment]) -> Resource:
    names = tuple(segment.name for segment in rest)
    known = found.row is not None and names[0] in TYPES[found.scope.entity].properties
    if not known or any(segment.key is not None for segment in rest):
        raise missing("/".join(names))
    return Resource(found.scope, found.row, names)
