"""One round of judging: a watch set up from what is remembered, moved on, and read off."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from simin.domains.alerts.definition import Rule
from simin.domains.alerts.measured import Measured, Table
from simin.domains.alerts.reasons import MOST
from simin.domains.alerts.seen import NEVER, Numbers
from simin.domains.alerts.series import Made, Series, family_of, made_of, values_of
from simin.domains.alerts.services import memory
from simin.domains.alerts.services.life import Place
from simin.domains.alerts.services.telling import Told
from simin.domains.alerts.vocabulary import REMEMBERING, Kind
from simin.domains.alerts.watch import Watch
from simin.domains.observations import queries as observations
from simin.domains.observations.reading import Latest

#: A value, and its time in seconds.
type Value = tuple[float, int]


class Judged:
    """``came`` arrived; ``whole`` are the newest values of families that are judged together."""

    def __init__(
        self,
        rules: Sequence[Rule],
        came: Iterable[Latest],
        whole: Iterable[Latest],
        now: datetime,
        measured: Collection[Measured] = (),
    ) -> None:
        """``measured``: what came of data sets now, of what is known of them."""
        self._rules = rules
        self._moment = now
        self._now = int(now.timestamp())
        self._lanes = memory.lanes_of([rule.id for rule in rules])
        self._newest = list(came)
        self._measured = Table(measured)
        table = Table(memory.measured_of([rule.id for rule in rules]))
        self.told = Told([*self._newest, *whole], self._lanes, table)
        self._came = [one.slug for one in self._newest]
        whole_series = [self.told.series(one.slug) for one in whole]
        self._made = _made(rules, [one for one in whole_series if one is not None])
        self.watch = Watch(rules, self._series([*self._came, *(one.slug for one in whole)]))
        self.watch.remember(memory.remembered(self._lanes))
        self._recall()

    def _series(self, slugs: Iterable[str]) -> list[Series]:
        """What was remembered of datastreams that are gone is dropped, and its alerts rest."""
        known = {
            one.slug: one
            for one in memory.series_in(self._lanes)
            if self.told.series(one.slug) is not None
        }
        known |= {one.series.slug: one.series for one in self._made}
        known |= {slug: self._measured.series(slug) for slug in self._measured.all()}
        for slug in slugs:
            one = self.told.series(slug)
            if one is not None:
                known[slug] = one
        return list(known.values())

    def _recall(self) -> None:
        """The value before of those under a rule that looks back."""
        families = {
            family_of(told, rule.per)
            for rule in self._rules
            for told in rule.conditions
            if told.kind in REMEMBERING
        }
        watch = self.watch
        self._remembering = [one.slug for one in watch.series if one.family in families]
        for known in memory.seen_before(self._remembering):
            memory.put(watch.seen, watch.rows[known.series], known)

    def arrive_before(self, wave: Sequence[Latest]) -> None:
        """Judge values behind which newer ones came; what is made of many waits for those."""
        self.told.hear(wave)
        self._arrive(self._usable(one.slug for one in wave))

    def arrive(self) -> None:
        """Judge the values that came, and those made of them."""
        self.told.hear(self._newest)
        self._arrive(self._usable(self._came))
        self._arrive(self._measured.all())
        self._arrive(self._made_values())
        self._complete()

    def _usable(self, slugs: Iterable[str]) -> dict[str, Value]:
        values = {slug: self.told.value(slug) for slug in slugs}
        return {slug: value for slug, value in values.items() if value is not None}

    def _arrive(self, values: dict[str, Value]) -> None:
        rows = np.array([self.watch.rows[slug] for slug in values], np.intp)
        numbers = np.array([value for value, _ in values.values()], np.float64)
        at = np.array([at for _, at in values.values()], np.int64)
        self.watch.arrive(rows, numbers, at, now=self._now, totals=self._totals)

    def _made_values(self) -> dict[str, Value]:
        if not self._made:
            return {}
        count = len(self.watch.series)
        values, at = np.full(count, np.nan), np.full(count, NEVER, np.int64)
        for slug, row in self.watch.rows.items():
            known = self.told.value(slug)
            if known is not None:
                values[row], at[row] = known
        made = [
            Made(one.series, one.of, np.array([self.watch.rows[s] for s in one.of_slugs], np.intp))
            for one in self._made
        ]
        return {slug: (value, when) for slug, value, when in values_of(made, values, at)}

    def _complete(self) -> None:
        """Of series that stand and of which nothing came now: the value that is known."""
        seen, made = self.watch.seen, self._made_values()
        for slug, row in self.watch.rows.items():
            known = made.get(slug) or self.told.value(slug)
            if seen.at[row] == NEVER and known is not None:
                seen.value[row], seen.at[row] = known

    def look(self) -> None:
        """Judge silence, which also a value that may not be used breaks; and windows that moved on.

        When something was heard is not kept: the next value is compared with the last usable one.
        """
        seen = self.watch.seen
        known = seen.at.copy()
        for slug, row in self.watch.rows.items():
            at = self.told.heard(slug)
            if at is not None:
                seen.at[row] = max(seen.at[row], at)
        self.watch.look(now=self._now, totals=self._totals)
        seen.at[:] = known
        self._complete()

    @cached_property
    def _totals(self) -> dict[int, Numbers]:
        """Of each window that a rule looks at, up to now, by whole hours."""
        spans: dict[int, set[str]] = {}
        for rule in self._rules:
            for told in rule.conditions:
                if told.kind is Kind.TOTAL and told.over is not None:
                    spans.setdefault(told.over, set()).add(told.family)
        return {span: self._sums(span, families) for span, families in spans.items()}

    def _sums(self, span: int, families: set[str]) -> Numbers:
        rows = self.watch.rows
        slugs = [slug for slug, row in rows.items() if self.watch.series[row].family in families]
        sums = np.full(len(rows), np.nan)
        # Hours that began in the window, the one that begins now included.
        until = self._moment + timedelta(seconds=1)
        since = until - timedelta(seconds=span)
        for slug, total in observations.totals(slugs, since, until).items():
            sums[rows[slug]] = total
        return sums

    def true_places(self, rule: int) -> dict[str, Place]:
        """Where the rule is true, with all that speaks for it there."""
        truth = self.watch.truth(rule, now=self._now)
        places = self.watch.places(rule)
        true = {places[place]: Place() for place in np.flatnonzero(truth)}
        if not true:
            return {}
        for condition, row, since in self.watch.counting(rule, now=self._now):
            place = self.watch.place_of(rule, row)
            if place not in true:
                continue
            true[place].count += 1
            if len(true[place].reasons) < MOST:
                told = self._rules[rule].conditions[condition]
                self.told.speak(true[place], told, self._rules[rule], self.watch, row, since)
        return true

    def keep(self) -> None:
        """All that must be known to go on."""
        remembered = self.watch.remembered(now=self._now)
        memory.keep(self._lanes, remembered, self.watch.series)
        rows = ((self.watch.rows[slug], slug) for slug in self._remembering)
        memory.keep_seen(self.watch.seen, rows)


def _made(rules: Sequence[Rule], series: Sequence[Series]) -> list["_MadeOf"]:
    found = {}
    for rule in rules:
        for told in rule.conditions:
            for one in made_of(told, rule.per, series):
                slugs = [series[row].slug for row in one.rows]
                found[one.series.slug] = _MadeOf(one, slugs)
    return list(found.values())


class _MadeOf:
    """A made series, with the slugs of what it is made of."""

    def __init__(self, made: Made, slugs: list[str]) -> None:
        self.series, self.of, self.of_slugs = made.series, made.of, slugs
