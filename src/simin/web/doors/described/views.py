"""``/openapi.json`` and ``/data/standards/``: the doors, a line for each client, and the API."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin import __version__
from simin.web.access import public
from simin.web.doors.described import city, plaza, standards
from simin.web.doors.described.clients import clients
from simin.web.doors.described.parts import SCHEMAS, Document
from simin.web.doors.door import KEPT, STALE, Refusal, door
from simin.web.own_address import base_of
from simin.workflows.open_data import opening


def document(base: str) -> Document:
    """``base``: the city's address without a slash at its end."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Simin",
            "version": __version__,
            "description": "The city's public picture and its open data. Nothing needs a key.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": base}],
        "paths": {**city.paths(), **plaza.paths(), **standards.paths()},
        "components": {"schemas": {**SCHEMAS, **plaza.SCHEMAS}},
    }


def _refuse(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    told = {"message": refusal.reason}
    return HttpResponse(json.dumps(told), status=refusal.status, content_type="application/json")


@door(_refuse, kept=3600)
def description(request: HttpRequest) -> HttpResponse:
    text = json.dumps(document(base_of(request)), ensure_ascii=False, indent=1)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    base = base_of(request)
    found = [one.id for one in opening.datasets() if one.newest]
    placed = [one.id for one in opening.datasets() if one.newest and one.schema.spatial]
    told = {
        "title": _("Standard doors"),
        "clients": clients(base, (found or ["NAME"])[0], (placed or ["NAME"])[0]),
        "operations": [_line(path, told["get"]) for path, told in document(base)["paths"].items()],
    }
    response = render(request, "doors/standards.html", told)
    patch_cache_control(
        response, public=True, max_age=0, s_maxage=KEPT, stale_while_revalidate=STALE
    )
    return response


def _line(path: str, told: Document) -> Document:
    names: list[Any] = [one["name"] for one in told["parameters"] if one["in"] == "query"]
    return {"path": path, "summary": _(told["summary"]), "names": names}
