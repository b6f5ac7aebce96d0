"""A city of 25 square districts whose picture is the sample picture, with more frames behind it."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from simin.domains.picture import queries, services
from simin.domains.picture.card import Badge, Card, Section
from simin.domains.picture.frame import View
from simin.domains.places import services as places
from simin.domains.places.shapes import City, District, Point
from tests.factories import picture_seoul as rows
from tests.factories.picture import CITY_TIME, both, snapshot

SIDE = 0.05


def build(frames: int = 12) -> None:
    """City time stands still, so that what is written does not depend on when it is looked at."""
    queries.forget_kept()
    places.define_city(_city(), at=CITY_TIME)
    places.define_districts(
        [_district(place) for place in range(len(rows.DISTRICTS))], at=CITY_TIME
    )
    publish(badged(card for card in snapshot(View.OFFICE).cards if isinstance(card, Card)))
    for step in range(1, frames):
        publish([valued("air/pm25", 46.0 - step)])
    publish([valued("air/pm25", 46.0)])


def publish(cards: list[Card]) -> None:
    services.publish(changed=cards, at=datetime.now(UTC), city_time=CITY_TIME, speed=0.0)


def badged(cards: Iterable[Card]) -> list[Card]:
    """``cards``, of which three indicators have a badge of each severity, the last one two."""
    severities = [("frozen",), ("lossy-join",), ("contradicted-outlier", "mixed-union")]
    weights = iter(("notice", "doubtful", "wrong"))
    found = []
    for card in cards:
        if severities and _is_now(card):
            weight = next(weights)
            badges = tuple(
                Badge(detector=name, severity=weight, since=CITY_TIME) for name in severities.pop(0)
            )
            trust = msgspec.structs.replace(card.trust, badges=badges)
            found.append(msgspec.structs.replace(card, trust=trust))
        else:
            found.append(card)
    return found


def _is_now(card: Card) -> bool:
    return card.kind == "indicator" and card.section is Section.NOW and card.id != "air/pm25"


def valued(card_id: str, value: float) -> Card:
    """The sample card with another value."""
    card = next(card for card in snapshot(View.OFFICE).cards if card.id == card_id)
    assert isinstance(card, Card)
    return msgspec.structs.replace(card, body={**card.body, "value": value})


def _city() -> City:
    return City(
        id="sample", name=both("시민시", "Simin"), office=both("시장실", "Mayor's office"),
        time_zone="Asia/Seoul", languages=("ko", "en"), centre=Point(127.0, 37.5),
        accent={"light": "#0b7d70", "dark": "#3cc6b4"},
        themes=tuple({"id": theme, "name": both(ko, en)} for theme, ko, en in rows.THEMES),
    )  # fmt: skip


def _district(place: int) -> District:
    west, south = 126.9 + place % 5 * SIDE, 37.45 + place // 5 * SIDE
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    ring = [[west + x * SIDE, south + y * SIDE] for x, y in corners]
    name = rows.DISTRICTS[place]
    return District(
        id=name, name=both(f"{name}구", name.title()), rank=place,
        geometry={"type": "Polygon", "coordinates": [ring]},
        point=Point(west + SIDE / 2, south + SIDE / 2),
    )  # fmt: skip
