"""Where an incident is, from what a person typed: words, a district, a point."""

from dataclasses import dataclass

from simin.domains.places import queries as places
from simin.domains.places.shapes import District, Neighbourhood
from simin.kit.text import Text
from simin.web.presentation.numbers import in_words


@dataclass(frozen=True, kw_only=True)
class Located:
    """As near as the words say; empty where they do not."""

    district: str = ""
    neighbourhood: Text | None = None


def located(address: str, *, district: str, point: tuple[float, float] | None) -> Located:
    """A point says the district; else what was chosen, else what the address names."""
    if point is not None:
        inside = places.district_at(*point)
        return Located(
            district=inside.id if inside else district, neighbourhood=_at(inside, address)
        )
    known = next((one for one in places.districts() if one.id == district), None)
    known = known or next((one for one in places.districts() if _named(one.name, address)), None)
    found = _neighbourhood(known, address)
    if found is None:
        return Located(district=known.id if known else "")
    return Located(district=found.district, neighbourhood=found.name)


def _at(inside: District | None, address: str) -> Text | None:
    found = _neighbourhood(inside, address) if inside else None
    return found.name if found else None


def _neighbourhood(district: District | None, address: str) -> Neighbourhood | None:
    """The one that the address names; of names that stand in several districts none is guessed."""
    known = places.neighbourhoods(district.id if district else None)
    named = [one for one in known if _named(one.name, address)]
    longest = max((len(in_words(one.name)) for one in named), default=0)
    best = [one for one in named if len(in_words(one.name)) == longest]
    return best[0] if len(best) == 1 else None


def _named(name: Text, address: str) -> bool:
    told = address.casefold()
    return any(said and said.casefold() in told for said in name.values())
