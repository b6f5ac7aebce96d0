"""The DataStore: rows of data sets by filters, words, order, offset and limit."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownVersionError
from simin.domains.catalogue.queries import Filter, Question, Schema, Version, name_of
from simin.kit.errors import RejectedError
from simin.kit.odata.syntax import Call, Literal, Node, Operation, Path
from simin.web.doors.ckan.packages import id_of, resource_id
from simin.web.doors.ckan.params import Params
from simin.web.doors.entries import Entry, UnknownEntryError, entries
from simin.workflows.open_data import opening

type Document = dict[str, Any]

USUAL, MOST = 100, 10_000
FORMS = ("objects", "lists", "csv", "tsv")
_TYPES = {
    "number": "float8",
    "integer": "int8",
    "text": "text",
    "time": "timestamptz",
    "boolean": "bool",
    "geometry": "text",
}


def search(params: Params) -> Document:
    id_ = params.needed("resource_id")
    version = _version(id_)
    schema = queries.schema_of(version)
    question = _question(schema, params)
    limit = params.number("limit", USUAL, MOST)
    offset = params.number("offset", 0, queries.FURTHEST)
    shown = _shown(schema, params)
    rows = queries.window(version, question, first=offset, most=limit)
    form = params.one_of("records_format", FORMS, "objects")
    told = [[offset + place, *_cells(row, shown)] for place, row in enumerate(rows, 1)]
    found: Document = {
        "include_total": params.truth("include_total", default=True),
        "limit": limit,
        "offset": offset,
        "records_format": form,
        "resource_id": id_,
        "total_estimation_threshold": None,
        "fields": _fields(schema, shown),
        "records": _records(form, ("_id", *shown), told),
        "_links": _links(params, offset, limit),
    }
    if found["include_total"]:
        found |= {"total": queries.count(version, question), "total_was_estimated": False}
    return found


def info(params: Params) -> Document:
    id_ = params.text("resource_id") or params.needed("id")
    version = _version(id_)
    schema = queries.schema_of(version)
    meta = {"id": id_, "count": version.rows, "table_type": "BASE TABLE"}
    return {"meta": meta, "fields": _fields(schema, schema.names)[1:]}


def _version(id_: str) -> Version:
    """Of the resource, or of the data set of that name."""
    for entry in entries():
        if entry.dataset is not None and id_ in _ids(entry):
            try:
                return opening.version(entry.dataset)
            except UnknownVersionError as error:
                raise UnknownEntryError(id_) from error
    raise UnknownEntryError(id_)


def _ids(entry: Entry) -> set[str]:
    of_files = {resource_id(entry, one) for one in entry.files}
    return {entry.name, id_of("package", entry.name), *of_files}


def _question(schema: Schema, params: Params) -> Question:
    filters = [_filter(schema, *one) for one in params.mapping("filters").items()]
    said = params.text_or_mapping("q")
    where: Node | None = None
    if isinstance(said, dict):
        filters += [Filter(_known(schema, n, "q"), "contains", str(v)) for n, v in said.items()]
    elif said.strip():
        where = _anywhere(schema, said.strip())
    sort, descending = _sort(schema, params.text("sort"))
    return Question(filters=tuple(filters), where=where, sort=sort, descending=descending)


def _filter(schema: Schema, name: str, value: Any) -> Filter:
    column = _known(schema, name, "filters")
    if value is None:
        return Filter(column, "null", True)
    return Filter(column, "in" if isinstance(value, list) else "eq", value)


def _known(schema: Schema, name: str, field: str) -> str:
    if name not in schema.names:
        raise RejectedError(field, f'field "{name[:100]}" not in table')
    return name


def _anywhere(schema: Schema, said: str) -> Node:
    """Rows of which any text holds it, in any case of letters; none where nothing is text."""
    found: Node | None = None
    for column in schema.columns:
        if column.type != "text":
            continue
        text = Call("tolower", (Path((name_of(column.name),)),))
        part = Call("substringof", (Literal(said.casefold()), text))
        found = part if found is None else Operation("or", found, part)
    return found or Operation("eq", Literal(1), Literal(0))


def _sort(schema: Schema, said: str) -> tuple[str | None, bool]:
    """One column; more would order by what no index of a cursor holds."""
    if not said.strip():
        return None, False
    name, _, way = said.strip().rpartition(" ")
    if way.casefold() not in ("asc", "desc") or not name:
        name, way = said.strip(), "asc"
    name = name.strip().strip('"')
    if name == "_id":
        return None, False
    return _known(schema, name, "sort"), way.casefold() == "desc"


def _shown(schema: Schema, params: Params) -> tuple[str, ...]:
    asked = [name for name in params.names("fields") if name != "_id"]
    return tuple(_known(schema, name, "fields") for name in asked) or schema.names


def _fields(schema: Schema, shown: tuple[str, ...]) -> list[Document]:
    told = [{"id": name, "type": _TYPES[schema.column(name).type]} for name in shown]
    return [{"id": "_id", "type": "int"}, *told]


def _cells(row: Mapping[str, Any], shown: tuple[str, ...]) -> Iterator[Any]:
    """A time of rows is UTC and does not say so; a ``timestamptz`` does."""
    for name in shown:
        value = row[name]
        is_time = isinstance(value, datetime)
        yield value.replace(tzinfo=UTC).isoformat() if is_time else value


def _records(form: str, names: tuple[str, ...], rows: list[list[Any]]) -> Any:
    """Lists and texts have no names: ``fields`` tells them in the same order."""
    match form:
        case "lists":
            return rows
        case "csv" | "tsv":
            file = io.StringIO()
            comma = "," if form == "csv" else "\t"
            csv.writer(file, delimiter=comma, lineterminator="\n").writerows(rows)
            return file.getvalue()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _links(params: Params, offset: int, limit: int) -> Document:
    """The same question, also where it came as JSON."""
    said = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in params.told.items()
        if name not in ("offset", "limit")
    }
    start = f"/api/3/action/datastore_search?{urlencode(said)}"
    return {"start": start, "next": f"{start}&offset={offset + limit}&limit={limit}"}
