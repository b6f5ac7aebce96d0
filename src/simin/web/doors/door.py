"""What every door does alike: anyone may read, from any page, without a cookie; caches may keep the
answer; who asks too often is told when to come again; a fault comes in the door's own form.

Reading by POST is for standards that have it. Never here: what is public.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from math import ceil
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from simin.domains.catalogue.errors import OtherSchemaError, QuestionTooLargeError
from simin.kit.allowance import Allowance
from simin.kit.callers import household
from simin.kit.errors import NotFoundError, RejectedError, SiminError
from simin.web.access import public
from simin.web.answering.lanes import asks_the_data

log = structlog.get_logger()

#: Seconds for which a shared cache may keep an answer, and may hand on what is older meanwhile.
KEPT, STALE = 60, 600
#: Of one client over all doors together.
allowance = Allowance(burst=600, each_second=10.0)
READS = ("GET", "HEAD", "OPTIONS")
#: Seconds for which a browser remembers what a page of elsewhere may ask, and the headers that may
#: come along.
PREFLIGHT = 86_400
_HEADERS = (
    "Accept",
    "Content-Type",
    "If-None-Match",
    "If-Range",
    "Range",
    "X-CKAN-API-Key",
)
_STATUS: dict[type[SiminError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    OtherSchemaError: HTTPStatus.GONE,
    QuestionTooLargeError: HTTPStatus.UNPROCESSABLE_ENTITY,
}

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why there is no answer."""

    status: HTTPStatus
    reason: str
    #: What was asked wrongly, where one thing was.
    field: str = ""
    #: Seconds after which it may be asked again; 0: it need not wait.
    wait: int = 0


#: Writes a refusal as the standard has it.
type Refuse = Callable[[HttpRequest, Refusal], HttpResponse]


def door(
    refuse: Refuse,
    *,
    kept: int | None = KEPT,
    posts: bool = False,
    cost: float = 1.0,
    within: Allowance = allowance,
) -> Callable[[View], View]:
    """Around a view that answers GET, and POST where ``posts``.

    ``kept`` is none where the view itself says what caches may keep; ``cost``: of how many
    questions an answer is worth in the client's allowance.
    """
    methods = (*READS, "POST") if posts else READS

    def around(view: View) -> View:
        @csrf_exempt
        @public
        @asks_the_data
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return _open(_preflight(), methods)
            refusal = _refusal(request, methods, within, cost)
            if refusal is not None:
                return _refused(refuse(request, refusal), methods, refusal.wait)
            try:
                response = view(request, *args, **kwargs)
            except SiminError as error:
                return _refused(refuse(request, _told(error)), methods)
            kept_so = response if kept is None else _cached(request, response, kept)
            return _open(kept_so, methods)

        return answered

    return around


def _preflight() -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Access-Control-Allow-Headers"] = ", ".join(_HEADERS)
    response["Access-Control-Max-Age"] = str(PREFLIGHT)
    return response


def _refusal(
    request: HttpRequest, methods: tuple[str, ...], within: Allowance, cost: float
) -> Refusal | None:
    if request.method not in methods:
        reason = f"{request.method} is not answered here; {', '.join(methods)} are"
        return Refusal(status=HTTPStatus.METHOD_NOT_ALLOWED, reason=reason)
    wait = ceil(within.wait(household(request), cost))
    if not wait:
        return None
    reason = f"too many requests from one address; wait {wait} s"
    return Refusal(status=HTTPStatus.TOO_MANY_REQUESTS, reason=reason, wait=wait)


def _told(error: SiminError) -> Refusal:
    if isinstance(error, RejectedError):
        return Refusal(status=HTTPStatus.BAD_REQUEST, reason=error.reason, field=error.field)
    for kind, status in _STATUS.items():
        if isinstance(error, kind):
            return Refusal(status=status, reason=str(error))
    log.error("a door could not answer", reason=str(error))
    return Refusal(status=HTTPStatus.SERVICE_UNAVAILABLE, reason="not now; ask again later")


def _refused(response: HttpResponse, methods: tuple[str, ...], wait: int = 0) -> HttpResponseBase:
    response["Cache-Control"] = "no-store"
    if wait:
        response["Retry-After"] = str(wait)
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response["Allow"] = ", ".join(methods)
    return _open(response, methods)


def _cached(request: HttpRequest, response: HttpResponseBase, kept: int) -> HttpResponseBase:
    """Nothing of what was posted is kept: a cache knows an address, not a body."""
    if request.method == "POST" or response.status_code != HTTPStatus.OK:
        response.setdefault("Cache-Control", "no-store")
        return response
    patch_cache_control(
        response, public=True, max_age=0, s_maxage=kept, stale_while_revalidate=STALE
    )
    if not isinstance(response, HttpResponse):
        return response
    set_response_etag(response)
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    return found or response


def _open(response: HttpResponseBase, methods: tuple[str, ...]) -> HttpResponseBase:
    """Any page may read what anyone may read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(methods)
    response["Access-Control-Expose-Headers"] = "Content-Range, ETag, Link, Retry-After"
    return response
