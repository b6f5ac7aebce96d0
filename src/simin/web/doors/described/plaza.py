"""The operations of the plaza: the catalogue, data sets and their rows, files. Pure.

Every option that the views take stands here, and nothing else; a test holds the two together.
"""

from django.utils.translation import gettext_noop as said

from simin.domains.catalogue.queries import MOST_GROUPS
from simin.web.doors.described.parts import (
    JSON,
    Document,
    listed,
    one_of,
    operation,
    parameter,
    schema,
    struct,
    whole,
)
from simin.web.plaza.asked import FUNCTIONS, MOST, USUAL
from simin.web.plaza.files import TYPES
from simin.workflows.open_data.forms import FORMATS
from simin.workflows.open_data.shelf import FACETS, SORTS

_TEXT: Document = {"type": "string"}
_TIME: Document = {"type": "string", "format": "date-time"}
_OBJECTS = listed({"type": "object"})
_NAME = parameter("name", place="path", says="Id of a data set")
_FILTER = (
    parameter("$filter", {**_TEXT, "maxLength": 8000}, says="spaces gt 10 and contains(name, 'x')"),
    parameter("bbox", says="west,south,east,north in degrees"),
    parameter("near", says="longitude,latitude,metres"),
)
_CHOSEN = (
    parameter("$orderby", says="A column, with asc or desc behind it"),
    parameter("$select", says="Columns, with commas between"),
)
_PAGED = (
    parameter("$top", {**whole(1, MOST), "default": USUAL}, says="Entries of a page"),
    parameter("$count", {"type": "boolean"}, says="Also tell how many there are in all"),
)
_VERSION = parameter("version", whole(1, 999_999_999), says="A version other than the newest")
_AFTER = parameter("after", says="Where the next page begins: from `next`")
_BOM = parameter("bom", one_of("1"), says="CSV that a spreadsheet knows as UTF-8")

_MORE: Document = {"next": {"type": ["string", "null"]}}
_HEAD: Document = {
    "dataset": _TEXT,
    "version": {"type": "integer"},
    "at": _TIME,
    "licence": _TEXT,
    "attribution": {"type": "object"},
}
SCHEMAS: Document = {
    "Catalogue": struct(
        {"count": {"type": "integer"}, "datasets": _OBJECTS, "facets": {"type": "object"}, **_MORE}
    ),
    "Dataset": struct(
        {
            "id": _TEXT,
            "kind": _TEXT,
            "title": {"type": "object"},
            "columns": _OBJECTS,
            "versions": _OBJECTS,
        }
    ),
    "Rows": struct({**_HEAD, "rows": _OBJECTS, **_MORE}),
    "Groups": struct({**_HEAD, "groups": _OBJECTS, "complete": {"type": "boolean"}}),
    "Changes": struct({**_HEAD, "since": {"type": "integer"}, "changes": _OBJECTS, **_MORE}),
}


def paths() -> Document:
    return {**_catalogue(), **_rows(), **_file(), **_hours()}


def _catalogue() -> Document:
    asked = (
        parameter("q", {**_TEXT, "maxLength": 200}, says="Words, or parts of words"),
        *(parameter(name, says="A value of this facet") for name in FACETS),
        parameter("sort", one_of(*SORTS)),
        parameter("limit", whole(0, 200)),
        parameter("offset", whole(0, 1_000_000)),
        parameter("lang", one_of("ko", "en"), says="Language of the order by title"),
    )
    return {
        "/data/api/datasets": operation(
            said("Search the catalogue"), id_="datasets", tag="data sets", media=JSON,
            schema=schema("Catalogue"), parameters=asked, faults="plaza", statuses=("400",),
        )
    }  # fmt: skip


def _rows() -> Document:
    base = "/data/api/datasets/{name}"
    by = _several("by", _TEXT, "Columns, at most four")
    measures: Document = {**_TEXT, "pattern": f"^({'|'.join(FUNCTIONS)})(:.+)?$"}
    measure = _several("measure", measures, "count, or a function and its column: mean:spaces")
    most = parameter("$top", {**whole(1, MOST_GROUPS), "default": USUAL}, says="Groups at most")
    since = {**parameter("since", says="A version or a time"), "required": True}
    limit = parameter("limit", whole(1, MOST), says="Entries of a page")
    told = {
        "": (said("A data set: words, columns, versions"), "Dataset", ()),
        "rows": (said("Rows by filter, order and place"), "Rows",
                 (*_FILTER, *_CHOSEN, *_PAGED, _VERSION, _AFTER)),
        "groups": (said("Rows counted and measured by columns"), "Groups",
                   (*_FILTER, most, by, measure, _VERSION)),
        "changes": (said("Rows that changed since a version"), "Changes", (since, limit, _AFTER)),
    }  # fmt: skip
    return {
        f"{base}/{name}".rstrip("/"): operation(
            summary, id_=f"dataset_{name or 'words'}", tag="data sets", media=JSON,
            schema=schema(answer), parameters=(_NAME, *parameters), faults="plaza",
            statuses=("400", "404", "410", "422"),
        )
        for name, (summary, answer, parameters) in told.items()
    }  # fmt: skip


def _several(name: str, one: Document, says: str) -> Document:
    lists = {"explode": True, "style": "form"}
    return {**parameter(name, {**listed(one), "minItems": 1}, says=says), **lists}


def _file() -> Document:
    kind = parameter("kind", one_of(*FORMATS), place="path")
    number = parameter("version", whole(1, 999_999_999), place="path")
    part = parameter("rows", {**_TEXT, "pattern": "^[0-9]{1,15}-([0-9]{1,15})?$"}, says="1-1000")
    media = sorted({told.partition(";")[0] for told in TYPES.values()})
    found = operation(
        said("Rows as a file; a broken line goes on by Range"), id_="file", tag="data sets",
        media=media, parameters=(_NAME, number, kind, *_FILTER, *_CHOSEN, part, _BOM),
        faults="plaza", statuses=("400", "404", "410", "416", "422"),
    )  # fmt: skip
    answers = found["get"]["responses"]
    answers["206"] = {**answers["200"], "description": "The range that was asked for"}
    return {"/data/{name}/{version}/rows.{kind}": found}


def _hours() -> Document:
    family = parameter("family", place="path", says="A family of datastreams")
    kind = parameter("kind", one_of("csv", "json"), place="path")
    span = (parameter("since", _TIME), parameter("until", _TIME))
    return {
        "/data/series/{family}/hours.{kind}": operation(
            said("Hours of a family as a file"), id_="hours", tag="observations",
            media=("text/csv", JSON), parameters=(family, kind, *span, _BOM),
            faults="plaza", statuses=("400", "404", "422"),
        )
    }  # fmt: skip
