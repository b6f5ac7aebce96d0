"""``/kiosk/``: makes the address of a kiosk, and the QR code that sets one up.

The address holds everything; nothing is kept, and nobody signs in.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from simin.domains.kiosks import queries as kiosks
from simin.web.access import public
from simin.web.kiosk import asked
from simin.web.kiosk.asked import Asked
from simin.web.kiosk.languages import LANGUAGES
from simin.web.kiosk.qr import drawn
from simin.web.kiosk.spots import LONGEST, Spot, search, spot
from simin.web.kiosk.vocabulary import MODULES


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    chosen: bool


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """``?q=`` looks for a place; ``?place=KIND/ID`` with what is ticked makes the address."""
    query = request.GET.get("q", "")[:LONGEST]
    here = _spot(request.GET.get("place", ""))
    told = _asked(request.GET)
    address = _address(request, here, told) if here else ""
    shown = {
        "q": query,
        "found": search(query),
        "suggested": [] if query or here else _suggested(),
        "spot": here,
        "modules": _choices({key: str(words) for key, words in MODULES.items()}, told.modules),
        "languages": _choices(LANGUAGES, told.languages),
        "told": told,
        "address": address,
        "register": urlencode({"address": address}),
        "qr": drawn(address) if address else "",
        "themes": asked.THEMES,
        "shortest": asked.SHORTEST,
        "longest": asked.LONGEST,
    }
    response = render(request, "kiosk/set_up.html", shown)
    patch_cache_control(response, public=True, max_age=60)
    return response


def _spot(told: str) -> Spot | None:
    kind, _, place = told.partition("/")
    return spot(kind, place) if kind and place else None


def _suggested() -> list[Spot]:
    """A few, so that the page shows what it is for."""
    from simin.domains.places import queries as places  # noqa: PLC0415

    kinds = kiosks.layout().places
    found = places.facilities(kinds[0], limit=6) if kinds else []
    return [one for each in found if (one := spot(each.kind, each.key)) is not None]


def _asked(told: QueryDict) -> Asked:
    """Ticked boxes come one by one."""
    single = told.dict()
    joined = {name: ",".join(told.getlist(name)) for name in ("languages", "modules")}
    return asked.asked({**{k: str(v) for k, v in single.items()}, **joined})


def _address(request: HttpRequest, here: Spot, told: Asked) -> str:
    path = reverse("kiosk", args=[here.kind, here.id])
    query = told.query()
    return request.build_absolute_uri(f"{path}?{query}" if query else path)


def _choices(known: dict[str, str], chosen: tuple[str, ...]) -> list[Choice]:
    return [Choice(value, words, value in chosen) for value, words in known.items()]
