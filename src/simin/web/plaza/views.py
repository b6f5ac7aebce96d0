"""``/data/``, ``/data/NAME/`` and how a data set is cited."""

from http import HTTPStatus
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import (
    QuestionTooLargeError,
    UnknownDatasetError,
    UnknownVersionError,
)
from simin.kit.errors import RejectedError
from simin.web.access import public
from simin.web.costly import costly
from simin.web.datasets.asked import SIGNS
from simin.web.datasets.faults import fault
from simin.web.desk.moment import city_time
from simin.web.own_address import base_of
from simin.web.plaza import citing, related
from simin.web.plaza.door import cacheable
from simin.web.plaza.filter_words import both, written
from simin.web.plaza.listing import Listing
from simin.web.plaza.page import DatasetPage
from simin.web.plaza.shown_rows import ASKED
from simin.web.plaza.used import note_download, today
from simin.workflows.open_data import opening

#: Seconds for which a page may be kept, by anybody; and by shared caches.
KEPT, SHARED = 10, 30
_CITED = {
    "bib": ("application/x-bibtex; charset=utf-8", citing.bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", citing.ris),
    "csl.json": (
        "application/vnd.citationstyles.csl+json",
        lambda of: msgspec.json.encode(citing.csl(of)).decode(),
    ),
}


def kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(
        response, public=True, max_age=KEPT, s_maxage=SHARED, stale_while_revalidate=600
    )
    return response


@public
@costly(2, plain=1)
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """``?q=&theme=&owner=&format=&licence=&freshness=&place=&sort=&page=``."""
    found = Listing(request.GET.dict(), city_time())
    return kept(render(request, "plaza/list.html", {"listing": found}))


@public
@costly(4, plain=1)
@require_safe
def dataset(request: HttpRequest, name: str) -> HttpResponseBase:
    """``?$filter=&$orderby=&after=``; ``column operator value`` become a filter."""
    try:
        found = opening.dataset(name)
    except UnknownDatasetError as error:
        raise Http404 from error
    context: dict[str, Any] = {
        "signs": SIGNS,
        "asked": request.GET,
        "typed": request.GET.get("$filter", ""),
    }
    try:
        if request.GET.get("column"):
            return redirect(_filtered(request, found), permanent=False)
        shown = DatasetPage(found, request.GET, base_of(request), city_time())
        shown.check()
    except RejectedError as error:
        context["fault"] = fault(error)
        shown = _plain(request, found)
    except QuestionTooLargeError:
        context["fault"] = _("The question takes too long. A narrower filter takes less.")
        shown = _plain(request, found)
    except UnknownVersionError:
        context["fault"] = _("That version is no longer kept.")
        shown = _plain(request, found)
    context |= {
        "shown": shown,
        "cards": related.cards(theme=found.dataset.theme),
        "others": related.others(name, theme=found.dataset.theme),
        "uses": queries.uses(name, until=today()),
    }
    if request.method == "GET" and not any(request.GET.get(each) for each in (*ASKED, "after")):
        note_download(name, "page")
    if "fault" not in context:
        return kept(render(request, "plaza/dataset.html", context))
    response = render(request, "plaza/dataset.html", context, status=HTTPStatus.BAD_REQUEST)
    response["Cache-Control"] = "no-store"
    return response


def _plain(request: HttpRequest, found: opening.PublicDataset) -> DatasetPage:
    """Without what was asked wrongly; what was typed stays in the form."""
    nothing = request.GET.copy()
    nothing.clear()
    return DatasetPage(found, nothing, base_of(request), city_time())


def _filtered(request: HttpRequest, found: opening.PublicDataset) -> str:
    asked, zone = request.GET, city_time().zone
    more = written(
        found.schema,
        asked.get("column", ""),
        asked.get("operator", "eq"),
        asked.get("value", "")[:200],
        zone,
    )
    told = {name: asked.get(name, "") for name in ASKED}
    told["$filter"] = both(told["$filter"], more)
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{reverse('plaza-dataset', args=(found.id,))}?{query}#rows"


@public
@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """How the API is asked."""
    return kept(render(request, "plaza/api.html", {"base": base_of(request)}))


@public
@costly(1)
@require_safe
def citation(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """``cite.bib``, ``cite.ris``, ``cite.csl.json``."""
    if form not in _CITED:
        raise Http404
    try:
        found = opening.dataset(name)
    except UnknownDatasetError as error:
        raise Http404 from error
    shown = _plain(request, found)
    kind, make = _CITED[form]
    response = HttpResponse(make(shown.cited), content_type=kind)
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{form}"))
    cacheable(response)
    return response
