"""``/desk/projects/``: every project that the reader may see, as a list and on a map."""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import DESK_ROLES
from simin.domains.picture.card import Card
from simin.domains.projects import cards, policies, queries
from simin.domains.projects.queries import Filters, Sort
from simin.domains.projects.states import Schedule
from simin.web.access import allow
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.directives.people import Names
from simin.web.presentation.city import district_names
from simin.web.projects.lines import ProjectLine
from simin.web.projects.money import money
from simin.web.projects.project_map import map_of_all
from simin.web.projects.viewing import reader
from simin.web.projects.vocabulary import SCHEDULES

#: Lines on a page.
LINES = 30


class Asked:
    """What a list is asked for, as its address says; what it does not know is left out."""

    def __init__(self, told: QueryDict) -> None:
        standing = told.get("standing", "")
        sort = told.get("sort", "")
        self.filters = Filters(
            standing=standing if standing in (*Schedule, queries.OVER) else "",
            unit=_short(told.get("unit", "")),
            district=_short(told.get("district", "")),
            text=_short(told.get("q", "")),
        )
        self.sort = Sort(sort) if sort in list(Sort) else Sort.RANK
        self.after = told.get("after", "")[:200]

    def query(self, **changed: str | None) -> str:
        plain_told = {
            "standing": self.filters.standing,
            "unit": self.filters.unit,
            "district": self.filters.district,
            "q": self.filters.text,
            "sort": self.sort.value,
        }
        told = {**plain_told, **changed}
        return urlencode({name: value for name, value in told.items() if value})


def _short(text: str) -> str:
    return text.replace("\0", "")[:100]


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?standing=&unit=&district=&q=&sort=&after=``."""
    asked, by, time = Asked(request.GET), reader(request), city_time()
    found = or_first(
        lambda place: queries.page(by, asked.filters, sort=asked.sort, cursor=place, limit=LINES),
        asked.after,
    )
    shown = cards.cards_of(found.rows, time.now)
    told = {
        "asked": asked,
        "lines": [ProjectLine(card, time) for card in shown],
        "more": asked.query(after=found.cursor) if found.cursor else "",
        "map": map_of_all(shown, "project"),
        "standings": [*SCHEDULES.items()],
        "units": [(one, Names().unit(one)) for one in queries.units()],
        "districts": list(district_names().items()),
        "totals": _totals(shown),
        "may_hand_in": not policies.HANDING.isdisjoint(by.roles),
    }
    return render(request, "projects/list.html", told)


def _totals(shown: list[Card]) -> dict[str, object]:
    """Of what the page shows."""
    counts = {one: sum(card.body["schedule"] == one for card in shown) for one in SCHEDULES}
    return {
        "count": len(shown),
        "schedules": [(one, SCHEDULES[one], count) for one, count in counts.items() if count],
        "over": sum(card.body["cost"] == "over" for card in shown),
        "budget": money(sum(card.body["budget"] for card in shown)),
    }
