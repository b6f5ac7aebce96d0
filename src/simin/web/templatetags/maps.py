"""``{% load maps %}``: the map of the city and the switch between its domains.

Draws cards of the picture that the view hands in; reads nothing but the city's outline.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simin.domains.picture.card import Card, WithheldCard
from simin.web.maps.drawing import drawing
from simin.web.maps.kept import city_map

register = template.Library()

LEVEL_WORDS = {
    "good": _("Good"),
    "moderate": _("Moderate"),
    "bad": _("Bad"),
    "very_bad": _("Very bad"),
    "unknown": _("No data"),
}


@register.simple_tag
def level_word(level: str) -> str:
    return str(LEVEL_WORDS.get(level, ""))


@register.inclusion_tag("maps/district_map.html")
def district_map(
    card: Card | None,
    incidents: Iterable[Card | WithheldCard] = (),
    size: str = "page",
    selected: str = "",
) -> dict[str, Any]:
    """``{% district_map domain_card incidents "wall" %}``: the districts, shaded by ``card``.

    ``card`` is a domain or an indicator with values by district, or None for the bare outline.
    ``size``: ``wall`` (scrolling zooms), ``page`` (the page scrolls), ``place`` (a small map of
    where something is). ``selected`` is the id of a district to outline.
    """
    city = city_map()
    drawn = drawing(city, card, incidents, get_language() or "en") if city else None
    return {"drawing": drawn, "card": card, "size": size, "selected": selected}


@register.inclusion_tag("maps/domain_switch.html")
def domain_switch(domains: Sequence[Card], chosen: Card | None) -> dict[str, Any]:
    """``{% domain_switch domains chosen %}``: one segmented control; links ``?domain=air``."""
    return {"domains": domains, "chosen": chosen}
