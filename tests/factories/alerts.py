"""Rules and series as tests need them."""

from typing import Any

import numpy as np

from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.series import Series
from simin.domains.alerts.vocabulary import Kind
from simin.domains.alerts.watch import Watch

HOUR = 3600


def condition(kind: str = "gte", **told: Any) -> Condition:
    made = Condition(kind=Kind(kind), **{"family": "air/pm25", **told})
    assert not list(made.faults())
    return made


def rule(*conditions: Condition, **told: Any) -> Rule:
    plain = {"id": "rule", "name": {"en": "Rule", "ko": "규칙"}, "severity": "bad"}
    return Rule(**{**plain, "conditions": conditions, **told})


def stations(*districts: str, family: str = "air/pm25", period: int = HOUR) -> list[Series]:
    return [Series(f"{family}/{name}", family, name, period) for name in districts]


class Watched:
    """A watch that is told values by slug."""

    def __init__(self, made: Rule, series: list[Series]) -> None:
        self.watch = Watch([made], series)

    def hear(self, at: int, totals: Any = None, **values: float) -> set[str]:
        """``mapo=80`` at ``at``; the places of which the rule is true then."""
        rows = [self.watch.rows[self._slug(name)] for name in values]
        numbers = np.array(list(values.values()), np.float64)
        times = np.full(len(rows), at)
        self.watch.arrive(np.array(rows, np.intp), numbers, times, now=at, totals=totals)
        return self.true(at)

    def look(self, now: int) -> set[str]:
        self.watch.look(now=now)
        return self.true(now)

    def true(self, now: int) -> set[str]:
        truth = self.watch.truth(0, now=now)
        return {name for name, one in zip(self.watch.places(0), truth, strict=True) if one}

    def _slug(self, name: str) -> str:
        (slug,) = [slug for slug in self.watch.rows if slug.rpartition("/")[2] == name]
        return slug
