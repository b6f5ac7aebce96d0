"""The city that the pages stand in: its names, zone and accent, as its pack has them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.web.presentation.numbers import in_words


@dataclass(frozen=True)
class Theme:
    id: str
    name: str


@dataclass(frozen=True)
class District:
    id: str
    name: str


@dataclass(frozen=True)
class CityFrame:
    name: str
    office: str
    zone: ZoneInfo
    accent: dict[str, str]
    themes: tuple[Theme, ...]
    districts: tuple[District, ...]
    #: In which the city itself speaks.
    languages: tuple[str, ...] = ()


def district_names() -> dict[str, str]:
    """District id to its name in the page's language, in the city's order."""
    return {each.id: in_words(each.name) for each in places.districts()}


def city_frame() -> CityFrame | None:
    """None before a pack was loaded."""
    try:
        city = places.city()
    except NoCityError:
        return None
    return CityFrame(
        name=in_words(city.name),
        office=in_words(city.office),
        zone=ZoneInfo(city.time_zone),
        accent=dict(city.accent),
        themes=tuple(Theme(theme["id"], in_words(theme["name"])) for theme in city.themes),
        districts=tuple(District(id_, name) for id_, name in district_names().items()),
        languages=tuple(city.languages),
    )
