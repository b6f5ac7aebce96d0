"""What stands near a place, asked of the data sets that the pack names and kept for each place.

Positions are those of places, of which a city has some hundred, never of a person.
"""

import threading
from dataclasses import dataclass

from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.incidents import queries as incidents
from simin.domains.incidents.nearest import Found
from simin.web.near.places import Place
from simin.web.presentation.numbers import figure, in_words
from simin.workflows.open_data import opening

#: Places whose answers are kept in the process.
KEPT = 600

type _Edition = tuple[tuple[str, int], ...]

_lock = threading.Lock()
_kept: dict[str, tuple[_Edition, list[Found]]] = {}


@dataclass(frozen=True)
class Facilities:
    """One sort: the nearest, as lines; none: how far was looked."""

    name: str
    icon: str
    places: tuple[tuple[str, str], ...]
    within: str
    #: The city has published no rows: nothing is known.
    unknown: bool


def around(place: Place) -> list[Facilities]:
    return [_sort(one) for one in _found(place)]


def _found(place: Place) -> list[Found]:
    edition = tuple(_versions())
    with _lock:
        kept = _kept.get(place.key)
    if kept is not None and kept[0] == edition:
        return kept[1]
    shown = {name for name, _ in edition}
    found = [one for one in incidents.nearest_to(*place.point) if one.dataset in shown]
    with _lock:
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[place.key] = (edition, found)
    return found


def _versions() -> list[tuple[str, int]]:
    """Which rows an answer is made from; 0: there are none. What is masked is left out."""
    found = []
    for role in incidents.roles():
        try:
            told = opening.dataset(role.dataset)
        except UnknownDatasetError:
            continue
        if not told.mask.hides:
            found.append((role.dataset, told.newest.number if told.newest else 0))
    return found


def _sort(found: Found) -> Facilities:
    return Facilities(
        name=in_words(found.name),
        icon=found.icon,
        places=tuple((in_words(one.name), metres(one.metres)) for one in found.places),
        within=metres(found.within),
        unknown=found.unknown,
    )


def metres(distance: int) -> str:
    """``350 m``, ``1.2 km``: as exact as a straight line from the middle of a place can be."""
    if distance < 995:
        return f"{figure(round(distance, -1))} m"
    return f"{figure(distance / 1000, 1)} km"
