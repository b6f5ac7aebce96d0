"""``/catalog.ttl``, ``.jsonld`` and ``.rdf``: written once and kept while no entry changes."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from http import HTTPStatus
from threading import Lock

from django.http import HttpRequest, HttpResponse
from shapely.geometry import shape

from simin.domains.places import queries as places
from simin.kit.errors import RejectedError
from simin.kit.translated import languages, words
from simin.web.doors.door import Refusal, door
from simin.web.doors.entries import Entry, city_words, entries, subjects, themes
from simin.web.doors.services import services
from simin.web.own_address import base_of

#: Entries of a page; a catalogue that is smaller has one.
PAGE = 1000
#: Ending to rdflib's name of the form and its media type.
FORMS = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json; charset=utf-8"),
    "rdf": ("pretty-xml", "application/rdf+xml; charset=utf-8"),
}
#: Catalogues that are kept.
MOST = 12
_kept: OrderedDict[str, bytes] = OrderedDict()
#: A large catalogue takes seconds to write: by one thread, whoever else asks waits for it.
_writing = Lock()


def _refuse(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    told = f"{refusal.field}: {refusal.reason}" if refusal.field else refusal.reason
    return HttpResponse(
        f"{told}\n", status=refusal.status, content_type="text/plain; charset=utf-8"
    )


@door(_refuse)
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """``?page=2`` where there are more entries than a page holds."""
    found = entries()
    pages = max(1, -(-len(found) // PAGE))
    page = _page(request.GET.get("page", "1"), pages)
    part = found[(page - 1) * PAGE : page * PAGE]
    base = base_of(request)
    key = _key(part, base, form, (page, pages, len(found)))
    with _writing:
        body = _kept.get(key) or _written(key, form, part, base, (page, pages, len(found)))
    return HttpResponse(body, content_type=FORMS[form][1], status=HTTPStatus.OK)


def _page(said: str, pages: int) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10 and 1 <= int(said) <= pages):
        raise RejectedError("page", f"a number from 1 to {pages}")
    return int(said)


def _key(part: Sequence[Entry], base: str, form: str, numbers: tuple[int, int, int]) -> str:
    told = repr((part, base, form, numbers, city_words(), themes(), subjects()))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _written(
    key: str, form: str, part: Sequence[Entry], base: str, numbers: tuple[int, int, int]
) -> bytes:
    from simin.web.doors.dcat.graph import CatalogueGraph, Told  # noqa: PLC0415 - see the package

    page, pages, total = numbers
    told = Told(
        base=base,
        title=words("Open data of {city}", city=city_words()),
        description=words("Everything that the city measures and keeps and that is public"),
        publisher=city_words(),
        languages=languages(),
        bounds=_bounds(),
        themes=themes(),
        subjects=subjects(),
        services=services(),
        entries=part,
        path=f"/catalog.{form}",
        page=page,
        pages=pages,
        total=total,
    )
    body: bytes = CatalogueGraph(told).graph.serialize(format=FORMS[form][0], encoding="utf-8")
    _kept[key] = body
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return body


def _bounds() -> tuple[float, float, float, float] | None:
    found = [shape(dict(one.geometry)).bounds for one in places.districts()]
    if not found:
        return None
    west, south, east, north = zip(*found, strict=True)
    return min(west), min(south), max(east), max(north)
