"""What the live map fetches: the city's outline and the facilities of a kind.

Both are of the gazetteer, hence public and the same for everyone; they change with a new pack only,
so that browsers and CDNs keep them.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.http import require_safe

from simin.domains.places import queries
from simin.web.access import public
from simin.web.maps import geojson, kept

#: Seconds that an answer may be kept; after it, a question with its ETag.
KEPT = 3600


@public
@require_safe
def outline(request: HttpRequest) -> HttpResponseBase:
    """``/city/outline.geojson``: districts and lines."""
    return _answer(request, kept.outline())


@public
@require_safe
def facilities(request: HttpRequest, kind: str) -> HttpResponseBase:
    """``/city/facilities/{kind}.geojson``: at most as many as ``queries.FACILITIES``."""
    found = queries.facilities(kind)
    if not found:
        raise Http404(f"the city has no facilities of the kind {kind!r}")
    return _answer(request, geojson.points(found))


def _answer(request: HttpRequest, body: bytes) -> HttpResponseBase:
    response = HttpResponse(body, content_type="application/geo+json")
    patch_cache_control(response, public=True, max_age=KEPT, stale_while_revalidate=24 * KEPT)
    response["Access-Control-Allow-Origin"] = "*"
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
