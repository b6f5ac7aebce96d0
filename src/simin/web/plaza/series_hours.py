"""``/data/series/FAMILY/hours.csv``: hours of a family of datastreams as a file."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from simin.domains.observations import queries as observations
from simin.domains.observations.reading import FamilySpan
from simin.kit.clock import city_clock
from simin.kit.errors import NotFoundError, RejectedError
from simin.kit.odata.lexer import moment as read_moment
from simin.web.plaza.asked import check_names
from simin.web.plaza.documents import moment
from simin.web.plaza.door import cacheable, json_answer, program
from simin.web.plaza.formats.csv_file import BOM
from simin.web.plaza.used import note_download
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicFamily

#: The span of a file where nobody says, and at most.
USUAL, LONGEST = timedelta(days=31), timedelta(days=366)
KINDS = ("csv", "json")
_FIRST = datetime.min.replace(tzinfo=UTC)
_COLUMNS = ("start", "mean", "minimum", "maximum", "count", "invalid")


@program(cost=4)
def hours(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """``?since=&until=``: hours of all datastreams of the family together."""
    check_names(request.GET, {"since", "until", "bom"})
    found = opening.family(name)
    until = _time(request, "until", city_clock().now())
    since = _time(request, "since", max(until, _FIRST + USUAL) - USUAL)
    if not timedelta(0) < until - since <= LONGEST:
        raise RejectedError("since", f"before until, and at most {LONGEST.days} days")
    if kind not in KINDS:
        raise NotFoundError(f"hours are not to be had as {kind!r:.40}")
    rows = observations.hours_of_family(name, since, until)
    note_download(name, kind)
    if kind == "json":
        return json_answer(request, _document(found, rows))
    return _csv(name, rows, bom=request.GET.get("bom") == "1")


def _time(request: HttpRequest, name: str, usual: datetime) -> datetime:
    said = request.GET.get(name)
    if not said:
        return usual
    try:
        return read_moment(said)
    except ValueError as error:
        raise RejectedError(name, f"{said[:40]!r} is no time: 2026-01-31T00:00:00Z") from error


def _document(of: PublicFamily, rows: list[FamilySpan]) -> dict[str, object]:
    return {
        "family": of.id,
        "unit": of.line.unit,
        "origin": of.source.origin.value,
        "source": of.source.id,
        "licence": of.licence.id,
        "attribution": of.source.attribution,
        "hours": [
            {"start": moment(one.start), **{name: getattr(one, name) for name in _COLUMNS[1:]}}
            for one in rows
        ],
    }


def _csv(name: str, rows: list[FamilySpan], *, bom: bool) -> HttpResponse:
    lines = [",".join(_COLUMNS)]
    for one in rows:
        cells = [moment(one.start), *(getattr(one, column) for column in _COLUMNS[1:])]
        lines.append(",".join("" if cell is None else str(cell) for cell in cells))
    text = (BOM if bom else "") + "\r\n".join([*lines, ""])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    file = name.replace("/", "-") + "-hours.csv"
    response["Content-Disposition"] = str(content_disposition_header(True, file))
    cacheable(response)
    return response
