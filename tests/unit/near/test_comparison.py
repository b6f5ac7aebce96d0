"""A district's value beside the city's: a difference, or of what was added up a share."""

import pytest
from django.utils.translation import override

from simin.web.near.comparison import comparison
from tests.factories.cards import card


@pytest.mark.parametrize(
    ("city", "values", "apart", "place"),
    [
        (50.0, {"east": 53.0, "west": 47.0}, "+3", "no. 1 of 2, from the largest"),
        (50.0, {"east": 47.0, "west": 53.0}, "-3", "no. 2 of 2, from the largest"),
        (100.0, {"east": 40.0, "west": 60.0}, "40.0 % of the city", "no. 2 of 2, from the largest"),
        (None, {"east": 40.0, "west": 60.0}, "", "no. 2 of 2, from the largest"),
        (50.0, {"east": None, "west": 60.0}, "", ""),
        (50.0, {"east": 50.0}, "0", ""),
        (0.0, {"east": 0.0, "west": 0.0}, "0", "no. 1 of 2, from the largest"),
    ],
)
def test_beside_the_city(
    city: float | None, values: dict[str, float | None], apart: str, place: str
) -> None:
    body = {
        "value": city,
        "decimals": 0,
        "districts": {name: {"value": value} for name, value in values.items()},
    }
    with override("en"):
        found = comparison(card(body=body), "east")
    assert (found.apart, found.place) == (apart, place)
