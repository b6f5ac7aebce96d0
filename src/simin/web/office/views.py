"""``/office/``: the whole picture, and the ticket that lets the page follow it live."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import OFFICE_ROLES
from simin.domains.picture.frame import View
from simin.kit.tickets import TICKET_SECONDS, TicketBooth
from simin.web.access import allow
from simin.web.screens import screen_for


@allow(*OFFICE_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``?domain=`` chooses what the map shows."""
    screen = screen_for(request, View.OFFICE)
    if screen is None:
        return render(request, "parts/no_picture.html", status=503)
    response = render(request, "office/page.html", {"screen": screen})
    patch_cache_control(response, private=True, no_store=True)
    return response


@allow(*OFFICE_ROLES)
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """``{"ticket": …, "seconds": 300}``: a fresh ticket for the office's stream."""
    assert not isinstance(request.user, AnonymousUser)
    issued = TicketBooth(settings.SECRET_KEY).issue(request.user.get_username())
    response = JsonResponse({"ticket": issued, "seconds": TICKET_SECONDS})
    patch_cache_control(response, private=True, no_store=True)
    return response
