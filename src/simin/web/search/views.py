"""``/search/?q=&kind=&page=``: public, the same for everyone, nothing kept of what was asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from simin.domains.picture.frame import View
from simin.web.access import public
from simin.web.costly import costly
from simin.web.screens import screen_for
from simin.web.search.asking import LONGEST, Answer, answer
from simin.web.search.hit import Kind

KINDS: dict[Kind, Promise] = {
    Kind.INDICATOR: _("Indicators"),
    Kind.WARNING: _("Warnings"),
    Kind.INCIDENT: _("Incidents"),
    Kind.PLACE: _("Places"),
    Kind.PROJECT: _("Projects"),
    Kind.PLEDGE: _("Pledges"),
    Kind.NEWS: _("News"),
    Kind.DATASET: _("Data sets"),
    Kind.DATASTREAM: _("Measured series"),
}
#: Seconds for which an answer may be kept by a cache in between.
KEPT = 10


@public
@costly(1)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """An unknown kind or page is the first of all; what was typed is kept."""
    screen = screen_for(request, View.PUBLIC)
    if screen is None:
        return render(request, "parts/no_picture.html", status=503)
    text, kind = request.GET.get("q", "").replace("\0", ""), _kind(request.GET.get("kind", ""))
    found = answer(screen.snapshot, screen.time, text, kind, _number(request.GET.get("page", "")))
    told = {
        "screen": screen,
        "found": found,
        "kind": kind,
        "asked": text[:LONGEST],
        "facets": _facets(found),
        "groups": [(group, KINDS[group.kind]) for group in found.groups],
    }
    response = render(request, "search/page.html", told)
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


def _kind(text: str) -> Kind | None:
    return Kind(text) if text in list(Kind) else None


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _facets(found: Answer) -> list[tuple[Kind, Promise, int]]:
    return [(one, KINDS[one], found.counts[one]) for one in Kind if found.counts.get(one)]
