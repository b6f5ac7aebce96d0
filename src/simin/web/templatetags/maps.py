"""``{% load maps %}``: the map of the city and the switch between its domains.

Draws cards of the picture that the view hands in; reads nothing but the city's outline.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simin.domains.picture.card import Card, WithheldCard
from simin.web.maps.drawing import drawing
from simin.web.maps.kept import city_map
from simin.web.presentation.vocabulary import LEVELS

register = template.Library()

#: What the live map says; the long keys are MapLibre's own.
WORDS: dict[str, Promise] = {
    "open": _("Open"),
    "close": _("Close"),
    "Map.Title": _("Map of the city"),
    "Marker.Title": _("On the map"),
    "NavigationControl.ZoomIn": _("Zoom in"),
    "NavigationControl.ZoomOut": _("Zoom out"),
    "CooperativeGesturesHandler.WindowsHelpText": _("Hold Ctrl and scroll to zoom the map"),
    "CooperativeGesturesHandler.MacHelpText": _("Hold ⌘ and scroll to zoom the map"),
    "CooperativeGesturesHandler.MobileHelpText": _("Move the map with two fingers"),
}


@register.simple_tag
def level_word(level: str) -> str:
    return str(LEVELS.get(level, ""))


@register.inclusion_tag("maps/district_map.html")
def district_map(
    card: Card | None,
    incidents: Iterable[Card | WithheldCard] = (),
    size: str = "page",
    selected: str = "",
    cards_at: str = "",
) -> dict[str, Any]:
    """``{% district_map domain_card incidents "wall" %}``: the districts, shaded by ``card``.

    ``card`` is a domain or an indicator with values by district, or None for the bare outline.
    ``size``: ``wall`` (scrolling zooms), ``page`` (the page scrolls), ``place`` (a small map of
    where something is). ``selected`` is the id of a district to outline.
    """
    city = city_map()
    drawn = drawing(city, card, incidents, get_language() or "en", selected) if city else None
    return {
        "drawing": drawn,
        "card": card,
        "size": size,
        "selected": selected,
        "cards_at": cards_at or reverse("card", args=["-"]).removesuffix("-"),
        "words": json.dumps({key: str(text) for key, text in WORDS.items()}, ensure_ascii=False),
        "incidents_live": card is not None and card.kind == "domain",
    }


@register.inclusion_tag("maps/district_map.html")
def incident_map(card: Card) -> dict[str, Any]:
    """Where one incident is: the bare outline, its district, its marker."""
    selected = (card.place.district if card.place else None) or ""
    return district_map(None, [card], "place", selected)


@register.inclusion_tag("maps/domain_switch.html")
def domain_switch(domains: Sequence[Card], chosen: Card | None) -> dict[str, Any]:
    """``{% domain_switch domains chosen %}``: one segmented control; links ``?domain=air``."""
    return {"domains": domains, "chosen": chosen}
