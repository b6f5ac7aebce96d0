"""Many rules over many series: values arrive, lanes move, and a rule is true of some places.

By column throughout: a condition is judged for all series of its family that arrived at once, so
that 500 rules over 10,000 series cost a fraction of a second. Pure; nothing is read or kept here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simin.domains.alerts.definition import Rule
from simin.domains.alerts.judging import Lanes, judge, resting
from simin.domains.alerts.seen import Numbers, Places, Seen, Times, Truth, nothing_seen
from simin.domains.alerts.series import Series, family_of
from simin.domains.alerts.vocabulary import Kind, Per

#: Number of the rule, and of its condition.
type Lane = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of one series under one condition; times are seconds or ``NEVER``."""

    rule: str
    condition: int
    series: str
    open: bool
    since: int
    pending: int
    last: int


class Watch:
    """Watches ``series`` by ``rules``."""

    def __init__(self, rules: Sequence[Rule], series: Sequence[Series]) -> None:
        self.rules = rules
        self.series = series
        self.seen = nothing_seen(np.array([one.period for one in series], np.int64))
        self.rows = {one.slug: row for row, one in enumerate(series)}
        self.districts = sorted({one.district for one in series})
        index = {name: place for place, name in enumerate(self.districts)}
        self._district = np.array([index[one.district] for one in series], np.intp)
        self._families = sorted({one.family for one in series})
        numbers = {name: place for place, name in enumerate(self._families)}
        self._family = np.array([numbers[one.family] for one in series], np.intp)
        self._members = [np.flatnonzero(self._family == place) for place in numbers.values()]
        self._local = np.zeros(len(series), np.intp)
        for members in self._members:
            self._local[members] = np.arange(len(members))
        self._looked_at = dict(self._lanes_of(numbers))
        self.lanes = {
            lane: resting(len(self._members[family])) for lane, family in self._looked_at.items()
        }

    def _lanes_of(self, numbers: Mapping[str, int]) -> Iterator[tuple[Lane, int]]:
        for place, rule in enumerate(self.rules):
            for number, condition in enumerate(rule.conditions):
                family = numbers.get(family_of(condition, rule.per))
                if family is not None:
                    yield (place, number), family

    def arrive(
        self,
        rows: Places,
        values: Numbers,
        at: Times,
        *,
        now: int,
        totals: Mapping[int, Numbers] | None = None,
    ) -> None:
        """``values`` came for ``rows``, each once; ``totals`` has a number for every series."""
        # A value that is not newer moves nothing, and is not judged again.
        newer = at > self.seen.at[rows]
        self.seen = self.seen.after(rows, values, at, now).summed(totals or {})
        arrived = self._by_family(rows[newer & ~np.isnan(values)])
        cut = {family: self.seen.of(found) for family, found in arrived.items()}
        for lane, family in self._looked_at.items():
            if family in arrived:
                self._judge(lane, self._local[arrived[family]], cut[family])

    def look(self, *, now: int, totals: Mapping[int, Numbers] | None = None) -> None:
        """Time passed: what should have come and did not, and windows that fell."""
        seen = self.seen = replace(self.seen, now=now, totals=totals or {})
        for lane, family in self._looked_at.items():
            members = self._members[family]
            match self.rules[lane[0]].conditions[lane[1]].kind:
                case Kind.ABSENCE:
                    self._judge(lane, self._local[members], seen.of(members))
                case Kind.TOTAL:
                    fallen = members[self.lanes[lane].open]
                    self._judge(lane, self._local[fallen], seen.of(fallen))

    def _judge(self, lane: Lane, local: Places, seen: Seen) -> None:
        judge(self.rules[lane[0]].conditions[lane[1]], self.lanes[lane], local, seen)

    def _by_family(self, rows: Places) -> dict[int, Places]:
        if not len(rows):
            return {}
        ordered = rows[np.argsort(self._family[rows], kind="stable")]
        families, starts = np.unique(self._family[ordered], return_index=True)
        parts = np.split(ordered, starts[1:])
        return dict(zip(families.tolist(), parts, strict=True))

    def places(self, rule: int) -> list[str]:
        """Names of the places of which a rule can be true, as ``truth`` counts them."""
        match self.rules[rule].per:
            case Per.CITY:
                return [""]
            case Per.DISTRICT:
                return self.districts
            case _:
                return [one.slug for one in self.series]

    def truth(self, rule: int, *, now: int) -> Truth:
        """Of which places the rule is true."""
        told = self.rules[rule]
        met = np.zeros(len(self.places(rule)), np.int64)
        for number in range(len(told.conditions)):
            family = self._looked_at.get((rule, number))
            if family is not None:
                counting = self.lanes[rule, number].counting(now, told.within)
                met += self._true_of(told, self._members[family][counting])
        return met >= told.needed

    def _true_of(self, rule: Rule, rows: Places) -> Truth:
        """Of which places enough of ``rows`` are there."""
        if rule.per is Per.CITY:
            return np.array([len(np.unique(self._district[rows])) >= rule.at_least])
        if rule.per is Per.DISTRICT:
            counts = np.bincount(self._district[rows], minlength=len(self.districts))
            return counts >= rule.at_least
        there = np.zeros(len(self.series), bool)
        there[rows] = True
        return there

    def place_of(self, rule: int, row: int) -> str:
        match self.rules[rule].per:
            case Per.CITY:
                return ""
            case Per.DISTRICT:
                return self.series[row].district
            case _:
                return self.series[row].slug

    def counting(self, rule: int, *, now: int) -> Iterator[tuple[int, int, int]]:
        """Condition, row and since when, of all that speaks for the rule now."""
        told = self.rules[rule]
        for number in range(len(told.conditions)):
            family = self._looked_at.get((rule, number))
            if family is not None:
                lanes = self.lanes[rule, number]
                found = np.flatnonzero(lanes.counting(now, told.within))
                for row, local in zip(self._members[family][found], found, strict=True):
                    since = lanes.since[local] if lanes.open[local] else lanes.last[local]
                    yield number, int(row), int(since)

    def remember(self, known: Iterable[Remembered]) -> None:
        """Go on from what was remembered; of series and rules that are gone nothing is."""
        numbers = {rule.id: place for place, rule in enumerate(self.rules)}
        for one in known:
            lane, row = (numbers.get(one.rule, -1), one.condition), self.rows.get(one.series)
            if row is None or self._looked_at.get(lane) != self._family[row]:
                continue
            lanes, local = self.lanes[lane], self._local[row]
            lanes.open[local], lanes.since[local] = one.open, one.since
            lanes.pending[local], lanes.last[local] = one.pending, one.last

    def remembered(self, *, now: int) -> list[Remembered]:
        """All that must be known to go on from here."""
        found = []
        for (rule, number), family in self._looked_at.items():
            told, lanes = self.rules[rule], self.lanes[rule, number]
            lanes.forget(now, told.within)
            for local in np.flatnonzero(lanes.standing):
                slug = self.series[self._members[family][local]].slug
                found.append(_remembered(told.id, number, slug, lanes, int(local)))
        return found


def _remembered(rule: str, number: int, slug: str, lanes: Lanes, local: int) -> Remembered:
    return Remembered(
        rule,
        number,
        slug,
        bool(lanes.open[local]),
        int(lanes.since[local]),
        int(lanes.pending[local]),
        int(lanes.last[local]),
    )
