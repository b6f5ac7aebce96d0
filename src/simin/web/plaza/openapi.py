"""The plaza's API as OpenAPI 3.1 says it: ``paths`` and ``components`` for whoever puts the whole
description together. Pure.

Every option that the views take stands here, and nothing else; a test holds the two together.
"""

from typing import Any

from simin.web.plaza.asked import FUNCTIONS, MOST, USUAL
from simin.web.plaza.documents import FORMATS
from simin.workflows.open_data.shelf import FACETS, SORTS

type Told = dict[str, Any]


def _option(name: str, schema: Told, text: str) -> Told:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": text}


def _part(name: str, schema: Told, text: str) -> Told:
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": text}


_TEXT: Told = {"type": "string"}
_ID = _part("id", {"type": "string", "pattern": "^[a-z0-9][a-z0-9_.-]{0,99}$"}, "A data set.")
_VERSION = _part("version", {"type": "integer", "minimum": 1}, "Number of a version.")
_KIND = _part("kind", {"enum": list(FORMATS)}, "Form of the file.")
_FILTER = [
    _option("$filter", {"type": "string", "maxLength": 8000}, "Condition over columns (OData)."),
    _option("bbox", _TEXT, "west,south,east,north in degrees."),
    _option("near", _TEXT, "longitude,latitude,metres."),
]
_CHOSEN = [
    _option("$orderby", _TEXT, "One column, with asc or desc behind it."),
    _option("$select", _TEXT, "Columns, with commas between."),
]
_PAGED = [
    _option(
        "$top",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        "Entries of a page.",
    ),
    _option("$count", {"type": "boolean"}, "Also tell how many there are in all."),
]
_OLD = _option("version", {"type": "integer", "minimum": 1}, "A version other than the newest.")
_AFTER = _option("after", _TEXT, "Where the next page begins: from `next`.")


def paths() -> Told:
    """By address."""
    found: Told = {
        "/data/api/datasets": _get("Search the catalogue.", _catalogue(), "Catalogue"),
        "/data/api/datasets/{id}": _get("One data set.", [_ID], "Dataset"),
        "/data/api/datasets/{id}/rows": _get(
            "Rows of a data set.", [_ID, *_FILTER, *_CHOSEN, *_PAGED, _OLD, _AFTER], "Rows"
        ),
        "/data/api/datasets/{id}/groups": _get("Rows in groups.", _groups(), "Groups"),
        "/data/api/datasets/{id}/changes": _get("What changed.", _changes(), "Changes"),
        "/data/{id}/{version}/rows.{kind}": _file(),
        "/data/series/{family}/hours.{kind}": _hours(),
    }
    return found


def _get(text: str, parameters: list[Told], schema: str) -> Told:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return _operation(text, parameters, {"200": {"description": "Found.", "content": content}})


def _operation(text: str, parameters: list[Told], good: Told) -> Told:
    refused = {"$ref": "#/components/responses/Fault"}
    bad = dict.fromkeys(("400", "404", "410", "422", "429"), refused)
    not_modified = {"304": {"description": "Not modified."}}
    operation = {"summary": text, "parameters": parameters, "tags": ["open data"]}
    return {"get": operation | {"responses": good | not_modified | bad}}


def _catalogue() -> list[Told]:
    facets = [_option(name, _TEXT, f"A value of the facet {name}.") for name in FACETS]
    return [
        _option("q", {"type": "string", "maxLength": 200}, "Words, or parts of words."),
        *facets,
        _option("sort", {"enum": list(SORTS)}, "Order."),
        _option("limit", {"type": "integer", "minimum": 0, "maximum": 200}, "Entries of a page."),
        _option(
            "offset", {"type": "integer", "minimum": 0, "maximum": 1_000_000}, "From which on."
        ),
        _option("lang", _TEXT, "Language of the order by title."),
    ]


def _groups() -> list[Told]:
    measures = f"^({'|'.join(FUNCTIONS)})(:.+)?$"
    several: Told = {"type": "array", "items": _TEXT}
    counted: Told = {"type": "array", "items": {"type": "string", "pattern": measures}}
    return [
        _ID,
        *_FILTER,
        *_CHOSEN,
        *_PAGED,
        _OLD,
        _option("by", several, "Columns, at most four."),
        _option("measure", counted, "count, or a function and its column: mean:capacity."),
    ]


def _changes() -> list[Told]:
    limit: Told = {"type": "integer", "minimum": 1, "maximum": MOST}
    return [
        _ID,
        _option("since", _TEXT, "Number of a version, or a time; needed on the first page."),
        _option("limit", limit, "Entries of a page."),
        _AFTER,
    ]


def _file() -> Told:
    parameters = [_ID, _VERSION, _KIND, *_FILTER, *_CHOSEN]
    parameters.append(_option("rows", {"type": "string"}, "1-1000, or 1001- for the rest."))
    parameters.append(_option("bom", {"enum": ["1"]}, "CSV that a spreadsheet knows as UTF-8."))
    content: Told = {
        kind: {} for kind in ("text/csv", "application/json", "application/octet-stream")
    }
    whole = {"description": "The file.", "content": content}
    part = {"description": "The range that was asked for.", "content": content}
    beyond = {"description": "The range lies beyond the file."}
    return _operation("Rows as a file.", parameters, {"200": whole, "206": part, "416": beyond})


def _hours() -> Told:
    family = _part("family", _TEXT, "A family of datastreams.")
    kind = _part("kind", {"enum": ["csv", "json"]}, "Form of the file.")
    since, until = (
        _option(name, {"type": "string", "format": "date-time"}, "UTC.")
        for name in ("since", "until")
    )
    bom = _option("bom", {"enum": ["1"]}, "CSV that a spreadsheet knows as UTF-8.")
    content: Told = {"text/csv": {}, "application/json": {}}
    good = {"200": {"description": "Hours.", "content": content}}
    return _operation("Hours of a family.", [family, kind, since, until, bom], good)


def components() -> Told:
    row: Told = {"type": "object"}
    head = {
        "dataset": _TEXT,
        "version": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "licence": _TEXT,
        "attribution": row,
    }
    more = {"next": {"type": ["string", "null"]}}
    rows = {"type": "array", "items": row}
    return {
        "schemas": {
            "Catalogue": _object(count={"type": "integer"}, datasets=rows, facets=row, **more),
            "Dataset": _object(id=_TEXT, kind=_TEXT, title=row, columns=rows, versions=rows),
            "Rows": _object(**head, rows=rows, **more),
            "Groups": _object(**head, groups=rows, complete={"type": "boolean"}),
            "Changes": _object(**head, since={"type": "integer"}, changes=rows, **more),
            "Fault": _object(code={"type": "integer"}, type=_TEXT, message=_TEXT),
        },
        "responses": {
            "Fault": {
                "description": "Why there is no answer; `field` names what was asked wrongly.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}},
            }
        },
    }


def _object(**properties: Told) -> Told:
    return {"type": "object", "properties": properties, "required": list(properties)}
