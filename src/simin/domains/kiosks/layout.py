"""What kiosks of a city show, as its pack says. Pure."""

from dataclasses import dataclass

from simin.kit.text import Text


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Trains or buses at the place itself: rows of a data set."""

    #: Kind of facility at which there are any.
    at: str
    feed: str
    #: Columns: the place's name as the feed has it, where it goes, seconds until it comes.
    place: str
    towards: str
    seconds: str
    #: Column with the line's name; empty: there is none.
    line: str = ""
    #: What the place's name ends in and the feed leaves out.
    ending: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of facility, in words."""

    id: str
    name: Text
    icon: str
    #: What its capacity counts; empty: nothing.
    counted: Text
    attribution: Text


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Ids of indicators by module, the first of each the largest."""

    #: Kinds of facility at which kiosks stand, the usual ones first.
    places: tuple[str, ...] = ()
    air: tuple[str, ...] = ()
    weather: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    #: Kinds of facility that are shown when they are near.
    near: tuple[str, ...] = ()
    #: Words of the kinds that are named here.
    kinds: tuple[Kind, ...] = ()
    arrivals: Arrivals | None = None
