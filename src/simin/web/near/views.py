"""``/near/``: choose a place, and see how it is there. Public, and the same for everyone."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

from simin.domains.picture.frame import View
from simin.web.access import public
from simin.web.near.page import NearPage
from simin.web.near.places import Place, all_places, find, matching
from simin.web.permissions_policy import allows_place
from simin.web.presentation.city import city_frame
from simin.web.screens import screen_for

#: Seconds that the list of places may be kept: it changes with a new pack only.
KEPT = 3600
DIGITS = 5


@public
@allows_place
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """``?q=``: part of a name; the only place of that name is shown at once."""
    asked = request.GET.get("q", "").strip()[:100]
    found = matching(asked)
    if len(found) == 1:
        return HttpResponseRedirect(found[0].address)
    city = city_frame()
    told = {"asked": asked, "found": found, "city": city}
    response = render(request, "near/choose.html", told, status=200 if city else 503)
    patch_cache_control(response, public=True, max_age=60)
    return response


@public
@allows_place
@require_safe
def district(request: HttpRequest, district: str) -> HttpResponse:
    return _shown(request, find(district), district)


@public
@allows_place
@require_safe
def neighbourhood(request: HttpRequest, district: str, neighbourhood: str) -> HttpResponse:
    return _shown(request, find(district, neighbourhood), neighbourhood)


@public
@require_safe
def places(request: HttpRequest) -> HttpResponseBase:
    """``[key, names, names of its district | null, longitude, latitude]`` of each place."""
    told = [
        [
            place.key,
            dict(place.words),
            dict(place.district.name) if place.neighbourhood else None,
            round(place.point.longitude, DIGITS),
            round(place.point.latitude, DIGITS),
        ]
        for place in all_places()
    ]
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(body, content_type="application/json")
    patch_cache_control(response, public=True, max_age=KEPT, stale_while_revalidate=24 * KEPT)
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _shown(request: HttpRequest, place: Place | None, asked: str) -> HttpResponse:
    if place is None:
        told = {"asked": asked[:100], "unknown": True, "city": city_frame()}
        return render(request, "near/choose.html", told, status=404)
    screen = screen_for(request, View.PUBLIC)
    if screen is None:
        return render(request, "parts/no_picture.html", status=503)
    screen.district = place.district.id
    page = NearPage(place, screen)
    response = render(request, "near/page.html", {"page": page, "screen": screen})
    patch_cache_control(response, public=True, max_age=2)
    return response
