"""Stands before everything that a link opens: its secret is all that the phone has.

The secret is in the address, and so in no cache and no referrer; no other site can send a form here
without knowing it, so the form's token of a browser with a session has no place. Whatever was typed
on a page whose link has ended is shown again, so that nobody loses it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from simin.domains.audit.policies import network_of
from simin.domains.field import services
from simin.domains.field.errors import LinkEndedError, TooManyTriesError, UnknownLinkError
from simin.kit.callers import address_of
from simin.kit.errors import SiminError
from simin.web.access import public
from simin.web.field.vocabulary import ENDINGS
from simin.web.permissions_policy import allows_calls

type LinkView = Callable[..., HttpResponseBase]


def now() -> datetime:
    """Real time: links, calls and uploads are about security and networks, not about the city."""
    return datetime.now(UTC)


def by_link(view: LinkView) -> LinkView:
    """``view(request, invitation, …)`` for whoever has a link that is good."""

    @wraps(view)
    def entered(request: HttpRequest, secret: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            link = services.enter(secret, now=now(), network=network_of(address_of(request)))
            response = view(request, link, secret, *args, **kwargs)
        except (UnknownLinkError, TooManyTriesError, LinkEndedError) as error:
            response = _ended(request, error)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return public(csrf_exempt(allows_calls(entered)))


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def is_program(request: HttpRequest) -> bool:
    return wants_json(request) or request.method not in ("GET", "HEAD", "POST")


def _ended(request: HttpRequest, error: SiminError) -> HttpResponse:
    status, why = _why(error)
    if is_program(request):
        return JsonResponse(ended(error), status=status)
    typed = request.POST.get("text", "")[:5000]
    told = {"why": why, "message": ENDINGS[why], "typed": typed}
    return render(request, "field/ended.html", told, status=status)


def ended(error: SiminError) -> dict[str, str]:
    """What a program is told."""
    _, why = _why(error)
    return {"error": why, "message": str(ENDINGS[why])}


def _why(error: SiminError) -> tuple[HTTPStatus, str]:
    if isinstance(error, TooManyTriesError):
        return HTTPStatus.TOO_MANY_REQUESTS, "too-many-tries"
    if isinstance(error, LinkEndedError):
        return HTTPStatus.GONE, "link-revoked" if error.revoked else "link-expired"
    return HTTPStatus.NOT_FOUND, "unknown-link"
