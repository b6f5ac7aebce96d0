"""For whom a feed is written. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """``base`` is the city's address without a slash at its end."""

    base: str
    language: str
    #: Id of a district; empty: the whole city.
    district: str = ""
    #: Of feeds of projects and pledges: the only one that is told; empty: all.
    card: str = ""
