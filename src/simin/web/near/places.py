"""Districts and neighbourhoods as they are chosen: by address, and by what somebody types."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from simin.domains.places import queries
from simin.domains.places.shapes import District, Neighbourhood, Point
from simin.kit.word_search import wanted
from simin.web.presentation.numbers import in_words

#: Places shown for what was typed.
MOST = 40


@dataclass(frozen=True)
class Place:
    """A district, or a neighbourhood in one."""

    district: District
    neighbourhood: Neighbourhood | None = None

    @property
    def name(self) -> str:
        return in_words(self.words)

    @property
    def words(self) -> Mapping[str, str]:
        return (self.neighbourhood or self.district).name

    @property
    def within(self) -> str:
        """The district's name, of a neighbourhood."""
        return in_words(self.district.name) if self.neighbourhood else ""

    @property
    def full_name(self) -> str:
        return f"{self.within} {self.name}".strip()

    @property
    def point(self) -> Point:
        return (self.neighbourhood or self.district).point

    @property
    def key(self) -> str:
        return (
            f"{self.district.id}/{slug_of(self.neighbourhood)}"
            if self.neighbourhood
            else (self.district.id)
        )

    @property
    def address(self) -> str:
        if self.neighbourhood is None:
            return reverse("near-district", args=[self.district.id])
        return reverse("near-place", args=[self.district.id, slug_of(self.neighbourhood)])


def slug_of(neighbourhood: Neighbourhood) -> str:
    """``mapo-hapjeong-dong`` in Mapo is ``hapjeong-dong``."""
    return neighbourhood.id.removeprefix(f"{neighbourhood.district}-")


def find(district: str, neighbourhood: str = "") -> Place | None:
    """None where the city has no such place."""
    known = next((one for one in queries.districts() if one.id == district), None)
    if known is None or not neighbourhood:
        return Place(known) if known else None
    for one in queries.neighbourhoods(district):
        if neighbourhood in (slug_of(one), one.id):
            return Place(known, one)
    return None


def all_places() -> list[Place]:
    """Districts in the city's order, then neighbourhoods by name."""
    districts = {one.id: one for one in queries.districts()}
    found = [Place(one) for one in districts.values()]
    inside = [Place(districts[one.district], one) for one in queries.neighbourhoods()]
    return [*found, *sorted(inside, key=lambda place: (place.name, place.key))]


def matching(text: str) -> list[Place]:
    """Places of which a name, in any language, holds each typed word; beginnings come first."""
    asked = wanted(text[:100])
    if not asked:
        return []
    found = [place for place in all_places() if all(word in _folded(place) for word in asked)]
    found.sort(key=lambda place: not any(_begins(place, word) for word in asked))
    return found[:MOST]


def _folded(place: Place) -> str:
    names = [*place.words.values(), *place.district.name.values()]
    return " ".join(names).casefold()


def _begins(place: Place, word: str) -> bool:
    return any(name.casefold().startswith(word) for name in place.words.values())


def inside(district: str) -> list[Place]:
    """The neighbourhoods of a district, by name."""
    known = find(district)
    if known is None:
        return []
    found = [Place(known.district, one) for one in queries.neighbourhoods(district)]
    return sorted(found, key=lambda place: place.name)
