"""``/embed/card/…``: one indicator for other people's pages, and the image that stands for a link.

Both are the public view for everyone, signed in or not. The embedded page runs no script, sets
nothing and fetches itself anew; it alone may stand in a frame.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from simin.domains.picture.frame import View
from simin.web.access import public
from simin.web.card.lookup import Found, NoPictureError, UnknownCardError, find
from simin.web.card.page import city_of
from simin.web.card.share import drawn, shared
from simin.web.costly import costly
from simin.web.presentation.indicators import indicator
from simin.web.presentation.screen import Screen

#: Seconds for which an answer may be kept.
KEPT = 60
FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": ["*"], "script-src": ["'none'"]}


@public
@xframe_options_exempt
@csp_override(FRAMED)
@require_safe
def embed(request: HttpRequest, card_id: str) -> HttpResponse:
    """``?district=`` shows that district's value, ``?theme=dark`` the dark theme."""
    found = _found(card_id)
    if found.card.kind != "indicator":
        raise Http404("only indicators can be embedded")
    screen = Screen(found.snapshot, city_of(), datetime.now(UTC), {})
    district = request.GET.get("district", "")
    names = {one.id: one.name for one in screen.districts}
    district = district if district in names else ""
    shown = indicator(found.card, screen.time, district)
    told = {
        "screen": screen,
        "card": shown,
        "place": names.get(district, screen.city.name),
        "theme": "dark" if request.GET.get("theme") == "dark" else "light",
    }
    response = render(request, "card/embed.html", told)
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@public
@costly(4)
@require_safe
def image(request: HttpRequest, card_id: str) -> HttpResponseBase:
    """``/card/…/share.png``: 1200 × 630, with the trust mark and the time on it."""
    found = _found(card_id)
    screen = Screen(found.snapshot, city_of(), datetime.now(UTC), {})
    response = HttpResponse(drawn(shared(found.card, screen)), content_type="image/png")
    patch_cache_control(response, public=True, max_age=KEPT)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _found(card_id: str) -> Found:
    try:
        return find(card_id, View.PUBLIC)
    except (UnknownCardError, NoPictureError) as error:
        raise Http404("no such card") from error
