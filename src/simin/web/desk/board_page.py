"""The board: what was asked for of it, and how it is laid out. Problems come first, always."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from simin.domains.identity import queries as identity
from simin.ingest.oversight.board import Standing
from simin.ingest.oversight.models import IntakeStop
from simin.ingest.oversight.standing import State
from simin.web.desk.tile import Tile
from simin.web.desk.vocabulary import SHAPES, STATES
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime, iso

#: How long a search may be.
LONGEST = 100
#: Most tiles of each density: the fewer there are, the more each tells.
_DENSITIES = {"few": 24, "some": 100}
#: Most tiles of a group that no column cuts in two.
_WHOLE = {"few": 4, "some": 10}


@dataclass(frozen=True)
class Group:
    id: str
    name: str
    tiles: list[Tile]
    #: Sentences instead of tiles.
    wrong: bool = False


@dataclass(frozen=True)
class Total:
    """How many feeds stand so, as a filter."""

    state: str
    word: str
    shape: str
    count: int
    wrong: bool
    chosen: bool
    address: str


@dataclass
class BoardPage:
    """What the template asks; ``asked`` is the query string."""

    standings: list[Standing]
    time: CityTime
    asked: Mapping[str, str]
    stop: IntakeStop | None = None
    departments: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.departments = {one.id: in_words(one.name) for one in identity.departments()}
        self.search = self.asked.get("q", "")[:LONGEST].strip()
        self.state = self.asked.get("state", "")
        self.owner, self.kind = self.asked.get("owner", ""), self.asked.get("kind", "")
        self.sort = _known(self.asked.get("sort", ""), _SORTS)
        self.grouping = _known(self.asked.get("group", ""), ("owner", "kind", "none"))

    @property
    def count(self) -> int:
        return len(self.standings)

    @cached_property
    def totals(self) -> list[Total]:
        counted = Counter(each.state for each in self.standings)
        return [self._total(state, counted[state]) for state in State if counted[state]]

    @property
    def halted(self) -> str:
        """Why nothing is taken in; empty: everything is."""
        if self.stop is None:
            return ""
        return _(
            "Nothing is taken in since %(since)s: the disk has %(free)d MiB left, "
            "%(least)d must stay free. Make room; feeds go on by themselves."
        ) % {
            "since": f"{self.time.local(self.stop.since):%m-%d %H:%M}",
            "free": self.stop.free >> 20,
            "least": self.stop.least >> 20,
        }

    @property
    def clock(self) -> str:
        return f"{self.time.local(self.time.now):%m-%d %H:%M}"

    @property
    def wrong(self) -> int:
        return sum(each.state.wrong for each in self.standings)

    @property
    def everything(self) -> str:
        """This board without a chosen state."""
        return self._address(state="")

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        present = {each.owner for each in self.standings}
        return [
            (one, self.departments.get(one, one)) for one in _in_order(self.departments, present)
        ]

    @property
    def kinds(self) -> list[str]:
        return sorted({each.kind for each in self.standings})

    @cached_property
    def tiles(self) -> list[Tile]:
        kept = [Tile(each, self.time) for each in self.standings]
        found = [tile for tile in kept if self._matches(tile)]
        return sorted(found, key=_SORTS[self.sort]) if self.sort != "urgency" else found

    @property
    def filtered(self) -> bool:
        return bool(self.search or self.state or self.owner or self.kind)

    @property
    def density(self) -> str:
        """``few``, ``some`` or ``many``, by the tiles that are no sentences."""
        count = sum(not tile.standing.state.wrong for tile in self.tiles)
        return next((name for name, most in _DENSITIES.items() if count <= most), "many")

    @property
    def whole(self) -> int:
        """Groups with at most so many tiles stay in one column."""
        return _WHOLE.get(self.density, 0)

    @cached_property
    def groups(self) -> list[Group]:
        wrong = [tile for tile in self.tiles if tile.standing.state.wrong]
        rest = [tile for tile in self.tiles if not tile.standing.state.wrong]
        first = [Group("wrong", _("Needs a look"), wrong, wrong=True)] if wrong else []
        return [*first, *self._grouped(rest)]

    def plain(self) -> dict[str, Any]:
        return {
            "at": iso(self.time.now),
            "halted": self.halted or None,
            "totals": {total.state: total.count for total in self.totals},
            "feeds": [tile.plain() for tile in self.tiles],
        }

    def _total(self, state: State, count: int) -> Total:
        chosen = self.state == state.value
        return Total(
            state.value,
            str(STATES[state]),
            SHAPES[state],
            count,
            state.wrong,
            chosen,
            self._address(state="" if chosen else state.value),
        )

    def _address(self, **changed: str) -> str:
        asked = {
            "q": self.search,
            "state": self.state,
            "owner": self.owner,
            "kind": self.kind,
            "sort": "" if self.sort == "urgency" else self.sort,
            "group": "" if self.grouping == "owner" else self.grouping,
        } | changed
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    def _matches(self, tile: Tile) -> bool:
        standing = tile.standing
        wanted = (
            (self.state, tile.state),
            (self.owner, standing.owner),
            (self.kind, standing.kind),
        )
        if any(asked and asked != present for asked, present in wanted):
            return False
        owner = self.departments.get(standing.owner, "")
        source = standing.source.id if standing.source else ""
        told = " ".join((tile.id, tile.name, source, standing.kind, owner))
        return self.search.casefold() in told.casefold()

    def _grouped(self, tiles: list[Tile]) -> list[Group]:
        if self.grouping == "none":
            return [Group("all", _("All others"), tiles)] if tiles else []
        by_owner = self.grouping == "owner"
        keys = [tile.standing.owner if by_owner else tile.standing.kind for tile in tiles]
        names = self.departments if by_owner else {}
        order = _in_order(names, set(keys)) if by_owner else sorted(set(keys))
        return [
            Group(
                key,
                names.get(key, key),
                [t for t, own in zip(tiles, keys, strict=True) if own == key],
            )
            for key in order
        ]


def _in_order(known: Mapping[str, str], present: set[str]) -> list[str]:
    """The organisation's order, then what it does not know."""
    return [*(one for one in known if one in present), *sorted(present - set(known))]


def _by_age(tile: Tile) -> float:
    return tile.standing.good_at.timestamp() if tile.standing.good_at else 0.0


_SORTS: dict[str, Callable[[Tile], Any]] = {
    "urgency": lambda _tile: 0,
    "name": lambda tile: tile.id,
    "age": _by_age,
    "today": lambda tile: -tile.standing.today,
}


def _known(asked: str, choices: Any) -> str:
    return asked if asked in choices else next(iter(choices))
