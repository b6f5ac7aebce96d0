"""``/data/NAME/VERSION/rows.csv``: the rows of a version as a file, all of them or those asked for.

The address of a version is the file's for ever; ``/data/NAME/rows.csv`` leads to the newest one.
"""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownVersionError
from simin.domains.catalogue.queries import Part, Question, Schema, Version
from simin.kit.errors import NotFoundError, RejectedError
from simin.web.plaza.asked import asked_rows, asked_rows_range
from simin.web.plaza.documents import moment
from simin.web.plaza.door import cacheable, program, tag
from simin.web.plaza.formats import EDITION, csv_file, json_file, xlsx_file
from simin.web.plaza.sending import Made, send
from simin.web.plaza.used import note_download
from simin.workflows.open_data import opening
from simin.workflows.open_data.forms import formats_of
from simin.workflows.open_data.opening import PublicDataset

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@program()
def newest(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """Leads to the newest version's."""
    found = opening.dataset(name)
    if found.newest is None:
        raise UnknownVersionError(name, 0)
    address = reverse("plaza-file", args=(name, found.newest.number, kind))
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=HTTPStatus.FOUND)
    response["Location"] = f"{address}?{query}" if query else address
    cacheable(response)
    return response


@program(cost=4)
def file(request: HttpRequest, name: str, number: int, kind: str) -> HttpResponseBase:
    """``?$filter=…&$select=…&rows=1-1000&bom=1``."""
    found = opening.dataset(name)
    of = opening.version(found, number)
    response = send(request, _made(request, found, of, kind))
    cacheable(response, lasting=found.newest is not None and number < found.newest.number)
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        note_download(name, kind)
    return response


def _made(request: HttpRequest, found: PublicDataset, of: Version, kind: str) -> Made:
    schema = queries.schema_of(of)
    if kind not in formats_of(schema):
        raise NotFoundError(f"{found.id} is not to be had as {kind!r:.40}")
    question, part = _asked(request, schema)
    if kind == "geojson":
        part = _placed(schema, part)
    bom = kind == "csv" and request.GET.get("bom") == "1"
    etag = tag(EDITION, found.id, *_content(of, kind), found.mask, kind, question, part, bom)
    rows = _Rows(found, of, question, part)
    made = Made(
        name=f"{etag.strip(chr(34))}.{kind}",
        file_name=f"{found.id}-{of.number}.{kind}",
        content_type=TYPES[kind],
        etag=etag,
    )
    if kind == "parquet":
        return replace(made, fill=rows.parquet, grows=True)
    if kind == "xlsx":
        return replace(made, fill=rows.spreadsheet, check=rows.check_spreadsheet)
    return replace(made, parts=lambda: rows.told(kind, bom=bom))


def _asked(request: HttpRequest, schema: Schema) -> tuple[Question, Part]:
    said = str(request.META.get("QUERY_STRING", ""))
    for name in ("$top", "$count"):
        if name in request.GET:
            raise RejectedError(name, "has no meaning for a file; rows=1-1000 is a part of it")
    asked = asked_rows(schema, said, request.GET, "rows", "bom")
    first, most = asked_rows_range(request.GET.get("rows"))
    return asked.question, Part(columns=asked.columns, first=first, most=most)


def _placed(schema: Schema, part: Part) -> Part:
    """With the columns that say where, whatever was chosen."""
    where = (schema.geometry, schema.longitude, schema.latitude)
    more = tuple(name for name in where if name and name not in part.columns)
    return Part(columns=part.columns + more, first=part.first, most=part.most)


def _content(of: Version, kind: str) -> tuple[object, ...]:
    """The version; of Parquet, whose bytes are the engine's, also its files."""
    files = [one["sha256"] for one in of.files] if kind == "parquet" else []
    return of.number, of.at, of.rows, files


class _Rows:
    """The rows of one file, asked when they are needed."""

    def __init__(self, found: PublicDataset, of: Version, question: Question, part: Part) -> None:
        self._found, self._of, self._question, self._part = found, of, question, part
        self._schema = queries.schema_of(of)

    def told(self, kind: str, *, bom: bool) -> Iterable[bytes]:
        rows, columns = self._rows(), self._part.columns
        match kind:
            case "csv":
                return csv_file.lines(self._schema, columns, rows, bom=bom)
            case "jsonl":
                return json_file.by_line(columns, rows)
            case "geojson":
                return json_file.features(self._schema, columns, rows)
        return json_file.array(self._head(), columns, rows)

    def parquet(self, target: Path) -> None:
        queries.write_parquet(self._of, self._question, self._part, target)

    def check_spreadsheet(self) -> None:
        count = queries.count(self._of, self._question) - self._part.first + 1
        most = self._part.most
        rows = count if most is None else min(count, most)
        xlsx_file.check_size(rows, len(self._part.columns))

    def spreadsheet(self, target: Path) -> None:
        xlsx_file.write(self._part.columns, self._rows(), target)

    def _rows(self) -> Iterable[tuple[Any, ...]]:
        return queries.parts_of_rows(self._of, self._question, self._part)

    def _head(self) -> dict[str, Any]:
        return {
            "dataset": self._found.id,
            "version": self._of.number,
            "at": moment(self._of.at),
            "licence": self._found.licence.id,
        }
