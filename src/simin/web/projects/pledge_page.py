"""What one pledge's page shows, and the tallies of all."""

from typing import Any

from simin.domains.directives.policies import Reader
from simin.domains.picture.card import Card
from simin.domains.projects import queries
from simin.domains.projects.queries import Tally
from simin.web.directives.people import Names
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime
from simin.web.projects.lines import PledgeLine
from simin.web.projects.project_page import Linked
from simin.web.projects.record import Entry, entries
from simin.web.projects.vocabulary import SCHEDULES, STATUS_LEVELS, STATUSES


class PledgePage:
    """Asked by templates."""

    def __init__(self, card: Card, time: CityTime, by: Reader | None) -> None:
        """``by``: None for the public."""
        self.line = PledgeLine(card, time)
        self._time = time
        self._by = by

    @property
    def projects(self) -> list[Linked]:
        """Those that the reader may see."""
        named = [one.removeprefix("project/") for one in self.line.body["projects"]]
        return [
            Linked(f"project/{one.id}", in_words(one.name), str(SCHEDULES[one.schedule]))
            for one in queries.names_of(named, self._by)
        ]

    @property
    def evidence(self) -> list[dict[str, str]]:
        """Links lead to the web only."""
        return [
            {**one, "link": one["link"] if one["link"].startswith(("https://", "http://")) else ""}
            for one in self.line.body["evidence"]
        ]

    @property
    def record(self) -> list[Entry]:
        return entries(queries.changes(self.line.card.id), self._time)


def tallies() -> dict[str, Any]:
    """Of all pledges, by department and by district, ready for a template."""
    everything, units, districts = queries.pledge_tallies()
    called, known = Names(), district_names()
    order = {one: place for place, one in enumerate(("", *known))}
    placed = sorted(districts, key=lambda one: order.get(one.key, len(order)))
    return {
        "everything": _told(everything, ""),
        "by_unit": [_told(one, called.unit(one.key)) for one in units],
        "by_district": [_told(one, known.get(one.key, one.key)) for one in placed],
    }


def _told(one: Tally, name: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": name,
        "count": one.count,
        "fulfilled": one.fulfilled,
        "percent": figure(one.percent),
        "length": round(one.percent, 1),
        "statuses": [
            (str(STATUSES[status]), STATUS_LEVELS[status], count)
            for status, count in one.statuses.items()
        ],
    }
