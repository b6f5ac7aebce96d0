"""The page of a family of datastreams, and its hours as a file."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import FamilySpan, Latest
from simin.domains.places import queries as places
from simin.kit.clock import city_clock
from simin.kit.errors import NotFoundError, RejectedError
from simin.kit.odata.lexer import moment as read_moment
from simin.web.access import public
from simin.web.card.axis import axis
from simin.web.card.chart import Chart, chart
from simin.web.card.history import History, Range
from simin.web.desk.moment import city_time
from simin.web.plaza import related
from simin.web.plaza.asked import check_names
from simin.web.plaza.citing import Cited, sentence
from simin.web.plaza.documents import moment
from simin.web.plaza.door import cacheable, json_answer, program
from simin.web.plaza.formats.csv_file import BOM
from simin.web.plaza.listing import Words
from simin.web.plaza.used import note_download, today
from simin.web.plaza.views import base_of, kept
from simin.web.presentation.findings import FindingLine, finding_lines
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.presentation.vocabulary import ORIGINS
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicFamily

#: Hours of the chart, of a file where nobody says, and at most.
DRAWN, USUAL, LONGEST = timedelta(days=7), timedelta(days=31), timedelta(days=366)
#: Datastreams whose newest value is shown.
SHOWN = 50
_COLUMNS = ("start", "mean", "minimum", "maximum", "count", "invalid")


@dataclass(frozen=True)
class Newest:
    """The newest value of one datastream."""

    slug: str
    district: str
    value: str
    age: str
    at: str
    flags: str


class SeriesPage:
    """What the template asks."""

    def __init__(self, of: PublicFamily, base: str, time: CityTime) -> None:
        self.of, self.base, self._time = of, base, time
        self._words = Words()

    @property
    def id(self) -> str:
        return self.of.id

    @property
    def title(self) -> str:
        return in_words(dict(self.of.title)) or self.id

    @property
    def owner(self) -> str:
        return self._words.owners.get(self.of.owner, self.of.owner)

    @property
    def theme(self) -> str:
        return self._words.themes.get(self.of.theme, "")

    @property
    def licence(self) -> str:
        return in_words(self.of.licence.title)

    @property
    def attribution(self) -> str:
        return in_words(self.of.source.attribution)

    @property
    def source_name(self) -> str:
        return in_words(self.of.source.name)

    @property
    def origin(self) -> str:
        told = self.of.source.origin.value
        return "" if told == "measured" else str(ORIGINS[told])

    @property
    def age(self) -> str:
        newest = self.of.line.newest
        return self._time.age(newest) if newest else ""

    @property
    def newest_at(self) -> str:
        return iso(self.of.line.newest)

    @property
    def kept(self) -> str:
        return figure(self.of.line.kept)

    @cached_property
    def findings(self) -> tuple[FindingLine, ...]:
        found = [
            one
            for one in observations.findings([self.of.source.id])
            if one.concerns(source=self.of.source.id, family=self.id)
        ]
        return finding_lines(found, self._time)

    @cached_property
    def hours(self) -> list[FamilySpan]:
        until = self._time.now
        return observations.hours_of_family(self.id, until - DRAWN, until)

    @cached_property
    def chart(self) -> Chart | None:
        if len(self.hours) < 2:
            return None
        times = tuple(one.start for one in self.hours)
        means = tuple(one.mean for one in self.hours)
        told = History(Range.WEEK, timedelta(hours=1), times, means, {}, (), None)
        across = axis(Range.WEEK, times[0], times[-1], self._time)
        return chart(told, across, lambda value: figure(value, 0 if value.is_integer() else 2))

    @property
    def table(self) -> list[tuple[str, str, str, str, str]]:
        """The hours of the chart for who cannot see it, the newest first."""
        return [
            (
                self._time.clock(one.start),
                figure(one.mean, 2),
                figure(one.minimum, 2),
                figure(one.maximum, 2),
                figure(one.count),
            )
            for one in reversed(self.hours[-48:])
        ]

    @cached_property
    def latest(self) -> list[Newest]:
        found = observations.latest_of_family(self.id)[:SHOWN]
        districts = districts_named()
        return [self._newest(one, districts) for one in found]

    def _newest(self, one: Latest, districts: dict[str, str]) -> Newest:
        return Newest(
            slug=one.slug,
            district=districts.get(one.district or "", one.district or ""),
            value=figure(one.result, 2) if one.result is not None else "–",
            age=self._time.age(one.phenomenon_time),
            at=iso(one.phenomenon_time),
            flags=", ".join(one.quality),
        )

    @property
    def api(self) -> str:
        return f"{self.base}/observations/latest.json?family={self.id}"

    @property
    def sensorthings(self) -> str:
        return f"{self.base}/sta/v1.1/Datastreams"

    @property
    def citation(self) -> str:
        return sentence(
            Cited(
                id=self.id,
                title=f"{self.title} ({self.id})",
                publisher=self.attribution or self.owner,
                changed=self._time.local(self.of.line.newest or self._time.now),
                version=iso(self.of.line.newest),
                address=f"{self.base}{reverse('plaza-series', args=(self.id,))}",
                licence=self.of.licence.id,
                seen=datetime.now(UTC).astimezone(self._time.zone),
            )
        )


def districts_named() -> dict[str, str]:
    return {one.id: in_words(one.name) for one in places.districts()}


@public
@require_safe
def series(request: HttpRequest, name: str) -> HttpResponse:
    try:
        found = opening.family(name)
    except UnknownDatasetError as error:
        raise Http404 from error
    shown = SeriesPage(found, base_of(request), city_time())
    note_download(name, "page")
    context = {
        "shown": shown,
        "cards": related.cards(theme=found.theme, family=name),
        "others": related.others(name, theme=found.theme),
        "uses": queries.uses(name, until=today()),
    }
    return kept(render(request, "plaza/series.html", context))


@program(cost=4)
def hours(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """``?since=&until=``: hours of all datastreams of the family together."""
    check_names(request.GET, {"since", "until", "bom"})
    found = opening.family(name)
    until = _time(request, "until", city_clock().now())
    since = _time(request, "since", until - USUAL)
    if not timedelta(0) < until - since <= LONGEST:
        raise RejectedError("since", f"before until, and at most {LONGEST.days} days")
    rows = observations.hours_of_family(name, since, until)
    note_download(name, kind)
    if kind == "json":
        return json_answer(request, _document(found, rows))
    if kind != "csv":
        raise NotFoundError(f"hours are not to be had as {kind!r:.40}")
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
