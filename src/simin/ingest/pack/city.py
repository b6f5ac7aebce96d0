"""``city.toml``: who the city is and how its demonstration runs."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta

from simin.ingest.pack.words import Entry, Words

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_/-]*$")]
#: Name of an icon of the set that ships with Simin (Lucide).
Icon = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$")]


class Accent(Entry, frozen=True, kw_only=True):
    """The one accent colour, for each theme."""

    light: Colour
    dark: Colour


class Centre(Entry, frozen=True, kw_only=True):
    """Middle of the city, WGS 84 degrees."""

    longitude: Annotated[float, Meta(ge=-180, le=180)]
    latitude: Annotated[float, Meta(ge=-90, le=90)]


type DataTheme = Literal[
    "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL",
    "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN",
]  # fmt: skip


class GlanceDomain(Entry, frozen=True, kw_only=True):
    """One of the switchable domains of the glance map."""

    id: Slug
    name: Words
    icon: Icon
    #: Whose district values shade the map; none: the map is not shaded.
    indicator: str | None = None
    #: Facility layers that can be shown on it.
    facilities: tuple[str, ...] = ()
    default: bool = False
    #: Of the EU's vocabulary of data themes, for catalogues of other places.
    data_theme: DataTheme | None = None


class Theme(Entry, frozen=True, kw_only=True):
    """A theme of the administration section."""

    id: Slug
    name: Words


class Demo(Entry, frozen=True, kw_only=True):
    """How recordings are replayed."""

    #: Local time, without zone, at which a demonstration begins.
    start: datetime
    #: First and last local day that the recordings cover; whole weeks leave no hole at the loop.
    window: tuple[date, date]
    #: City seconds in a real second.
    speed: Annotated[float, Meta(gt=0, le=3600)] = 60.0
    #: Loaded from before the start, so that charts have a past.
    history_days: Annotated[int, Meta(ge=0, le=60)] = 8


class Loop(Entry, frozen=True, kw_only=True):
    """What is played of recordings in a city that lives in real time."""

    #: First and last local day that the recordings cover; whole weeks leave no hole at the loop.
    window: tuple[date, date]
    #: Played at once when a recording steps in, so that charts have a past.
    history_days: Annotated[int, Meta(ge=0, le=60)] = 8


class City(Entry, frozen=True, kw_only=True):
    """The city itself."""

    id: Slug
    name: Words
    office: Words
    #: An IANA zone.
    time_zone: str
    #: The first is the default.
    languages: Annotated[tuple[str, ...], Meta(min_length=1)]
    accent: Accent
    centre: Centre
    domains: tuple[GlanceDomain, ...] = ()
    themes: tuple[Theme, ...] = ()
    #: Words for units that are not symbols: ``{"건" = {ko = "건", en = "cases"}}``.
    units: dict[str, Words] = {}
    #: Hosts of feeds that may have private addresses, ``10.1.2.3:8080`` or ``scada.naru``.
    private_hosts: tuple[str, ...] = ()
    #: None in a city that is not a demonstration.
    demo: Demo | None = None
    #: Of recordings that stand in for feeds without their secrets; the demonstration's where None.
    stand_in: Loop | None = None
