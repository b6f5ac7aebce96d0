"""``/desk/incidents/``: the list, and the same as a file."""

import csv
import io
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.identity.policies import OFFICE_ROLES, ROOM_ROLES, may
from simin.domains.incidents import queries
from simin.domains.incidents.queries import Filters, Sort
from simin.domains.incidents.states import State
from simin.kit.paging import PAGE_LIMIT
from simin.kit.spreadsheet_cell import cells
from simin.web.access import allow, roles_held
from simin.web.card.vocabulary import STATES
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.incidents.likeness import alike
from simin.web.incidents.lines import IncidentLine
from simin.web.incidents.vocabulary import GRADES, SORTS
from simin.web.presentation.city import district_names
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import iso

#: Lines on a page, and in a file.
LINES, FILE_LINES = 30, 5000
HEADER = (
    "id", "kind", "state", "severity", "drill", "title", "district", "neighbourhood",
    "longitude", "latitude", "channel", "source", "external_id", "occurred_at", "detected_at",
    "reported_at", "arrived_at", "closed_at", "response_seconds", "merged_into",
)  # fmt: skip


@allow(*OFFICE_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?state=&kind=&severity=&district=&drill=&q=&sort=&after=``; ``?part=list``: the lines."""
    asked = Asked(request.GET)
    found = or_first(
        lambda place: queries.page(asked.filters, sort=asked.sort, cursor=place, limit=LINES),
        asked.after,
    )
    part = request.GET.get("part") == "list"
    districts = district_names()
    told = {
        "asked": asked,
        "lines": _lines(found.rows, districts),
        "further": asked.query(after=found.cursor) if found.cursor else "",
        "may_act": may(roles_held(request), ROOM_ROLES),
        **_choices(districts),
    }
    return render(request, f"incidents/{'parts/lines' if part else 'list'}.html", told)


@allow(*OFFICE_ROLES)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, at most ``FILE_LINES``, times in UTC; addresses are left out."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(cells(row) for row in _rows(Asked(request.GET)))
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="incidents.csv"'
    return response


class Asked:
    """What a list is asked for, as its address says; what it does not know is left out."""

    def __init__(self, told: QueryDict) -> None:
        state = told.get("state", queries.OPEN)
        severity = told.get("severity", "")
        self.drill = told.get("drill", "")
        self.filters = Filters(
            kind=_plain(told.get("kind", "")),
            state=state if state in (*State, queries.OPEN, "") else queries.OPEN,
            severity=severity if severity in GRADES else "",
            district=_plain(told.get("district", "")),
            drill={"no": False, "yes": True}.get(self.drill),
            text=_plain(told.get("q", "")),
        )
        sort = told.get("sort", "")
        self.sort = Sort(sort) if sort in list(Sort) else Sort.NEWEST
        self.after = told.get("after", "")[:200]

    def query(self, **changed: str | None) -> str:
        """The query of this list with ``changed`` in it."""
        plain = {
            "state": self.filters.state,
            "kind": self.filters.kind,
            "severity": self.filters.severity,
            "district": self.filters.district,
            "drill": self.drill if self.filters.drill is not None else "",
            "q": self.filters.text,
            "sort": self.sort.value,
        }
        told = {name: value for name, value in {**plain, **changed}.items() if value is not None}
        return urlencode({name: value for name, value in told.items() if value or name == "state"})

    @property
    def same(self) -> str:
        return self.query()


def _plain(told: str) -> str:
    return told.replace("\0", "")[:100]


def _choices(districts: dict[str, str]) -> dict[str, object]:
    return {
        "states": [(name, str(words)) for name, words in STATES.items()],
        "kinds": [(kind.id, in_words(kind.name)) for kind in queries.kinds()],
        "severities": [(name, str(words)) for name, words in GRADES.items()],
        "districts": list(districts.items()),
        "sorts": [(name, str(words)) for name, words in SORTS.items()],
    }


def _lines(rows: Sequence[queries.Incident], districts: dict[str, str]) -> list[IncidentLine]:
    time, proposed = city_time(), queries.proposed(rows)
    return [
        IncidentLine(
            one,
            districts.get(one.district, one.district),
            time,
            [alike(like) for like in proposed.get(one.id, ())],
        )
        for one in rows
    ]


def _rows(asked: Asked) -> Iterator[Sequence[object]]:
    cursor, written = "", 0
    while written < FILE_LINES:
        found = queries.page(asked.filters, sort=asked.sort, cursor=cursor, limit=PAGE_LIMIT)
        for one in found.rows:
            written += 1
            yield _row(one)
        if found.cursor is None:
            return
        cursor = found.cursor


def _row(one: queries.Incident) -> Sequence[object]:
    place = (one.district, in_words(one.neighbourhood), one.longitude, one.latitude)
    told = (one.kind_id, one.state, one.severity, "yes" if one.drill else "no", in_words(one.title))
    came = (one.channel, one.source, one.external_id)
    times = (one.occurred_at, one.detected_at, one.reported_at, one.arrived_at, one.closed_at)
    ends = (one.response_seconds, one.merged_into_id)
    return (one.id, *told, *place, *came, *(iso(at) for at in times), *ends)
