"""Stands before every view and lets pass only whom the view's declaration lets pass.

A page asks the anonymous to sign in and tells the others why not; a program gets JSON. For public
routes nothing here touches the session, so that looking leaves no trace and needs no cookie.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from simin.domains.identity import policies
from simin.web import keys
from simin.web.access import Access, Door, View, access_of, roles_held
from simin.web.shared import share

log = structlog.get_logger()

#: Below these, callers are programs.
API_PATHS = ("/api/", "/live/", "/hooks/", "/ngsi-ld/", "/sta/")


class UndeclaredRouteError(PermissionDenied):
    """A view says nothing about who may call it, so nobody may."""


class Gate:
    """Middleware; stands after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        door = getattr(request, "simin_door", Door.PUBLIC)
        if door not in (Door.PUBLIC, Door.KEYS) or _knows(request):
            patch_cache_control(response, private=True, no_store=True)
        elif door is Door.PUBLIC:
            share(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        route = request.resolver_match.view_name if request.resolver_match else None
        access = access_of(view, route)
        if access is None:
            log.error("route without a declaration", route=route, path=request.path)
            raise UndeclaredRouteError(f"the route {route!r} does not say who may call it")
        request.simin_door = access.door  # type: ignore[attr-defined]
        if access.door is Door.KEYS:
            return keys.refusal(request)
        return _refusal(request, access)


def _knows(request: HttpRequest) -> bool:
    """Whether the page was made for somebody; a session that was not read is left unread."""
    session = getattr(request, "session", None)
    return session is not None and session.accessed and request.user.is_authenticated


def _refusal(request: HttpRequest, access: Access) -> HttpResponse | None:
    if access.door in {Door.PUBLIC, Door.SIGNED}:
        return None
    if access.door is Door.CLOSED:
        raise Http404
    if not request.user.is_authenticated:
        return _ask_to_sign_in(request)
    if access.door is Door.SIGNED_IN:
        return None
    if not policies.may(roles_held(request), access.roles):
        return _forbid(request, _("Your account does not hold a role that may see this page."))
    return _second_factor_missing(request)


def _second_factor_missing(request: HttpRequest) -> HttpResponse | None:
    if not settings.SIMIN_REQUIRE_SECOND_FACTOR:
        return None
    if not policies.needs_second_factor(roles_held(request)) or is_mfa_enabled(request.user):
        return None
    reason = _("Your role needs a second factor. Add a passkey or an authenticator app.")
    if is_program(request):
        return _forbid(request, reason, error="second-factor-required")
    messages.warning(request, reason)
    return redirect("mfa_index")


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    address = resolve_url(settings.LOGIN_URL)
    if is_program(request):
        answer = {"error": "sign-in-required", "message": _("Sign in first."), "sign_in": address}
        response = JsonResponse(answer, status=HTTPStatus.UNAUTHORIZED)
        response["WWW-Authenticate"] = f'Cookie realm="simin", form-action="{address}"'
        return response
    # After a form has been sent there is no page to come back to.
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    return redirect_to_login(wanted, address)


def _forbid(request: HttpRequest, reason: str, *, error: str = "not-allowed") -> HttpResponse:
    """Raises ``PermissionDenied`` for a page, whose reason ``403.html`` shows."""
    if is_program(request):
        return JsonResponse({"error": error, "message": reason}, status=HTTPStatus.FORBIDDEN)
    raise PermissionDenied(reason)


def is_program(request: HttpRequest) -> bool:
    if request.path.startswith(API_PATHS) or request.headers.get("Sec-Fetch-Dest") == "empty":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
