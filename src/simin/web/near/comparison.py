"""A district's value beside the city's and the other districts'. Pure."""

from dataclasses import dataclass

from simin.domains.picture.card import Card
from simin.web.presentation.numbers import figure
from simin.web.presentation.vocabulary import PHRASES


@dataclass(frozen=True)
class Comparison:
    #: The whole city's value, as written.
    city: str
    #: The difference to it, with its sign; empty where one is not known.
    apart: str
    #: ``7th of 25``, counted from the largest; empty where the place is not measured.
    place: str


def comparison(card: Card, district: str) -> Comparison:
    body = card.body
    decimals = body.get("decimals", 0)
    values = {
        one: seen["value"]
        for one, seen in (body.get("districts") or {}).items()
        if seen.get("value") is not None
    }
    here, city = values.get(district), body.get("value")
    return Comparison(
        figure(city, decimals), _apart(here, city, decimals), _place(values, district)
    )


def _apart(here: float | None, city: float | None, decimals: int) -> str:
    if here is None or city is None:
        return ""
    apart = round(here - city, decimals) + 0.0  # never -0
    return f"+{figure(apart, decimals)}" if apart > 0 else figure(apart, decimals)


def _place(values: dict[str, float], district: str) -> str:
    if district not in values or len(values) < 2:
        return ""
    rank = 1 + sum(value > values[district] for value in values.values())
    return str(PHRASES["ranked"]) % {"rank": rank, "count": len(values)}
