"""A page that is the same for everyone says so, so that a cache in front answers a whole city.

What a page says of itself stands. Nothing is shared that was made for somebody: that sets a cookie,
holds the token of a form, or looked at who is signed in.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_max_age, patch_cache_control

#: Seconds for which a shared cache answers by itself; the live script of a page goes on from there.
FRESH = 5
#: Seconds for which it may answer with what it has while it asks anew.
MEANWHILE = 60


def share(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let shared caches keep ``response``, the answer of a public route, where it is everybody's.

    For as long as browsers may, where it says so; but for what says something of shared ones.
    """
    said = response.get("Cache-Control", "")
    if not said and response.status_code >= HTTPStatus.BAD_REQUEST:
        response["Cache-Control"] = "no-store"  # a cache may keep a 404 that says nothing
        return
    if said and ("public" not in said or "s-maxage" in said or "immutable" in said):
        return
    if not said and not _is_everybodys(request, response):
        return
    seconds = get_max_age(response)
    patch_cache_control(
        response,
        public=True,
        max_age=seconds or 0,
        s_maxage=FRESH if seconds is None else seconds,
        stale_while_revalidate=MEANWHILE,
    )


def _is_everybodys(request: HttpRequest, response: HttpResponseBase) -> bool:
    if request.method not in {"GET", "HEAD"} or response.status_code != HTTPStatus.OK:
        return False
    session = getattr(request, "session", None)
    has_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return not (has_token or response.cookies or (session is not None and session.modified))
