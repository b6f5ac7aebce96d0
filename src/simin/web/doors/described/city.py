"""The operations that are the city's own: the picture, observations, rows of data sets. Pure."""

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
_NAME = parameter("name", place="path", says="Id of a data set")


def paths() -> Document:
    return {**_live(), **_observations(), **_rows(), **_sensorthings()}


def _live() -> Document:
    snapshot = parameter("at", whole(1, 2**53), says="Number of a frame; else now")
    number = parameter("number", whole(1, 2**53), place="path")
    return {
        "/live/snapshot": operation(
            "The public picture", id_="snapshot", tag="picture", media=JSON,
            schema=schema("Object"), parameters=(snapshot,), faults="live",
            statuses=("400", "404", "410", "503"),
        ),
        "/live/frames/{number}": operation(
            "What changed in one frame; never changes", id_="frame", tag="picture", media=JSON,
            schema=schema("Object"), parameters=(number,), faults="live",
            statuses=("400", "404", "410", "503"),
        ),
        "/live/head": operation(
            "Number and hash of the newest frame", id_="head", tag="picture", media=JSON,
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
        "latest": ("The newest of every datastream", [family]),
        "newest": ("The newest of one datastream", [stream, parameter("limit", whole(1, MOST))]),
        "hours": ("Hours of a family", [needed, *span]),
        "count": ("How many lie in a span", [needed, *span, *bounds]),
    }
    return {
        f"/observations/{name}.json": operation(
            summary, id_=f"observations_{name}", tag="observations", media=JSON,
            schema=schema("Object"), parameters=parameters, faults="observations",
        )
        for name, (summary, parameters) in told.items()
    }  # fmt: skip


def _rows() -> Document:
    base = "/data/api/datasets/{name}"
    asked = [
        parameter("$filter", says="spaces gt 10 and contains(name, 'x')"),
        parameter("$orderby"),
        parameter("$select"),
        parameter("$top", whole(1, 1000)),
        parameter("$count", {"type": "boolean"}),
        parameter("bbox", says="west,south,east,north in degrees"),
        parameter("near", says="longitude,latitude,metres"),
    ]
    version = parameter("version", whole(1, 999_999_999))
    after = parameter("after", says="From `next`")
    lists = {"explode": True, "style": "form"}
    groups = [
        {**parameter(name, {**listed({"type": "string"}), "minItems": 1}), **lists}
        for name in ("by", "measure")
    ]
    since = {**parameter("since", says="A version or a time"), "required": True}
    told = {
        "": ("A data set: words, columns, versions", []),
        "rows": ("Rows by filter, order and place", [*asked, version, after]),
        "groups": ("Rows counted and measured by columns", [*asked[:1], *groups, version]),
        "changes": ("Rows that changed since a version", [since, after]),
    }
    return {
        f"{base}/{name}".rstrip("/"): operation(
            summary, id_=f"dataset_{name or 'words'}", tag="data sets", media=JSON,
            schema=schema("Object"), parameters=[_NAME, *parameters], faults="plaza",
            statuses=("400", "404", "410", "422"),
        )
        for name, (summary, parameters) in told.items()
    }  # fmt: skip


def _sensorthings() -> Document:
    return {
        "/sta/v1.1": operation(
            "OGC SensorThings 1.1; the standard says how to go on", id_="sensorthings",
            tag="observations", media=JSON,
            schema=struct({"value": listed({"type": "object"})}),
        )
    }  # fmt: skip
