"""How often a rule would have fired: the same judging, over hours gone by. Pure.

Hour by hour, by the last value of each: what came and went within an hour is not seen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from simin.domains.alerts.definition import Rule
from simin.domains.alerts.episode import Episode, episodes
from simin.domains.alerts.series import Series, made_of, values_of
from simin.domains.alerts.vocabulary import Kind
from simin.domains.alerts.watch import Watch

HOUR = 3600
#: By hour: the value, its time, and the sum of the hour.
type Hours = Mapping[int, Sequence[tuple[str, float, int, float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One alert that would have been."""

    place: str
    episode: Episode


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """What is kept of one series in one hour."""

    slug: str
    start: int
    last: float
    last_at: int
    total: float


def fired(
    rule: Rule, series: Sequence[Series], hours: Iterable[Hour], *, since: int, until: int
) -> list[Fired]:
    """Alerts of the hours in ``since`` ≤ start < ``until``, the oldest first.

    Hours before only fill windows.
    """
    played = _Played(rule, series, hours)
    moments: dict[str, list[tuple[datetime, bool]]] = {}
    for now in range(since, until, HOUR):
        for place, true in played.hour(now):
            moments.setdefault(place, []).append((datetime.fromtimestamp(now, UTC), true))
    quiet = timedelta(seconds=rule.quiet)
    found = [
        Fired(place=place, episode=one)
        for place, told in moments.items()
        for one in episodes(told, quiet)
    ]
    return sorted(found, key=lambda one: (one.episode.opened_at, one.place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a condition on a data set would have come to, hour by hour."""

    dataset: str
    series: Sequence[Series]
    hours: Sequence[Hour]


class _Played:
    """A watch of one rule, and what arrives hour by hour."""

    def __init__(self, rule: Rule, series: Sequence[Series], hours: Iterable[Hour]) -> None:
        made = [one for told in rule.conditions for one in made_of(told, rule.per, series)]
        self._made = list({one.series.slug: one for one in made}.values())
        self._watch = Watch([rule], [*series, *(one.series for one in self._made)])
        self._by_start: dict[int, list[Hour]] = {}
        for one in hours:
            self._by_start.setdefault(one.start, []).append(one)
        self._spans = {one.over for one in rule.conditions if one.kind is Kind.TOTAL and one.over}
        self._sums = {span: np.zeros(len(self._watch.series)) for span in self._spans}
        self._summed_until = min(self._by_start, default=0)

    def hour(self, start: int) -> Iterator[tuple[str, bool]]:
        """Every place and whether the rule is true of it at the end of the hour."""
        now, watch = start + HOUR, self._watch
        self._move_sums(now)
        told = {one.slug: (one.last, one.last_at) for one in self._by_start.get(start, ())}
        rows = np.array([watch.rows[slug] for slug in told], np.intp)
        values = np.array([value for value, _ in told.values()], np.float64)
        at = np.array([at for _, at in told.values()], np.int64)
        watch.arrive(rows, values, at, now=now, totals=self._sums)
        self._arrive_made(now)
        watch.look(now=now)
        return zip(watch.places(0), watch.truth(0, now=now).tolist(), strict=True)

    def _arrive_made(self, now: int) -> None:
        seen = self._watch.seen
        found = values_of(self._made, seen.value, seen.at)
        rows = np.array([self._watch.rows[slug] for slug, _, _ in found], np.intp)
        values = np.array([value for _, value, _ in found], np.float64)
        at = np.array([at for _, _, at in found], np.int64)
        self._watch.arrive(rows, values, at, now=now, totals=self._sums)

    def _move_sums(self, now: int) -> None:
        """Take in the hours that have ended since, and let go those that left a window."""
        while self._summed_until < now and self._spans:
            for span in self._spans:
                self._add(self._summed_until, span, 1)
                self._add(self._summed_until - (span // HOUR) * HOUR, span, -1)
            self._summed_until += HOUR

    def _add(self, start: int, span: int, sign: int) -> None:
        for one in self._by_start.get(start, ()):
            self._sums[span][self._watch.rows[one.slug]] += sign * one.total
