"""What the page of an indicator shows: history, districts, raw rows, lineage."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.http import QueryDict

from simin.domains.indicators import queries as indicators
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import Stream
from simin.domains.picture.card import Card
from simin.domains.picture.frame import View
from simin.web.card import rows as raw
from simin.web.card.axis import axis, day_name
from simin.web.card.chart import Chart, chart
from simin.web.card.districts import DistrictRow, Sort, asked_sort, district_rows
from simin.web.card.history import CHOSEN, History, Range, asked_range, default_range, history
from simin.web.card.lineage import LineagePage, lineage_page
from simin.web.presentation.city import district_names
from simin.web.presentation.indicators import Indicator, indicator
from simin.web.presentation.numbers import figure, in_words
from simin.web.presentation.times import CityTime
from simin.workflows import withheld_families


@dataclass(frozen=True)
class Reading:
    """One line of the history's table."""

    clock: str
    city: str
    districts: tuple[str, ...]


class IndicatorPage:
    """Asked by the template; each part is made when it is asked for."""

    def __init__(self, card: Card, time: CityTime, asked: QueryDict, view: View) -> None:
        self.card = card
        self._view = view
        self.time = time
        self._asked = asked
        known = card.body.get("districts") or {}
        self.chosen = [one for one in asked.getlist("district") if one in known][:CHOSEN]
        self.sort = asked_sort(asked.get("sort", ""))

    @property
    def district(self) -> str:
        """The first chosen district: the one whose raw rows are shown."""
        return self.chosen[0] if self.chosen else ""

    @cached_property
    def whole(self) -> Indicator:
        shown = indicator(self.card, self.time)
        assert isinstance(shown, Indicator)
        return shown

    @cached_property
    def by_district(self) -> list[DistrictRow]:
        return district_rows(self.card, self.sort, summed=self.summed)

    @property
    def summed(self) -> bool:
        """The city's value is the sum of its districts'."""
        return self._sources.indicator.aggregate == "sum"

    @property
    def sorts(self) -> list[Sort]:
        return list(Sort)

    @cached_property
    def _sources(self) -> indicators.Lineage:
        """What is behind a withheld card stays behind it, also where this one rests on it too."""
        found = indicators.lineage(self.card.id)
        hidden = withheld_families.as_published() if self._view is View.PUBLIC else {}
        shown = [one for one in found.streams if one[0].family not in hidden]
        return replace(found, streams=shown)

    @cached_property
    def lineage(self) -> LineagePage:
        return lineage_page(self.card, self._sources, self.time)

    @property
    def ranges(self) -> list[Range]:
        daily = default_range(self._sources) is Range.MONTH
        return [Range.MONTH] if daily else list(Range)

    @cached_property
    def history(self) -> History:
        """Of the span that is asked for; without one, of the first that makes a line."""
        usual = default_range(self._sources)
        asked = self._asked.get("range", "")
        if asked:
            return self._history(asked_range(asked, usual))
        spans = list(Range)[list(Range).index(usual) :]
        found = [self._history(usual)]
        while not found[-1].is_line and len(found) < len(spans):
            found.append(self._history(spans[len(found)]))
        return next((one for one in found[::-1] if not one.empty), found[0])

    def _history(self, asked: Range) -> History:
        return history(self.card, self._sources, asked, self.time.now, self.chosen)

    @cached_property
    def chart(self) -> Chart | None:
        series = self.history
        if not series.times:
            return None
        across = axis(series.range, series.times[0], series.times[-1], self.time)
        return chart(series, across, self._short)

    def _short(self, value: float) -> str:
        decimals = 0 if float(value).is_integer() else 1 if float(value * 10).is_integer() else 2
        return figure(value, decimals)

    @property
    def readings(self) -> list[Reading]:
        """Newest first."""
        series, decimals = self.history, self.card.body.get("decimals", 0)
        columns = list(series.districts.values())
        return [
            Reading(
                self._moment(at),
                figure(series.city[place], decimals),
                tuple(figure(column[place], decimals) for column in columns),
            )
            for place, at in reversed(list(enumerate(series.times)))
        ]

    def _moment(self, at: datetime) -> str:
        local = self.time.local(at)
        hourly = self.history.step.total_seconds() < 86_400
        return f"{day_name(local)} {local:%H:%M}" if hourly else day_name(local)

    @property
    def compared(self) -> list[tuple[str, str]]:
        """Id and name of the districts drawn beside the city, in order."""
        called = district_names()
        return [(district, called.get(district, district)) for district in self.history.districts]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Districts that can still be drawn beside the city."""
        known = self.card.body.get("districts") or {}
        free = len(self.chosen) < CHOSEN
        return [
            (one, name)
            for one, name in district_names().items()
            if free and one in known and one not in self.chosen
        ]

    @cached_property
    def streams(self) -> list[tuple[Stream, str, str]]:
        """Datastreams, where each measures and what, in words."""
        called, streams = district_names(), [stream for stream, _ in self._sources.streams]
        measured = observations.property_names({stream.property for stream in streams})
        return [
            (
                stream,
                called.get(stream.district or "", "") or stream.slug,
                in_words(measured.get(stream.property)) or stream.property,
            )
            for stream in streams
        ]

    @cached_property
    def rows(self) -> raw.Rows | None:
        stream = raw.chosen_stream(self._sources, self._asked.get("stream", ""), self.district)
        before = raw.cursor(self._asked.get("before", ""))
        return raw.rows(self._sources, stream, before) if stream else None

    def file(self) -> raw.Rows | None:
        """The same page, longer, for a file."""
        stream = raw.chosen_stream(self._sources, self._asked.get("stream", ""), self.district)
        before = raw.cursor(self._asked.get("before", ""))
        return raw.rows(self._sources, stream, before, raw.FILE_ROWS) if stream else None
