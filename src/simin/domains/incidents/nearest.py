"""Which data set plays which part around an incident, and what of it is near. Pure."""

from typing import Literal

import msgspec

from simin.domains.picture.card import Words
from simin.kit.errors import RejectedError


class Role(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sort of facility: a camera, a shelter, a hydrant, the station that answers."""

    id: str
    name: Words
    icon: str = "map-pin"
    #: Of the catalogue.
    dataset: str
    #: How far to look.
    metres: float = 500.0
    most: int = 3
    #: Column to what a person calls the place, by language.
    columns: Words = {}
    #: Only rows whose column has this value.
    only: tuple[tuple[str, str], ...] = ()
    #: Kinds of incidents that it is looked up for; empty: all.
    kinds: tuple[str, ...] = ()
    #: ``people``: rows are parts of the city with residents, counted inside an impact area.
    use: Literal["near", "people"] = "near"
    #: Column of residents, with ``people``.
    people: str = ""

    def check(self) -> None:
        if not 0 < self.metres <= 20_000 or not 0 < self.most <= 20:
            raise RejectedError(f"roles.{self.id}", "metres up to 20,000 and at most 20 places")
        if (self.use == "people") != bool(self.people):
            raise RejectedError(f"roles.{self.id}.people", 'belongs to use = "people"')


class Nearby(msgspec.Struct, frozen=True, kw_only=True):
    """One facility and how far it is as the crow flies."""

    name: Words
    metres: int
    longitude: float
    latitude: float


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What of one sort is near; empty: none within ``within`` metres."""

    role: str
    name: Words
    icon: str
    within: int
    dataset: str
    places: tuple[Nearby, ...] = ()
    #: The data set has no rows here yet: nothing is known, which is not "none".
    unknown: bool = False
