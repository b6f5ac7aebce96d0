"""``/``: the public picture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from simin.web.access import public
from simin.web.permissions_policy import allows_place
from simin.web.screens import past_screen_for


@public
@allows_place
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``?district=`` chooses the neighbourhood, ``?domain=`` what the map shows, ``?at=`` a moment
    of the last thirty days on the city's clock.
    """
    screen = past_screen_for(request)
    if screen is None:
        return render(request, "parts/no_picture.html", status=503)
    response = render(request, "citizen/page.html", {"screen": screen})
    patch_cache_control(response, public=True, max_age=2)
    return response
