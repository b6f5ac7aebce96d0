"""A district's value beside the city's and the other districts'. Pure."""

from dataclasses import dataclass

from simin.domains.picture.card import Card
from simin.web.presentation.numbers import figure
from simin.web.presentation.vocabulary import PHRASES


@dataclass(frozen=True)
class Comparison:
    #: The whole city's value, as written.
    city: str
    #: The difference to it, with its sign, or, of a sum, the share of it; empty: not known.
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
    apart = _share if _is_sum(values, city) else _apart
    return Comparison(figure(city, decimals), apart(here, city, decimals), _place(values, district))


def _is_sum(values: dict[str, float], city: float | None) -> bool:
    """A mean lies between its parts; what lies above all of them was added up."""
    return city is not None and len(values) > 1 and city > max(values.values()) > 0


def _share(here: float | None, city: float | None, _decimals: int) -> str:
    if here is None or not city:
        return ""
    return str(PHRASES["share"]) % {"share": figure(100 * here / city, 1)}


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
