"""The door of every program's way into the plaza: open to all origins, bounded for each client.

A fault becomes a 400 that names the field, an unknown thing a 404, too many questions a 429 with
the seconds to wait. Nothing here reads a session.
"""

import hashlib
import math
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

from simin.domains.catalogue.errors import (
    OtherSchemaError,
    QuestionTooLargeError,
    UnknownVersionError,
)
from simin.kit.allowance import Allowance
from simin.kit.callers import address_of
from simin.kit.errors import NotFoundError, RejectedError
from simin.web.access import public

#: Questions of one client: so many at once, and so many a second on and on.
BURST, RATE = 240, 8.0
allowance = Allowance(burst=BURST, each_second=RATE)
#: Seconds for which an answer that moves with the newest version may be kept by a CDN, and for
#: which an old one may be handed out while a new one is fetched.
SHARED, STALE = 60, 86_400
#: Seconds for which what never changes is kept. Not for ever: what is withheld later must go.
LASTING = 86_400
READS = ("GET", "HEAD")
_STATUS = {
    UnknownVersionError: HTTPStatus.NOT_FOUND,
    NotFoundError: HTTPStatus.NOT_FOUND,
    OtherSchemaError: HTTPStatus.GONE,
    QuestionTooLargeError: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def program(
    cost: float = 1.0,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view for programs; ``cost`` of a question in the client's allowance."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @public
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = _answered(view, request, cost, *args, **kwargs)
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Content-Range, Retry-After, Link"
            return response

        return answer

    return wrap


def _answered(
    view: Callable[..., HttpResponseBase],
    request: HttpRequest,
    cost: float,
    *args: Any,
    **kwargs: Any,
) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in READS:
        refused = fault(HTTPStatus.METHOD_NOT_ALLOWED, "only GET is answered here")
        refused["Allow"] = "GET, HEAD, OPTIONS"
        return refused
    wait = allowance.wait(address_of(request), cost)
    if wait:
        return too_many(wait)
    try:
        return view(request, *args, **kwargs)
    except RejectedError as error:
        return fault(HTTPStatus.BAD_REQUEST, str(error), error.field)
    except (NotFoundError, OtherSchemaError, QuestionTooLargeError) as error:
        status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
        return fault(status, str(error))


def _preflight() -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Range, Range, Accept"
    response["Access-Control-Max-Age"] = str(LASTING)
    return response


def too_many(wait: float) -> HttpResponse:
    seconds = math.ceil(wait)
    response = fault(
        HTTPStatus.TOO_MANY_REQUESTS, f"too many questions from one address; wait {seconds} s"
    )
    response["Retry-After"] = str(seconds)
    return response


def fault(status: HTTPStatus, message: str, field: str = "") -> HttpResponse:
    told = {"code": status.value, "type": "error", "message": message}
    body = msgspec.json.encode({**told, "field": field} if field else told)
    response = HttpResponse(body, status=status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


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
