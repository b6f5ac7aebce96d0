"""What operations are made of: parameters, answers and faults. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

type Document = dict[str, Any]

JSON, TEXT, XML = "application/json", "text/plain", "application/xml"

#: Each door's form of a fault: media type and schema.
FAULTS: dict[str, tuple[str, Document]] = {
    "text": (TEXT, {"type": "string"}),
    "features": (JSON, {"$ref": "#/components/schemas/FeaturesFault"}),
    "ckan": (JSON, {"$ref": "#/components/schemas/ActionFault"}),
    "plaza": (JSON, {"$ref": "#/components/schemas/Fault"}),
    "observations": (JSON, {"$ref": "#/components/schemas/Fault"}),
    "live": (JSON, {"$ref": "#/components/schemas/LiveFault"}),
}
#: Doors that tell people on a page why there is no answer.
_FOR_PEOPLE = ("features", "plaza")
_MEANING = {
    "304": "Not changed since the ETag that was sent",
    "400": "Asked wrongly; the field is named",
    "404": "There is no such thing, or it is withheld",
    "409": "A parameter is wrong",
    "410": "No longer kept",
    "416": "The range lies beyond the file",
    "422": "Takes longer than is allowed",
    "429": "Too many requests; Retry-After says when to come again",
    "503": "Not now",
}


def parameter(
    name: str, schema: Document | None = None, *, place: str = "query", says: str = ""
) -> Document:
    told: Document = {"name": name, "in": place, "schema": schema or {"type": "string"}}
    if place == "path":
        told["required"] = True
    return {**told, "description": says} if says else told


def whole(least: int, most: int) -> Document:
    return {"type": "integer", "minimum": least, "maximum": most}


def one_of(*values: str) -> Document:
    return {"type": "string", "enum": list(values)}


def operation(
    summary: str,
    *,
    id_: str,
    tag: str,
    media: str | Sequence[str],
    schema: Document | None = None,
    parameters: Sequence[Document] = (),
    faults: str = "",
    statuses: Sequence[str] = ("400", "404"),
) -> Document:
    """A path that answers GET; of several media types the others hold text, or any JSON."""
    first, *others = (media,) if isinstance(media, str) else media
    plain: Document = {"type": "string"}
    content: Document = {first: {"schema": plain if schema is None else schema}}
    # Those of places answer as pages for people too.
    for other in (*others, *(("text/html",) if faults == "features" else ())):
        content[other] = {"schema": {} if other == JSON else plain}
    answers: Document = {"200": {"description": "Found", "content": content}}
    answers["304"] = {"description": _MEANING["304"]}
    for status in (*statuses, "429") if faults else ():
        answers[status] = _fault(status, faults)
    return {
        "get": {
            "operationId": id_,
            "summary": summary,
            "tags": [tag],
            "parameters": list(parameters),
            "responses": answers,
        }
    }


def _fault(status: str, faults: str) -> Document:
    media, schema = FAULTS[faults]
    content: Document = {media: {"schema": schema}}
    if faults in _FOR_PEOPLE:
        content["text/html"] = {"schema": {"type": "string"}}
    return {"description": _MEANING[status], "content": content}


def struct(required: Mapping[str, Document], optional: Mapping[str, Document] = {}) -> Document:
    """An object with at least these members."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def listed(one: Document) -> Document:
    return {"type": "array", "items": one}


_TEXT: Document = {"type": "string"}
SCHEMAS: Document = {
    "Fault": struct({"message": _TEXT}, {"field": _TEXT}),
    "FeaturesFault": struct({"code": _TEXT, "description": _TEXT}),
    "LiveFault": struct({"error": _TEXT, "message": _TEXT}, {"field": _TEXT}),
    "ActionFault": {
        "anyOf": [
            {"type": "string"},
            struct({"success": {"const": False}, "error": struct({"__type": _TEXT})}),
        ]
    },
    "Action": struct({"help": _TEXT, "success": {"const": True}, "result": {}}),
    "Link": struct({"href": _TEXT, "rel": _TEXT}, {"type": _TEXT, "title": _TEXT}),
    "Links": struct({"links": listed({"$ref": "#/components/schemas/Link"})}),
    "Feature": struct(
        {
            "type": {"const": "Feature"},
            "id": _TEXT,
            "geometry": {"type": ["object", "null"]},
            "properties": {"type": "object"},
        }
    ),
    "Features": struct(
        {
            "type": {"const": "FeatureCollection"},
            "features": listed({"$ref": "#/components/schemas/Feature"}),
            "numberMatched": {"type": "integer"},
            "numberReturned": {"type": "integer"},
            "links": listed({"$ref": "#/components/schemas/Link"}),
        }
    ),
    "Object": {"type": "object"},
}


def schema(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}
