"""``/ogc/features/…``: as JSON, or as pages for people (``f=html`` or by what is accepted)."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from simin.domains.catalogue import queries
from simin.kit.errors import NotFoundError, RejectedError
from simin.kit.text import pick
from simin.kit.translated import languages, words
from simin.web.doors import refused
from simin.web.doors.door import Refusal, door
from simin.web.doors.entries import city_words
from simin.web.doors.features import documents
from simin.web.doors.features.asked import MOST, asked, only
from simin.web.doors.features.documents import GEOJSON, JSON, Document, both, link
from simin.web.own_address import base_of
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicDataset

_CODES = {
    HTTPStatus.BAD_REQUEST: "InvalidParameterValue",
    HTTPStatus.NOT_FOUND: "NotFound",
    HTTPStatus.TOO_MANY_REQUESTS: "TooManyRequests",
}


#: Of a page that has none of its own.
_TITLE = "OGC API - Features"


def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The exception of the standard (17-069r4, 7.5.1); a page for whoever asked for one."""
    if _is_page(request):
        return refused.page(request, refusal)
    reason = f"{refusal.field}: {refusal.reason}" if refusal.field else refusal.reason
    code = _CODES.get(refusal.status, refusal.status.phrase.replace(" ", ""))
    return _json({"code": code, "description": reason}, JSON, refusal.status)


@door(_refuse)
def landing(request: HttpRequest) -> HttpResponse:
    only(request.GET, "f")
    language = languages()[0]
    title = pick(words("Open data of {city}", city=city_words()), language)
    about = pick(words("Places of data sets (OGC API Features)"), language)
    return _told(request, documents.landing(_base(request), base_of(request), title, about))


@door(_refuse)
def conformance(request: HttpRequest) -> HttpResponse:
    only(request.GET, "f")
    links = both(f"{_base(request)}/conformance")
    return _told(request, {"conformsTo": documents.CONFORMANCE, "links": links})


@door(_refuse)
def collections(request: HttpRequest) -> HttpResponse:
    only(request.GET, "f")
    base, language = _base(request), languages()[0]
    told = [documents.collection(one, base, language) for one in documents.collections()]
    return _told(request, {"links": both(f"{base}/collections"), "collections": told})


@door(_refuse)
def collection(request: HttpRequest, name: str) -> HttpResponse:
    only(request.GET, "f")
    return _told(request, documents.collection(_found(name), _base(request), languages()[0]))


@door(_refuse)
def items(request: HttpRequest, name: str) -> HttpResponse:
    """``?bbox=&datetime=&limit=&after=&PROPERTY=``"""
    told = _single(request)
    after = told.get("after") or None
    found = _found(name)
    version = opening.version(found, queries.cursor_version(after) if after else None)
    schema = queries.schema_of(version)
    wanted = asked(schema, told)
    page = queries.rows(
        version, wanted.question, limit=wanted.limit, cursor=wanted.after, most=MOST
    )
    links = both(request.build_absolute_uri(), GEOJSON)
    if page.cursor:
        links.append(link(_next(request, page.cursor), "next", GEOJSON))
    links.append(link(f"{_base(request)}/collections/{quote(name)}", "collection", JSON))
    matched = queries.count(version, wanted.question)
    return _told(request, documents.items(schema, page.rows, matched, links), GEOJSON)


@door(_refuse)
def item(request: HttpRequest, name: str, key: str) -> HttpResponse:
    only(request.GET, "f")
    version = opening.version(_found(name))
    row = queries.by_key(version, key)
    if row is None:
        raise NotFoundError(f"{name} has no feature {key!r:.100}")
    told = documents.feature(queries.schema_of(version), row)
    address = f"{_base(request)}/collections/{quote(name)}"
    links = [
        *both(f"{address}/items/{quote(key)}", GEOJSON),
        link(address, "collection", JSON),
    ]
    return _told(request, {**told, "links": links}, GEOJSON)


def _found(name: str) -> PublicDataset:
    found = opening.dataset(name)
    if not found.schema.spatial:
        raise NotFoundError(f"{name} stands nowhere and is no collection")
    return found


def _single(request: HttpRequest) -> dict[str, str]:
    for name, values in request.GET.lists():
        if len(values) > 1:
            raise RejectedError(name, "stands twice")
    return {name: str(value) for name, value in request.GET.items()}


def _next(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query["after"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=',/')}")


def _base(request: HttpRequest) -> str:
    return f"{base_of(request)}/ogc/features"


def _told(request: HttpRequest, document: Document, media: str = JSON) -> HttpResponse:
    form = request.GET.get("f")
    if form not in (None, "json", "html"):
        raise RejectedError("f", "json or html")
    response = _page(request, document) if _is_page(request) else _json(document, media)
    patch_vary_headers(response, ["Accept"])
    return response


def _is_page(request: HttpRequest) -> bool:
    form = request.GET.get("f")
    return form == "html" or (form is None and _wants_page(request))


def _wants_page(request: HttpRequest) -> bool:
    media = ["application/json", "application/geo+json", "text/html"]
    return request.get_preferred_type(media) == "text/html"


def _page(request: HttpRequest, document: Document) -> HttpResponse:
    features = document.get("features") or ([document] if "geometry" in document else [])
    names = list(features[0]["properties"]) if features else []
    return render(
        request,
        "doors/features.html",
        {
            "document": document,
            "title": document.get("title") or document.get("id") or _TITLE,
            "links": [one for one in document.get("links", ()) if one["type"] != "text/html"],
            "names": names,
            "rows": [(one["id"], [one["properties"][name] for name in names]) for one in features],
        },
    )


def _json(document: Document, media: str, status: int = HTTPStatus.OK) -> HttpResponse:
    text: Any = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text.encode("utf-8", "replace"), status=status, content_type=media)
