"""An indicator by district as a table: sorted by the server, so it sorts without JavaScript."""

from dataclasses import dataclass
from enum import StrEnum

from simin.domains.picture.card import Card
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import NONE, figure
from simin.web.presentation.vocabulary import LEVELS


class Sort(StrEnum):
    NAME = "name"
    LARGEST = "largest"
    SMALLEST = "smallest"


@dataclass(frozen=True)
class DistrictRow:
    id: str
    name: str
    value: float | None
    figure: str
    #: 1 for the largest; of equals the same.
    rank: str
    #: Difference from the whole city, with its sign; of a sum the share of it.
    apart: str
    level: str
    level_words: str
    #: Length of the bar, 0 to 100.
    bar: int


def asked_sort(text: str) -> Sort:
    return Sort(text) if text in list(Sort) else Sort.LARGEST


def district_rows(card: Card, sort: Sort, *, summed: bool = False) -> list[DistrictRow]:
    """Districts without a value come last, whatever the order.

    ``summed``: the city's value is the sum of theirs.
    """
    body = card.body
    seen = body.get("districts") or {}
    known = [one["value"] for one in seen.values() if one.get("value") is not None]
    most = max((abs(value) for value in known), default=0) or 1
    called, beside = district_names(), _share if summed else _apart
    rows = [
        DistrictRow(
            district,
            called.get(district, district),
            one.get("value"),
            figure(one.get("value"), body.get("decimals", 0)),
            _rank(one.get("value"), known),
            beside(one.get("value"), body.get("value"), body.get("decimals", 0)),
            one.get("level") or "",
            str(LEVELS[one["level"]]) if one.get("level") in LEVELS else "",
            round(abs(one.get("value") or 0) / most * 100),
        )
        for district, one in seen.items()
    ]
    return _sorted(rows, sort)


def _sorted(rows: list[DistrictRow], sort: Sort) -> list[DistrictRow]:
    rows.sort(key=lambda row: row.name)
    if sort is not Sort.NAME:
        sign = -1 if sort is Sort.LARGEST else 1
        rows.sort(key=lambda row: (row.value is None, sign * (row.value or 0)))
    return rows


def _apart(value: float | None, city: float | None, decimals: int) -> str:
    if value is None or city is None:
        return NONE
    apart = round(value - city, decimals) + 0.0  # never -0
    return f"+{figure(apart, decimals)}" if apart > 0 else figure(apart, decimals)


def _share(value: float | None, city: float | None, _decimals: int) -> str:
    if value is None or not city:
        return NONE
    return f"{figure(100 * value / city, 1)} %"


def _rank(value: float | None, known: list[float]) -> str:
    return NONE if value is None else figure(1 + sum(other > value for other in known))
