"""The city's accent as a stylesheet and as an icon, and its kept moments for the time bar.

A stylesheet of its own, because the Content-Security-Policy forbids styles in the page.
"""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from simin.web.access import public
from simin.web.city import moments
from simin.web.presentation.city import city_frame

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
STANDARD = {"light": "#0b7d70", "dark": "#3cc6b4"}


@public
@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """``--accent`` in both themes."""
    colours = accent()
    text = (
        f":root{{--accent:{colours['light']}}}\n"
        f':root[data-theme="dark"]{{--accent:{colours["dark"]}}}\n'
    )
    return kept_long(HttpResponse(text, content_type="text/css; charset=utf-8"))


@public
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """``[[frame number, city time, words | null], …]``, oldest first, at most 300."""
    response = JsonResponse(moments.moments(), safe=False)
    patch_cache_control(response, public=True, max_age=30)
    return response


@public
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """The mark in the browser's tab: one picture, two who look."""
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="8" fill="{accent()["light"]}"/>'
        '<g fill="none" stroke="#fff" stroke-width="2.5"><circle cx="13" cy="16" r="7"/>'
        '<circle cx="19" cy="16" r="7"/></g></svg>'
    )
    return kept_long(HttpResponse(text, content_type="image/svg+xml"))


def accent() -> dict[str, str]:
    """The pack's colours; the standard ones where a value is no plain colour."""
    city = city_frame()
    named = city.accent if city else {}
    return {
        theme: named[theme] if COLOUR.fullmatch(named.get(theme, "")) else standard
        for theme, standard in STANDARD.items()
    }


def kept_long(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=3600, stale_while_revalidate=86_400)
    return response
