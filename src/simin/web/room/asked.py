"""What the room was asked to show, read out of an address: filters, screens, how far lists go."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from simin.domains.incidents.queries import BoardFilters

#: Rows of one severity that are shown at once, and how many more at each asking.
FIRST, MORE = 40, 100
#: How far a list goes at most: more than a city has open.
FURTHEST = 5000
#: Characters of a filter.
LONGEST = 100
#: Both windows in one, or one of them on a screen of its own.
SCREENS = ("both", "board", "incident")
FILTERS = ("kind", "district", "severity", "text")


@dataclass(frozen=True)
class Asked:
    filters: BoardFilters
    screen: str
    #: Severity to how many rows of it.
    shown: Mapping[str, int]

    def limit(self, severity: str) -> int:
        return self.shown.get(severity, FIRST)

    @property
    def query(self) -> str:
        """Filters and screen as a query, with its question mark; empty where all is as usual."""
        told = {name: getattr(self.filters, name) for name in FILTERS}
        told["screen"] = "" if self.screen == SCREENS[0] else self.screen
        found = urlencode({name: value for name, value in told.items() if value})
        return f"?{found}" if found else ""

    def further(self, severity: str) -> str:
        """The same with more rows of ``severity``."""
        pairs = [(name, number) for name, number in self.shown.items() if name != severity]
        pairs.append((severity, min(FURTHEST, self.limit(severity) + MORE)))
        more = urlencode([("more", f"{name}:{number}") for name, number in pairs])
        return f"{self.query}&{more}" if self.query else f"?{more}"

    @property
    def filtered(self) -> bool:
        return any(getattr(self.filters, name) for name in FILTERS)


def asked_of(query: QueryDict) -> Asked:
    """What cannot be read is left out."""
    told = {name: query.get(name, "").replace("\0", "")[:LONGEST].strip() for name in FILTERS}
    screen = query.get("screen", "")
    return Asked(
        BoardFilters(**told),
        screen if screen in SCREENS else SCREENS[0],
        dict(_lists(query.getlist("more")[:10])),
    )


def _lists(told: list[str]) -> list[tuple[str, int]]:
    pairs = [one.partition(":") for one in told]
    return [
        (name[:20], max(FIRST, min(FURTHEST, int(number))))
        for name, _, number in pairs
        if number.isascii() and number.isdecimal() and len(number) < 6
    ]
