"""The city's map with the kiosk on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from simin.domains.picture.card import Card, WithheldCard
from simin.web.kiosk.spots import Spot
from simin.web.maps.drawing import Drawing, drawing
from simin.web.maps.kept import city_map
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import TrustLine, trust_line


@dataclass(frozen=True)
class SpotMap:
    drawing: Drawing
    card: Card | None
    #: Of what the map is shaded by.
    trust: TrustLine | None
    #: Where the kiosk is, in the drawing's units; None: it is no kiosk's.
    x: int | None = None
    y: int | None = None


def spot_map(
    card: Card | None,
    incidents: Iterable[Card | WithheldCard],
    spot: Spot | None,
    time: CityTime,
) -> SpotMap | None:
    """Without a spot: of the whole city."""
    city = city_map()
    if city is None:
        return None
    language = get_language() or "en"
    trust = trust_line(card.trust, time) if card else None
    if spot is None:
        return SpotMap(drawing(city, card, incidents, language), card, trust)
    x, y = city.projection.point(spot.point.longitude, spot.point.latitude)
    drawn = drawing(city, card, incidents, language, spot.district)
    return SpotMap(drawn, card, trust, round(x), round(y))
