"""The operations that are the city's own: the picture and observations. Pure."""

from django.utils.translation import gettext_noop as said

from simin.web.doors.described.parts import (
    JSON,
    Document,
    listed,
    operation,
    parameter,
    schema,
    struct,
    whole,
)
from simin.web.readings.questions import MOST

_TIME: Document = {"type": "string", "format": "date-time"}


def paths() -> Document:
    return {**_live(), **_observations(), **_sensorthings()}


def _live() -> Document:
    snapshot = parameter("at", whole(1, 2**53), says="Number of a frame; else now")
    number = parameter("number", whole(1, 2**53), place="path")
    return {
        "/live/snapshot": operation(
            said("The public picture"), id_="snapshot", tag="picture", media=JSON,
            schema=schema("Object"), parameters=(snapshot,), faults="live",
            statuses=("400", "404", "410", "503"),
        ),
        "/live/frames/{number}": operation(
            said("What changed in one frame; never changes"), id_="frame", tag="picture",
            media=JSON, schema=schema("Object"), parameters=(number,), faults="live",
            statuses=("400", "404", "410", "503"),
        ),
        "/live/head": operation(
            said("Number and hash of the newest frame"), id_="head", tag="picture", media=JSON,
            schema=struct({"number": {"type": "integer"}, "hash": {"type": "string"}}),
            faults="live", statuses=("400", "503"),
        ),
    }  # fmt: skip


def _observations() -> Document:
    family = parameter("family", says="A family of datastreams")
    needed = {**family, "required": True}
    span = [{**parameter(name, _TIME), "required": True} for name in ("since", "until")]
    stream = {**parameter("datastream"), "required": True}
    bounds = [parameter(name, {"type": "number"}) for name in ("at_least", "at_most")]
    told = {
        "latest": (said("The newest of every datastream"), [family]),
        "newest": (
            said("The newest of one datastream"),
            [stream, parameter("limit", whole(1, MOST))],
        ),
        "hours": (said("Hours of a family"), [needed, *span]),
        "count": (said("How many lie in a span"), [needed, *span, *bounds]),
    }
    return {
        f"/observations/{name}.json": operation(
            summary, id_=f"observations_{name}", tag="observations", media=JSON,
            schema=schema("Object"), parameters=parameters, faults="observations",
        )
        for name, (summary, parameters) in told.items()
    }  # fmt: skip


def _sensorthings() -> Document:
    return {
        "/sta/v1.1": operation(
            said("OGC SensorThings 1.1; the standard says how to go on"), id_="sensorthings",
            tag="observations", media=JSON,
            schema=struct({"value": listed({"type": "object"})}),
        )
    }  # fmt: skip
