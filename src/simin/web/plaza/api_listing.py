"""The catalogue by programs: search, facets, order, pages."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from simin.kit.errors import RejectedError
from simin.web.own_address import base_of
from simin.web.plaza.asked import check_names
from simin.web.plaza.documents import Document, dataset_document, family_document
from simin.web.plaza.door import json_answer, program
from simin.web.plaza.listing import LONGEST
from simin.workflows.open_data.kept import shelf
from simin.workflows.open_data.opening import PublicDataset
from simin.workflows.open_data.shelf import FACETS, SORTS, Entry

#: Entries of a page where nobody says, and at most; and how far a page may lie.
USUAL, MOST, FARTHEST = 20, 200, 1_000_000


@program()
def datasets(request: HttpRequest) -> HttpResponseBase:
    """``q=…&theme=…&sort=changed&limit=20&offset=40``."""
    check_names(request.GET, {"q", "sort", "limit", "offset", "lang", *FACETS})
    query, sort = request.GET.get("q", ""), request.GET.get("sort", "relevance")
    if sort not in SORTS:
        raise RejectedError("sort", f"{sort[:40]!r} is none of: {', '.join(SORTS)}")
    if len(query) > LONGEST or "\0" in query:
        raise RejectedError("q", f"at most {LONGEST} characters, and no NUL")
    limit = _number(request, "limit", USUAL, MOST)
    offset = _number(request, "offset", 0, FARTHEST)
    found = shelf().search(
        query,
        {name: request.GET.get(name, "") for name in FACETS},
        sort=sort,
        language=request.GET.get("lang", "ko"),
        first=offset,
        most=limit,
    )
    base, more = base_of(request), offset + limit < found.count
    return json_answer(
        request,
        {
            "count": found.count,
            "datasets": [entry_document(one, base) for one in found.entries],
            "facets": found.facets,
            "next": _next(request, base, offset + limit) if more else None,
        },
    )


def entry_document(one: Entry, base: str) -> Document:
    if isinstance(one.of, PublicDataset):
        return dataset_document(one.of, base)
    return family_document(one.of, base)


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    said = request.GET.get(name, "")
    if not said:
        return usual
    if not (said.isascii() and said.isdecimal() and len(said) < 10 and int(said) <= most):
        raise RejectedError(name, f"{said[:40]!r} is no number up to {most}")
    return int(said)


def _next(request: HttpRequest, base: str, offset: int) -> str:
    asked = request.GET.copy()
    asked["offset"] = str(offset)
    return f"{base}{request.path}?{asked.urlencode()}"
