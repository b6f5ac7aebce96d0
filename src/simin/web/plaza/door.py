"""The plaza's door for programs: bounded for each client, faults as JSON that names the field.

Beyond what every open door does (``doors.door``), the plaza's answers say themselves how long they
last, since what a version holds never changes.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from simin.kit.allowance import Allowance
from simin.web.doors.door import Refusal, View, door
from simin.web.doors.refused import page, wants_page

#: Questions of one client: so many at once, and so many a second on and on.
BURST, RATE = 240, 8.0
allowance = Allowance(burst=BURST, each_second=RATE)
#: Seconds for which an answer that moves with the newest version may be kept by a CDN, and for
#: which an old one may be handed out while a new one is fetched.
SHARED, STALE = 60, 86_400
#: Seconds for which what never changes is kept. Not for ever: what is withheld later must go.
LASTING = 86_400


def program(cost: float = 1.0) -> Callable[[View], View]:
    """A view for programs; ``cost`` of a question in the client's allowance."""
    return door(_refuse, kept=None, cost=cost, within=allowance)


def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if wants_page(request):
        return page(request, refusal)
    message = f"{refusal.field}: {refusal.reason}" if refusal.field else refusal.reason
    told: dict[str, Any] = {"code": refusal.status.value, "type": "error", "message": message}
    if refusal.field:
        told["field"] = refusal.field
    return HttpResponse(
        msgspec.json.encode(told), status=refusal.status, content_type="application/json"
    )


def tag(*parts: object) -> str:
    """A strong entity tag of what an answer depends on."""
    told = "\n".join(map(str, parts)).encode(errors="surrogatepass")
    return f'"{hashlib.sha256(told).hexdigest()[:32]}"'


def json_answer(
    request: HttpRequest, document: object, *, lasting: bool = False
) -> HttpResponseBase:
    """With an ETag of its bytes; 304 where the client has them."""
    body = msgspec.json.encode(document)
    response = HttpResponse(body, content_type="application/json")
    cacheable(response, lasting=lasting)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def cacheable(response: HttpResponseBase, *, lasting: bool = False) -> None:
    """``lasting``: it never changes, as far as it may be seen."""
    if lasting:
        patch_cache_control(
            response, public=True, max_age=LASTING, s_maxage=LASTING, immutable=True
        )
    else:
        patch_cache_control(
            response, public=True, max_age=0, s_maxage=SHARED, stale_while_revalidate=STALE
        )
