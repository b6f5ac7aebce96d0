"""What cards are made of, kept from one drawing to the next by the one process that draws them.

A second changes a handful of a city's twenty thousand datastreams: only those are read anew, and of
the past only hours whose sums have changed. Whoever draws tells what changed (``changed``) and
forgets now and then (``forget``), so nothing wrong stays longer than that. What never happens here:
a page of the web reads from it, or anything is written.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simin.domains.indicators import catalogue
from simin.domains.indicators.catalogue import Catalogue
from simin.domains.indicators.definition import IndexDefinition, IndicatorDefinition
from simin.domains.indicators.series import SPARK_POINTS, Moment, moments
from simin.domains.observations import queries
from simin.domains.observations.reading import FamilySpan, Latest, Span, Stream

HOUR = timedelta(hours=1)
#: Seconds.
DAY = 86400
#: Datastreams from which a family is large.
LARGE = 200

#: An indicator, and the index that it is made with.
type Made = tuple[IndicatorDefinition, IndexDefinition | None]
#: Sums of its families in one hour: while they stand, so does what was made of the hour.
type Sums = tuple[FamilySpan | None, ...]


@dataclass
class _Past:
    """The hours of one indicator."""

    made: Made
    hours: dict[datetime, tuple[Sums, list[Moment]]] = field(default_factory=dict)

    def moments(self) -> list[Moment]:
        return [one for start in sorted(self.hours) for one in self.hours[start][1]]


class Remembered:
    """By family, and the past by indicator."""

    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None
        #: Families with one value a day, or none.
        self._daily: dict[str, bool] = {}
        self._streams: dict[str, list[Stream]] = {}
        self._latest: dict[str, dict[str, Latest]] = {}
        self._pasts: dict[str, _Past] = {}
        #: Indicators whose past was looked at since it was last doubted.
        self._looked_at: set[str] = set()

    def forget(self) -> None:
        """Everything is looked at anew when it is next asked for."""
        self._catalogue, self._daily = None, {}
        self._streams, self._latest = {}, {}
        self._looked_at = set()

    def catalogue(self) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = catalogue.stored()
        return self._catalogue

    def daily(self, families: Collection[str]) -> frozenset[str]:
        """Those of ``families`` of which a datastream has no more than one value a day."""
        for name, group in self.streams(
            [one for one in families if one not in self._daily]
        ).items():
            self._daily[name] = any(stream.period >= DAY for stream in group)
        return frozenset(name for name in families if self._daily.get(name))

    def doubt(self) -> None:
        """Time has passed: the hours of small families are looked at anew; those of a city's
        devices, which hold thousands of datastreams each, only when everything is forgotten."""
        self._looked_at = {
            name
            for name in self._looked_at
            if sum(len(self._streams.get(each, ())) for each in self._families(name)) > LARGE
        }

    def _families(self, indicator: str) -> tuple[str, ...]:
        return self._pasts[indicator].made[0].families

    def changed(self, slugs: Collection[str]) -> None:
        """The newest values of these datastreams are others than before."""
        found = {seen.slug: seen for seen in queries.latest(slugs)} if self._latest else {}
        gone = [slug for slug in slugs if slug not in found]
        for group in self._latest.values() if gone else ():
            for slug in gone:
                group.pop(slug, None)
        grown = {seen.family for seen in found.values() if self._take(seen)}
        for family in grown:
            self._latest[family] = dict(sorted(self._latest[family].items()))

    def _take(self, seen: Latest) -> bool:
        """Whether it is the first of its datastream, which then has to find its place."""
        group = self._latest.get(seen.family)
        if group is None:
            return False
        known = seen.slug in group
        group[seen.slug] = seen
        return not known

    def streams(self, families: Collection[str]) -> dict[str, list[Stream]]:
        missing = [name for name in families if name not in self._streams]
        self._streams.update({name: [] for name in missing})
        for stream in queries.datastreams_of(missing) if missing else ():
            self._streams[stream.family].append(stream)
        return {name: self._streams[name] for name in families if self._streams[name]}

    def latest(self, families: Collection[str]) -> dict[str, list[Latest]]:
        missing = [name for name in families if name not in self._latest]
        self._latest.update({name: {} for name in missing})
        for seen in queries.latest_of(missing) if missing else ():
            self._latest[seen.family][seen.slug] = seen
        return {name: list(self._latest[name].values()) for name in families if self._latest[name]}

    def hours(self, wanted: Sequence[Made], now: datetime) -> dict[str, list[Moment]]:
        """The hours of each indicator that its spark shows, by id."""
        unseen = [made for made in wanted if made[0].id not in self._looked_at]
        if unseen:
            self._look_at(unseen, now)
        return {made[0].id: self._pasts[made[0].id].moments() for made in wanted}

    def _look_at(self, wanted: Sequence[Made], now: datetime) -> None:
        sums = _sums({name for made in wanted for name in made[0].families}, now)
        stale: dict[datetime, list[_Past]] = {}
        for made in wanted:
            past = self._pasts.get(made[0].id)
            if past is None or past.made != made:
                past = self._pasts[made[0].id] = _Past(made)
            past.hours = {start: known for start, known in past.hours.items() if start in sums}
            for start, each in sums.items():
                if past.hours.get(start, (None,))[0] != _sums_of(made, each):
                    stale.setdefault(start, []).append(past)
        for start, pasts in stale.items():
            _make_anew(start, pasts, sums[start])
        self._looked_at.update(made[0].id for made in wanted)


def _sums(families: Collection[str], now: datetime) -> dict[datetime, dict[str, FamilySpan]]:
    """By hour and family, oldest first."""
    found: dict[datetime, dict[str, FamilySpan]] = {}
    since = now - HOUR * (SPARK_POINTS + 1)
    for span in queries.hours_of_families(families, since, now + HOUR):
        found.setdefault(span.start, {})[span.family] = span
    return found


def _sums_of(made: Made, each: Mapping[str, FamilySpan]) -> Sums:
    return tuple(each.get(name) for name in made[0].families)


def _make_anew(start: datetime, pasts: Iterable[_Past], sums: Mapping[str, FamilySpan]) -> None:
    pasts = list(pasts)
    families = {name for past in pasts for name in past.made[0].families if name in sums}
    spans: dict[str, list[Span]] = {}
    for span in queries.hourly_of(families, start, start + HOUR):
        spans.setdefault(span.family, []).append(span)
    for past in pasts:
        definition, index = past.made
        mine = (span for name in definition.families for span in spans.get(name, ()))
        past.hours[start] = _sums_of(past.made, sums), moments(definition, index, mine)
