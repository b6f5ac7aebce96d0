"""What a rule looks at: datastreams, and values made of all datastreams of a place. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simin.domains.alerts.definition import Condition
from simin.domains.alerts.rows import family_of_rows
from simin.domains.alerts.seen import Numbers, Places, Times
from simin.domains.alerts.vocabulary import Of, Per

_MADE: dict[Of, Callable[[Numbers], np.floating[Any]]] = {
    Of.MEAN: np.mean,
    Of.MAX: np.max,
    Of.MIN: np.min,
    Of.SUM: np.sum,
}


@dataclass(frozen=True, slots=True)
class Series:
    """Values in time that a condition is judged by."""

    #: Slug of the datastream; of a made one its family and place.
    slug: str
    family: str
    district: str
    #: Seconds that a value stands for.
    period: int


@dataclass(frozen=True, slots=True)
class Made:
    """Values made of others, with the rows of those."""

    series: Series
    of: Of
    rows: Places


def family_of(condition: Condition, per: Per) -> str:
    """Of the series that it looks at: ``mean of air/pm25 by city`` is a family of its own."""
    if condition.tabled:
        return family_of_rows(condition)
    if condition.of is Of.EACH:
        return condition.family
    whole = Per.CITY if per is Per.CITY else Per.DISTRICT
    return f"{condition.of} of {condition.family} by {whole}"


def made_of(condition: Condition, per: Per, series: Sequence[Series]) -> list[Made]:
    """One for the city, or one a district; none where the condition looks at each datastream."""
    if condition.of is Of.EACH or condition.tabled:
        return []
    groups: dict[str, list[int]] = {}
    for row, one in enumerate(series):
        if one.family == condition.family:
            groups.setdefault("" if per is Per.CITY else one.district, []).append(row)
    family = family_of(condition, per)
    return [
        Made(
            Series(
                f"{family}/{district}" if district else family,
                family,
                district,
                series[rows[0]].period,
            ),
            condition.of,
            np.array(rows, np.intp),
        )
        for district, rows in groups.items()
    ]


def values_of(made: Iterable[Made], values: Numbers, at: Times) -> list[tuple[str, float, int]]:
    """Slug, value and time of each: of what is known of the newest moment."""
    found = []
    for one in made:
        known = one.rows[~np.isnan(values[one.rows])]
        if not len(known):
            continue
        newest = int(at[known].max())
        chosen = values[known[at[known] == newest]]
        found.append((one.series.slug, float(_MADE[one.of](chosen)), newest))
    return found
