"""``/withheld/``: what everyone does not see now, why, since when, by which office, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simin.domains.picture import queries as picture
from simin.web.access import public
from simin.web.costly import costly, in_a_line
from simin.web.desk.moment import city_time
from simin.web.presentation.city import city_frame
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.releases.answering import as_csv, as_json, kept
from simin.web.releases.asked import address, number
from simin.web.releases.counts_chart import counts_chart
from simin.web.releases.vocabulary import KINDS, MASKS, REASONS, part, word
from simin.workflows.withheld_register import Entry, entries

#: Lines on a page; days in the chart.
LINES, DAYS = 50, 30
HEADER = (
    "card", "kind", "field", "mask", "reason", "office", "since", "review_on", "until",
    "overdue", "district", "commitment",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    card: str
    is_card: bool
    kind: str
    part: str
    how: str
    reason: str
    office: str
    since: str
    review: str
    overdue: bool
    commitment: str


@public
@costly(2)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?kind=&reason=&overdue=1&from=``; whatever else is asked is left out."""
    time = city_time()
    every = entries(time.now)
    asked = {name: request.GET.get(name, "")[:40] for name in ("kind", "reason", "overdue")}
    found = [one for one in every if _wanted(one, asked)]
    start = number(request.GET.get("from", ""))
    days = picture.withheld_days(DAYS, time.local(time.now).date())
    told = {
        "lines": [line(one, time) for one in found[start : start + LINES]],
        "count": len(found),
        "every": len(every),
        "overdue": sum(one.overdue for one in every),
        "kinds": _choices(every, "kind", asked, KINDS),
        "reasons": _choices(every, "reason", asked, REASONS),
        "asked": asked,
        "overdue_address": address({**asked, "overdue": "" if asked["overdue"] else "1"}),
        "further": address({**asked, "from": str(start + LINES)})
        if start + LINES < len(found)
        else "",
        "days": [(date_format(day.day, "DATE_FORMAT"), day.count, day.most) for day in days],
        "chart": counts_chart(days),
        "city": city_frame(),
    }
    return kept(request, render(request, "releases/register.html", told))


@public
@costly(2, in_a_line)
@require_safe
def json(request: HttpRequest) -> HttpResponseBase:
    """``{"at": time, "withheld": [...], "days": [...]}``, all of it."""
    time = city_time()
    days = picture.withheld_days(DAYS, time.local(time.now).date())
    told = {"at": time.now.replace(microsecond=0), "withheld": entries(time.now), "days": days}
    return as_json(request, told)


@public
@costly(2, in_a_line)
@require_safe
def csv(request: HttpRequest) -> HttpResponseBase:
    """The same, in the first language of the reader."""
    return as_csv(request, "withheld", HEADER, (_cells(one) for one in entries(city_time().now)))


def line(one: Entry, time: CityTime) -> Line:
    return Line(
        card=one.card,
        is_card=one.kind != "dataset",
        kind=word(KINDS, one.kind),
        part=part(one.field),
        how=word(MASKS, one.mask),
        reason=word(REASONS, one.reason),
        office=in_words(one.office),
        since=date_format(one.since, "DATE_FORMAT") if one.since else "",
        review=_review(one, time),
        overdue=one.overdue,
        commitment=one.commitment,
    )


def _review(one: Entry, time: CityTime) -> str:
    if one.until is not None:
        return _("public from %(time)s") % {"time": time.clock(one.until)}
    return date_format(one.review_on, "DATE_FORMAT") if one.review_on else ""


def _wanted(one: Entry, asked: dict[str, str]) -> bool:
    fits = asked["kind"] in ("", one.kind) and asked["reason"] in ("", one.reason)
    return fits and (one.overdue or not asked["overdue"])


def _choices(
    every: Iterable[Entry], name: str, asked: dict[str, str], table: dict[str, Any]
) -> list[tuple[str, int, str, bool]]:
    """Word, how many, address, whether it is chosen."""
    listed = list(every)
    counted = {"": len(listed)}
    for one in listed:
        value = getattr(one, name)
        counted[value] = counted.get(value, 0) + 1
    return [
        (
            word(table, value) if value else _("all"),
            count,
            address({**asked, name: value}),
            asked[name] == value,
        )
        for value, count in counted.items()
    ]


def _cells(one: Entry) -> list[str]:
    return [
        one.card,
        one.kind,
        one.field,
        one.mask,
        one.reason,
        in_words(one.office),
        one.since.isoformat() if one.since else "",
        one.review_on.isoformat() if one.review_on else "",
        one.until.isoformat() if one.until else "",
        str(one.overdue).lower(),
        one.district,
        one.commitment,
    ]
