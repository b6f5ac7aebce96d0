"""What a phone needs to keep the citizens' page among its programs: manifest and icons (W3C)."""

import io
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from simin.web.access import public
from simin.web.city.views import accent, kept_long
from simin.web.presentation.city import city_frame

#: Pixels of a side that phones ask for.
SIDES = (192, 512)
#: Drawn so many times larger and made smaller, for smooth edges.
FINER = 4


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    city = city_frame()
    if city is None:
        raise Http404("no city has been defined here yet")
    home, colour = reverse("citizen"), accent()["light"]
    told = {
        "id": "/",
        "name": _("%(city)s, now") % {"city": city.name},
        "short_name": city.name,
        "description": _("One live picture of %(city)s: the same for its mayor and every citizen.")
        % {"city": city.name},
        "lang": get_language(),
        "start_url": home,
        "scope": "/",
        "display": "standalone",
        "background_color": "#f2f4f6",
        "theme_color": colour,
        "icons": [*_icons(), _drawn()],
        "shortcuts": [
            {"name": _("My neighbourhood"), "url": reverse("near")},
            {"name": _("Search"), "url": reverse("search")},
        ],
    }
    response = JsonResponse(told, content_type="application/manifest+json")
    return kept_long(response)


def _icons() -> list[dict[str, str]]:
    """The ground fills the square and the mark stands in its safe middle: good for any mask."""
    return [
        {
            "src": reverse("city-icon-png", args=[side]),
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": purpose,
        }
        for side in SIDES
        for purpose in ("any", "maskable")
    ]


def _drawn() -> dict[str, str]:
    return {"src": reverse("city-icon"), "sizes": "any", "type": "image/svg+xml"}


@public
@require_safe
def icon(request: HttpRequest, side: int) -> HttpResponse:
    if side not in SIDES:
        raise Http404(f"there is no icon of {side} pixels")
    return kept_long(HttpResponse(drawn(side, accent()["light"]), content_type="image/png"))


@lru_cache(maxsize=16)
def drawn(side: int, colour: str) -> bytes:
    """The mark of ``city/icon.svg``: one picture, two who look."""
    wide = side * FINER
    image = Image.new("RGB", (wide, wide), colour)
    pen = ImageDraw.Draw(image)
    unit = wide / 40
    for middle in (17, 23):
        box = [(middle - 7) * unit, 13 * unit, (middle + 7) * unit, 27 * unit]
        pen.ellipse(box, outline="#ffffff", width=round(2.5 * unit))
    kept = io.BytesIO()
    image.resize((side, side), Image.Resampling.LANCZOS).save(kept, "PNG", optimize=True)
    return kept.getvalue()
