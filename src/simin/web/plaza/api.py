"""The API of data sets: rows, groups, what changed (``docs/reference/open-data.md``)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownVersionError
from simin.domains.catalogue.queries import Version
from simin.kit.errors import RejectedError
from simin.kit.odata.lexer import moment as read_moment
from simin.web.own_address import base_of
from simin.web.plaza.asked import MOST, asked_grouped, asked_rows, check_names
from simin.web.plaza.documents import (
    columns_document,
    dataset_document,
    moment,
    row_document,
    version_document,
)
from simin.web.plaza.door import json_answer, program
from simin.web.plaza.used import note_download
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset

#: Versions that are listed.
VERSIONS = 200


@program()
def dataset(request: HttpRequest, name: str) -> HttpResponseBase:
    """What there is to know of a data set: words, columns, versions."""
    check_names(request.GET, ())
    found = opening.dataset(name)
    document = dataset_document(found, base_of(request))
    document["columns"] = columns_document(found.schema)
    document["versions"] = [version_document(one) for one in queries.versions(name, VERSIONS)]
    return json_answer(request, document)


@program()
def rows(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of rows; ``next`` leads on, in the version in which one began."""
    found, of, after = _opened(request, name)
    schema = queries.schema_of(of)
    asked = asked_rows(schema, _query(request), request.GET, "after", "version")
    page = queries.rows(of, asked.question, limit=asked.top, cursor=after, most=MOST)
    document: dict[str, Any] = _head(found, of)
    if asked.count:
        document["count"] = queries.count(of, asked.question)
    document["rows"] = [row_document(row, asked.columns) for row in page.rows]
    document["next"] = next_page(request, page.cursor)
    note_download(name, "api")
    return json_answer(request, document, lasting=_lasting(request, found, of))


@program(cost=2)
def groups(request: HttpRequest, name: str) -> HttpResponseBase:
    """``by=district&measure=count&measure=mean:capacity``: one entry a group, the largest first."""
    found, of, _ = _opened(request, name)
    asked = asked_grouped(queries.schema_of(of), _query(request), request.GET)
    told = queries.aggregate(
        of, asked.question, by=asked.by, measures=asked.measures, most=asked.top + 1
    )
    names = [*asked.by, *(one.name for one in asked.measures)]
    document = _head(found, of)
    document["groups"] = [row_document(row, names) for row in told[: asked.top]]
    document["complete"] = len(told) <= asked.top
    return json_answer(request, document, lasting=_lasting(request, found, of))


@program(cost=2)
def changes(request: HttpRequest, name: str) -> HttpResponseBase:
    """``since=12`` or a time: rows added, changed and removed since that version."""
    check_names(request.GET, {"since", "after", "limit"})
    found, after = opening.dataset(name), request.GET.get("after")
    if after:
        numbers = queries.cursor_versions(after)
        old, new = (opening.version(found, number) for number in numbers)
    else:
        new = opening.version(found)
        old = opening.version(found, _since(name, request.GET.get("since", "")))
    limit = _limit(request.GET.get("limit", ""))
    page = queries.rows_changed(old, new, limit=limit, cursor=after, most=MOST)
    names = queries.schema_of(new).names
    document = _head(found, new) | {
        "since": old.number,
        "changes": [
            {
                "key": one.key,
                "change": one.change,
                "row": None if one.row is None else row_document(one.row, names),
            }
            for one in page.rows
        ],
        "next": next_page(request, page.cursor),
    }
    return json_answer(request, document)


def _since(name: str, said: str) -> int:
    """A version's number, or the one that stood at a time. Raises ``RejectedError``."""
    if said.isascii() and said.isdecimal() and len(said) < 10:
        return int(said)
    try:
        at = read_moment(said)
    except ValueError as error:
        raise RejectedError("since", f"{said[:40]!r} is no version and no time") from error
    return _standing(name, at)


def _standing(name: str, at: datetime) -> int:
    number = queries.standing(name, at)
    if number is None:
        raise UnknownVersionError(name, 0)
    return number


def _limit(said: str) -> int:
    if not said:
        return MOST
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise RejectedError("limit", f"{said[:40]!r} is no number")
    return int(said)


def _opened(request: HttpRequest, name: str) -> tuple[PublicDataset, Version, str | None]:
    """The data set, and the version that is asked for or in which the reader began."""
    found, after = opening.dataset(name), request.GET.get("after") or None
    said = request.GET.get("version", "")
    if said and not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise RejectedError("version", f"{said[:40]!r} is no number of a version")
    number = int(said) if said else queries.cursor_version(after) if after else None
    return found, opening.version(found, number), after


def _head(found: PublicDataset, of: Version) -> dict[str, Any]:
    return {
        "dataset": found.id,
        "version": of.number,
        "at": moment(of.at),
        "licence": found.licence.id,
        "attribution": found.dataset.attribution,
    }


def _lasting(request: HttpRequest, found: PublicDataset, of: Version) -> bool:
    """Whether its address names a version behind the newest: what most ask for is kept shortly, so
    that what is withheld goes soon."""
    pinned = "version" in request.GET or "after" in request.GET
    return pinned and found.newest is not None and of.number < found.newest.number


def next_page(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = request.GET.copy()
    asked["after"] = cursor
    asked.pop("version", None)
    asked.pop("since", None)
    return f"{base_of(request)}{request.path}?{asked.urlencode(safe='$,/')}"


def _query(request: HttpRequest) -> str:
    return str(request.META.get("QUERY_STRING", ""))
