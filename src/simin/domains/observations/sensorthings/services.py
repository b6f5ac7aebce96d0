"""What a writer asks for, each in one transaction: the writing door of SensorThings."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from simin.domains.observations.sensorthings import json_patch, many
from simin.domains.observations.sensorthings.address import Resource, resolve
from simin.domains.observations.sensorthings.bodies import reference
from simin.domains.observations.sensorthings.document import key_of, properties
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.domains.observations.sensorthings.writer import OutOfScopeError, Writer
from simin.domains.observations.sensorthings.writing import Session
from simin.kit.errors import RejectedError, SiminError
from simin.kit.odata.resource import UnknownResourceError

#: Observations of one ``CreateObservations``.
MOST_OBSERVATIONS = 10_000


class NotOfferedError(SiminError):
    """This address is not written like this."""

    status = 405


@dataclass(frozen=True, slots=True)
class Made:
    """A new entity."""

    entity: str
    key: int


@transaction.atomic
def create(path: str, body: Any, writer: Writer, viewer: Viewer) -> Made:
    """``POST`` to a set, also to a set behind an entity, which the new one is linked with."""
    found = resolve(path, viewer)
    if found.row is not None or found.ref or found.names:
        raise NotOfferedError("send new entities to a set")
    session, entity = Session(writer, viewer), found.scope.entity
    if found.parent is None:
        made = session.create(entity, body)
    else:
        made = _below(session, entity, body, found.parent)
    return Made(entity, made if isinstance(made, int) else key_of(entity, made))


def _below(session: Session, entity: str, body: Any, parent: tuple[str, Any, str]) -> Any:
    owner, row, link = parent
    if owner in TYPES[entity].links:
        return session.create(entity, body, given={owner: row})
    if link == "Locations" and owner == "Thing":
        key = reference(body, "body")
        where = body if key is not None else {"@iot.id": session.create(entity, body).pk}
        session.change("Thing", row, {"Locations": [where]})
        return int(where["@iot.id"])
    if link == "Things" and owner == "Location":
        return session.create(entity, {**body, "Locations": [{"@iot.id": row.pk}]})
    raise NotOfferedError(f"send a {entity} to {TYPES[entity].plural}")


@transaction.atomic
def change(path: str, body: Any, writer: Writer, viewer: Viewer, *, whole: bool = False) -> None:
    """``PATCH``, with a list as JSON Patch (RFC 6902); with ``whole`` ``PUT``."""
    found = _entity(path, viewer)
    entity = found.scope.entity
    session = Session(writer, viewer)
    if isinstance(body, list):
        _check_readable(path, viewer)
        before = properties(entity, found.row, viewer.language)
        kept = {n for n, told in TYPES[entity].properties.items() if told.kept}
        body = json_patch.applied(before, body)
        body = {name: value for name, value in body.items() if name not in kept}
        if body == before:
            return
    session.change(entity, found.row, body, whole=whole)


@transaction.atomic
def remove(path: str, writer: Writer, viewer: Viewer) -> None:
    found = _entity(path, viewer)
    Session(writer, viewer).remove(found.scope.entity, found.row)


@transaction.atomic
def create_observations(groups: Any, writer: Writer, viewer: Viewer) -> list[int | RejectedError]:
    """``CreateObservations`` (18-088, 12.2): each row is kept or refused by itself.

    Raises ``RejectedError`` where a group is none; then nothing is kept.
    """
    if not isinstance(groups, list):
        raise RejectedError("body", "is no list of groups")
    bodies: list[dict[str, Any]] = []
    for number, group in enumerate(groups):
        bodies += _bodies(group, f"[{number}]")
        if len(bodies) > MOST_OBSERVATIONS:
            raise RejectedError("body", f"has more than {MOST_OBSERVATIONS} observations")
    return many.create(Session(writer, viewer), bodies)


def _bodies(group: Any, at: str) -> list[dict[str, Any]]:
    if not isinstance(group, dict):
        raise RejectedError(at, "is no JSON object")
    names, rows = group.get("components"), group.get("dataArray")
    if not isinstance(names, list) or not isinstance(rows, list):
        raise RejectedError(at, "has no components or no dataArray")
    if "Datastream" not in group:
        raise RejectedError(f"{at}.Datastream", "is missing")
    return [_body(group["Datastream"], names, row) for row in rows]


def _body(stream: Any, names: list[Any], row: Any) -> dict[str, Any]:
    values = row if isinstance(row, list) and len(row) == len(names) else []
    told = dict(zip(map(str, names), values, strict=False)) | {"Datastream": stream}
    feature = told.pop("FeatureOfInterest/id", told.pop("FeatureOfInterest/@iot.id", None))
    return told | ({"FeatureOfInterest": {"@iot.id": feature}} if feature is not None else {})


def _entity(path: str, viewer: Viewer) -> Resource:
    found = resolve(path, viewer)
    if found.row is None or found.names or found.ref:
        raise NotOfferedError("change and remove entities one by one")
    return found


def _check_readable(path: str, viewer: Viewer) -> None:
    """A JSON Patch tells by its failures what stands there."""
    try:
        _entity(path, viewer.reading)
    except UnknownResourceError as error:
        raise OutOfScopeError("patch what nobody may read; send the new values") from error
