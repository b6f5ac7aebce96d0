"""The town of the card pages, with two neighbourhoods in its first district."""

import pytest

from simin.domains.places import services as places
from simin.domains.places.shapes import Neighbourhood, Point
from tests.factories import card_town
from tests.standing import standing


def build() -> None:
    card_town.build()
    places.define_neighbourhoods(
        [_dong("mill", "방앗간동", 127.01), _dong("lake", "호수동", 127.04)], at=card_town.NOW
    )


def _dong(name: str, korean: str, longitude: float) -> Neighbourhood:
    return Neighbourhood(
        id=f"east-{name}-dong",
        district="east",
        name={"ko": korean, "en": f"{name.title()}-dong"},
        point=Point(longitude, 37.52),
    )


town = standing(build)


@pytest.fixture(autouse=True)
def at_home(town: None, db: None) -> None:
    """Every test here stands in the town."""
