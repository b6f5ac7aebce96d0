"""What of the picture is near a kiosk. Pure; ``frontend/src/kiosk/near.ts`` chooses the same."""

from collections.abc import Iterable

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.places.shapes import Point
from simin.kit.earth import metres_between

#: Metres around a kiosk within which what happens is near, whatever the district.
NEAR = 2000
type Cards = list[Card | WithheldCard]


def is_near(card: Card | WithheldCard, district: str, here: Point) -> bool:
    """In the kiosk's district or not far; what has no place is everywhere."""
    place = card.place
    if place is None or (place.district is None and place.longitude is None):
        return True
    if place.district is not None and place.district == district:
        return True
    if place.longitude is None or place.latitude is None:
        return False
    there = (place.longitude, place.latitude)
    return metres_between(here.longitude, here.latitude, *there) <= NEAR


def near(cards: Iterable[Card | WithheldCard], district: str, here: Point) -> Cards:
    return [card for card in cards if is_near(card, district, here)]


def near_first(cards: Iterable[Card | WithheldCard], district: str) -> Cards:
    """What is of the district itself before the rest; else as it was."""
    return sorted(cards, key=lambda card: not (card.place and card.place.district == district))
