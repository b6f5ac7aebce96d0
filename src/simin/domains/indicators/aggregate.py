"""From the parts of an indicator to the numbers on its card. Pure.

A part is one datastream's value at one moment or over one span; the same rule makes the value of
now and every point of a history, so the two cannot differ. Numbers are rounded to the indicator's
decimals here, before they meet a level: what is read is what was judged.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean

from simin.domains.indicators.definition import IndexDefinition, IndicatorDefinition
from simin.domains.indicators.index import comprehensive


@dataclass(frozen=True, slots=True)
class Part:
    family: str
    district: str | None
    value: float
    #: Phenomenon time.
    at: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """The city's number and each district's; a district without a number is left out."""

    value: float | None = None
    districts: dict[str, float] = field(default_factory=dict)


_AGGREGATES: Mapping[str, Callable[[Sequence[Part]], float]] = {
    "mean": lambda parts: fmean(part.value for part in parts),
    "sum": lambda parts: sum(part.value for part in parts),
    "max": lambda parts: max(part.value for part in parts),
    "min": lambda parts: min(part.value for part in parts),
    "latest": lambda parts: max(parts, key=lambda part: part.at).value,
}


def figures(
    definition: IndicatorDefinition, index: IndexDefinition | None, parts: Iterable[Part]
) -> Figures:
    """What ``parts`` come to; ``index`` is the definition's, if it has one."""
    families = set(definition.families)
    chosen = [part for part in parts if part.family in families]
    if definition.aggregate == "index":
        return _index_figures(definition, index, chosen)
    aggregate = _AGGREGATES[definition.aggregate]
    if not chosen:
        return Figures()
    return Figures(
        _rounded(aggregate(chosen), definition.decimals),
        {
            district: _rounded(aggregate(found), definition.decimals)
            for district, found in _by_district(chosen).items()
            if district is not None
        },
    )


def _index_figures(
    definition: IndicatorDefinition, index: IndexDefinition | None, parts: Sequence[Part]
) -> Figures:
    """Every district has its largest sub-index, the city the mean of the districts."""
    if index is None:
        return Figures()
    values: dict[str | None, float] = {}
    for district, found in _by_district(parts).items():
        inputs = {
            name: fmean(part.value for part in found if part.family == family)
            for name, family in definition.inputs.items()
            if any(part.family == family for part in found)
        }
        value = comprehensive(inputs, index)
        if value is not None:
            values[district] = _rounded(value, definition.decimals)
    city = _rounded(fmean(values.values()), definition.decimals) if values else None
    return Figures(city, {place: value for place, value in values.items() if place is not None})


def _by_district(parts: Iterable[Part]) -> dict[str | None, list[Part]]:
    districts: dict[str | None, list[Part]] = {}
    for part in parts:
        districts.setdefault(part.district, []).append(part)
    return districts


def _rounded(value: float, decimals: int) -> float:
    return round(float(value), decimals)
