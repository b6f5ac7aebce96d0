"""``/desk/release/``: all that can be withheld, and how it stands, found by words and by state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import OFFICE_ROLES
from simin.domains.picture.card import Visibility
from simin.domains.releases import queries
from simin.web.access import allow
from simin.web.desk.moment import city_time
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.releases.asked import address, number
from simin.web.releases.things import Subject, subjects
from simin.web.releases.vocabulary import KINDS, REASONS, word

LINES = 50
STATES: dict[str, Promise] = {
    "withheld": pgettext_lazy("release", "Withheld"),
    "part": pgettext_lazy("release", "In part"),
    "overdue": pgettext_lazy("release", "Review overdue"),
    "proposed": pgettext_lazy("release", "Waits for a second person"),
    "public": pgettext_lazy("release", "Public"),
}


@dataclass(frozen=True)
class Line:
    id: str
    title: str
    kind: str
    kind_name: str
    states: tuple[str, ...]
    reason: str
    office: str
    review: str

    @property
    def words(self) -> list[tuple[str, str]]:
        return [(state, word(STATES, state)) for state in self.states]


@allow(*OFFICE_ROLES)
@require_safe
def listing(request: HttpRequest) -> HttpResponseBase:
    """``?q=&state=&kind=&from=``."""
    time = city_time()
    proposed = {one.card for one in queries.proposals()}
    asked = {name: request.GET.get(name, "")[:100].strip() for name in ("q", "state", "kind")}
    every = [_line(one, proposed, time) for one in subjects()]
    named = [one for one in every if _is_named(one, asked["q"])]
    found = [one for one in named if _fits(one, asked)]
    start = number(request.GET.get("from", ""))
    told: dict[str, Any] = {
        "lines": found[start : start + LINES],
        "count": len(found),
        "asked": asked,
        "states": _choices(named, "state", asked, STATES),
        "kinds": _choices(named, "kind", asked, KINDS),
        "further": address({**asked, "from": str(start + LINES)})
        if start + LINES < len(found)
        else "",
        "waiting": sum("proposed" in one.states for one in every),
        "overdue": sum("overdue" in one.states for one in every),
    }
    return render(request, "releases/list.html", told)


def _line(one: Subject, proposed: set[str], time: CityTime) -> Line:
    release, today = one.release, time.local(time.now).date()
    withheld = release.visibility is Visibility.WITHHELD
    reviews = [part.release.review_on for part in one.hidden] + [release.review_on]
    states = {
        "withheld": withheld,
        "part": bool(one.hidden) and not withheld,
        "overdue": any(_is_over(day, today) for day in reviews),
        "proposed": one.id in proposed,
        "public": not withheld and not one.hidden,
    }
    told = release if withheld else (one.hidden[0].release if one.hidden else None)
    return Line(
        id=one.id,
        title=in_words(one.title) or one.id,
        kind=one.kind,
        kind_name=word(KINDS, one.kind),
        states=tuple(state for state, true in states.items() if true),
        reason=word(REASONS, told.reason) if told and told.reason else "",
        office=in_words(told.office) if told else "",
        review=_review(told.review_on if told else None, told.until if told else None, time),
    )


def _review(day: date | None, until: Any, time: CityTime) -> str:
    if until is not None:
        return _("public from %(time)s") % {"time": time.clock(until)}
    return date_format(day, "DATE_FORMAT") if day else ""


def _is_over(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _is_named(one: Line, asked: str) -> bool:
    return asked.casefold() in f"{one.title} {one.id}".casefold()


def _fits(one: Line, asked: dict[str, str]) -> bool:
    return asked["kind"] in ("", one.kind) and (not asked["state"] or asked["state"] in one.states)


def _choices(
    named: Iterable[Line], name: str, asked: dict[str, str], table: dict[str, Promise]
) -> list[tuple[str, int, str, bool]]:
    """Word, how many, address, whether it is chosen; only what there is."""
    lines = list(named)
    chosen = [("", _("all"), len(lines))]
    for value in table:
        count = sum(value == one.kind if name == "kind" else value in one.states for one in lines)
        chosen += [(value, word(table, value), count)] if count or asked[name] == value else []
    return [
        (called, count, address({**asked, name: value}), asked[name] == value)
        for value, called, count in chosen
    ]
