"""Who and what is inside an area, by what is known of smaller parts of the city. Pure.

People are counted by area: of a dong that lies to a third inside, a third of the residents are
taken to be inside. That supposes that people live evenly over it; the bounds say what is certain
whatever they do: everyone of what lies wholly inside, and at most everyone of what is touched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from simin.domains.incidents.area import area_of

#: A part that lies so far inside counts as wholly inside, the outlines being rounded.
WHOLE = 0.999
#: Parts that are touched by less than this share are not spoken of.
TOUCHED = 0.0005


@dataclass(frozen=True)
class Part:
    """Some of the city with its residents."""

    name: dict[str, str]
    people: float
    outline: BaseGeometry


class People(msgspec.Struct, frozen=True, kw_only=True):
    """About how many people, between which bounds, from how many parts."""

    about: int
    least: int
    most: int
    parts: int
    #: ``dong`` or ``district``: what the residents are known of.
    of: str
    names: tuple[dict[str, str], ...] = ()
    dataset: str = ""
    as_of: date | None = None
    #: Per cent of the area that lies in no part: water, mountains without one, another city.
    outside: int = 0


class Inside(msgspec.Struct, frozen=True, kw_only=True):
    """Facilities of one sort inside the area."""

    role: str
    name: dict[str, str]
    count: int
    #: Names of the first few.
    some: tuple[str, ...] = ()


class Impact(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted of one version of an area."""

    square_metres: float
    #: None: the city has no figures of residents.
    people: People | None = None
    facilities: tuple[Inside, ...] = ()


def people_inside(
    area: BaseGeometry, parts: Iterable[Part], *, of: str, dataset: str = ""
) -> People | None:
    """None where there are no parts at all."""
    known = list(parts)
    if not known:
        return None
    shares = [(part, _share(area, part.outline)) for part in known]
    touched = [(part, share) for part, share in shares if share > TOUCHED]
    about = sum(part.people * share for part, share in touched)
    covered = area_of(area.intersection(shapely.union_all([part.outline for part, _ in touched])))
    least = round(sum(part.people for part, share in touched if share >= WHOLE))
    most = round(sum(part.people for part, _ in touched))
    return People(
        # Rounding never leads out of what is certain.
        about=min(max(rounded(about), least), most),
        least=least,
        most=most,
        parts=len(touched),
        of=of,
        names=tuple(part.name for part, _ in sorted(touched, key=_weight)),
        dataset=dataset,
        outside=round(100 * max(0.0, 1 - covered / area_of(area))),
    )


def _share(area: BaseGeometry, outline: BaseGeometry) -> float:
    """Of the outline that lies inside ``area``."""
    if outline.is_empty or not area.intersects(outline):
        return 0.0
    return float(area.intersection(outline).area / outline.area)


def _weight(one: tuple[Part, float]) -> float:
    return -one[0].people * one[1]


def rounded(number: float) -> int:
    """To three figures: nobody knows more."""
    whole = round(number)
    step = 10 ** max(0, len(str(whole)) - 3)
    return int(round(whole / step) * step)


def within(area: BaseGeometry, points: Sequence[tuple[float, float]]) -> list[int]:
    """Which of ``points`` lie inside."""
    if not points:
        return []
    made = shapely.points([list(point) for point in points])
    return [int(place) for place in shapely.covers(area, made).nonzero()[0]]
