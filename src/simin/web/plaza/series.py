"""The page of a family of datastreams."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownDatasetError
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import FamilySpan, Latest
from simin.web.access import public
from simin.web.card.axis import axis
from simin.web.card.chart import Chart, chart
from simin.web.card.history import History, Range
from simin.web.costly import costly
from simin.web.desk.moment import city_time
from simin.web.own_address import base_of
from simin.web.plaza import related
from simin.web.plaza.citing import Cited, sentence
from simin.web.plaza.used import note_download, today
from simin.web.plaza.views import kept
from simin.web.plaza.words import Words
from simin.web.presentation.city import district_names
from simin.web.presentation.findings import FindingLine, finding_lines
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime, iso
from simin.web.presentation.vocabulary import ORIGINS
from simin.workflows.open_data import opening
from simin.workflows.open_data.opening import PublicFamily

#: Hours of the chart.
DRAWN = timedelta(days=7)
#: Datastreams whose newest value is shown.
SHOWN = 50


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
        districts = district_names()
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


@public
@costly(1)
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
