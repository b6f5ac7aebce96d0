"""``/desk/directives/``: the list, the same as a file, and the load of each unit."""

import csv
import io
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simin.domains.directives import queries, services
from simin.domains.directives.policies import Reader
from simin.domains.directives.queries import Filters, Sort, Whose
from simin.domains.directives.states import State
from simin.domains.identity.policies import DESK_ROLES
from simin.kit.paging import PAGE_LIMIT
from simin.kit.spreadsheet_cell import cells
from simin.web.access import allow
from simin.web.cut_links import or_first
from simin.web.desk.moment import city_time
from simin.web.directives.lines import DirectiveLine
from simin.web.directives.people import Names, reader_of
from simin.web.directives.vocabulary import STATES
from simin.web.presentation.times import CityTime, iso

#: Lines on a page, and in a file.
LINES, FILE_LINES = 30, 5000
HEADER = (
    "id", "state", "late", "priority", "title", "text", "unit", "role", "issuer", "subject",
    "issued_at", "due_at", "ended_at", "escalations",
)  # fmt: skip


@allow(*DESK_ROLES)
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """``?whose=&state=&unit=&q=&sort=&after=``; ``?part=list``: what changes of it."""
    reader, asked = reader_of(request), Asked(request.GET)
    time, names = city_time(), Names()
    found = or_first(
        lambda place: queries.page(
            reader, asked.filters, now=time.now, sort=asked.sort, cursor=place, limit=LINES
        ),
        asked.after,
    )
    services.seen(found.rows, by=reader)
    part = request.GET.get("part") == "list"
    told = {
        "asked": asked,
        "reader": reader,
        "lines": [DirectiveLine(one, names, time) for one in found.rows],
        "older": asked.query(after=found.cursor) if found.cursor else "",
        "states": [(name, str(words)) for name, words in STATES.items()],
        "unit_name": names.unit(asked.filters.unit) if asked.filters.unit else "",
    }
    return render(request, f"directives/{'parts/lines' if part else 'list'}.html", told)


@allow(*DESK_ROLES)
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, at most ``FILE_LINES``, times in UTC."""
    time = city_time()
    rows = _rows(reader_of(request), Asked(request.GET), time)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(cells(row) for row in rows)
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="directives.csv"'
    return response


@allow(*DESK_ROLES)
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """How much is asked of each unit that the reader may see."""
    names = Names()
    found = queries.load(reader_of(request), city_time().now)
    rows = [(one, names.addressee(one.unit, one.role)) for one in found]
    told = {"rows": rows, "most": max((one.open for one in found), default=1)}
    return render(request, "directives/load.html", told)


class Asked:
    """What a list is asked for, as its address says; what it does not know is left out."""

    def __init__(self, told: QueryDict) -> None:
        self.filters = Filters(
            whose=_one_of(Whose, told.get("whose"), Whose.MINE),
            state=_state(told.get("state", queries.OPEN)),
            unit=told.get("unit", "").replace("\0", "")[:100],
            text=told.get("q", "").replace("\0", "")[:100],
        )
        self.sort = _one_of(Sort, told.get("sort"), Sort.DUE)
        self.after = told.get("after", "")[:200]

    def query(self, **changed: str | None) -> str:
        """The query of this list with ``changed`` in it."""
        plain = {
            "whose": self.filters.whose.value,
            "state": self.filters.state,
            "unit": self.filters.unit,
            "q": self.filters.text,
            "sort": self.sort.value,
        }
        told = {name: value for name, value in {**plain, **changed}.items() if value is not None}
        return urlencode({name: value for name, value in told.items() if value or name == "state"})

    @property
    def same(self) -> str:
        return self.query()

    @property
    def tabs(self) -> list[tuple[Whose, str]]:
        return [(whose, self.query(whose=whose.value)) for whose in Whose]


def _one_of[Choice: (Whose, Sort)](kind: type[Choice], told: str | None, usual: Choice) -> Choice:
    return kind(told) if told in list(kind) else usual


def _state(told: str) -> str:
    return told if told in (*State, queries.OPEN, queries.LATE, "") else queries.OPEN


def _rows(reader: Reader, asked: Asked, time: CityTime) -> Iterator[Sequence[object]]:
    cursor, names, written = "", Names(), 0
    while written < FILE_LINES:
        found = queries.page(
            reader, asked.filters, now=time.now, sort=asked.sort, cursor=cursor, limit=PAGE_LIMIT
        )
        for one in found.rows:
            written += 1
            yield _row(DirectiveLine(one, names, time))
        if found.cursor is None:
            return
        cursor = found.cursor


def _row(line: DirectiveLine) -> Sequence[object]:
    one = line.directive
    times = (one.issued_at, one.due_at, one.ended_at)
    told = (one.id, one.state, "yes" if line.late else "no", one.priority, one.title, one.text)
    parts = (one.unit, one.role, one.issuer, one.subject)
    return (*told, *parts, *(iso(at) for at in times), one.level)
