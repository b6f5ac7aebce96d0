"""What can be said of an effect, with its uncertainty, and why not where nothing can. Pure.

Interrupted time series: the values after are held against what the values before, their trend and
the calendar lead one to expect. The same reckoning is then tried at moments before at which nothing
was done: where it errs there by more than it claims, its interval is widened by as much, and where
it errs wildly nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from math import ceil, isfinite

import numpy as np

from simin.domains.effects.fitting import Fit, fit
from simin.domains.effects.grid import Column, Grid, Point, design, expected_design, grid
from simin.domains.effects.reasons import REFUSALS, Reason, Why
from simin.domains.effects.step import Step

#: Steps with a value that are needed: before, and at least after.
BEFORE: dict[Step, int] = {"day": 21, "hour": 72}
AFTER: dict[Step, int] = {"day": 5, "hour": 12}
#: Of the window, before anything is said; and what may be missing of what has passed.
SHARE, GAPS = 0.5, 0.3
#: Moments before at which the reckoning is tried, and the error beyond which nothing is said.
TRIALS, RESTLESS = 8, 2.5
#: A single value that surprises by so many spreads.
OUTLIER = 5.0
CONFIDENCE = 0.95
#: Days after which a season may move a window by itself, unless a year before is known.
SEASON, YEAR = 28, 330
METHOD = "its-ar1-placebo"


class Verdict(StrEnum):
    UNSAID = "unsaid"
    SAID = "said"
    #: Something is said of the indicator, but not of this subject alone.
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Seen:
    """A step: what was, what was to be expected, and where 95 % of single values lie."""

    at: datetime
    actual: float
    expected: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Steps with a value before and after, how many the window has, how many have passed."""

    before: int
    after: int
    wanted: int
    elapsed: int
    step: Step


@dataclass(frozen=True)
class Estimate:
    verdict: Verdict
    counts: Counts
    reasons: tuple[Reason, ...] = ()
    #: Against what was to be expected, in the indicator's unit.
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    #: Mean of the window, and of what was to be expected in it.
    actual: float | None = None
    expected: float | None = None
    #: Share of an error that is left a step later; by how much trials before widened the interval.
    memory: float | None = None
    widened: float | None = None
    method: str = METHOD
    line: tuple[Seen, ...] = field(default_factory=tuple)

    @property
    def clear(self) -> bool:
        """The interval does not hold nought."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def estimate(
    before: Sequence[Point],
    after: Sequence[Point],
    *,
    step: Step,
    zone: tzinfo,
    wanted: int,
    elapsed: int,
    found: Sequence[Reason] = (),
) -> Estimate:
    """``wanted``: steps of the window; ``elapsed``: how many have passed.

    ``found``: what speaks for care or against saying anything, known from elsewhere.
    """
    counts = Counts(len(before), len(after), wanted, elapsed, step)
    short = [*_too_little(before, after, counts), *found]
    refusals = tuple(reason for reason in short if reason.why in REFUSALS)
    unsaid = Estimate(
        Verdict.UNSAID, counts, refusals, line=tuple(Seen(p.at, p.value) for p in (*before, *after))
    )
    if refusals:
        return unsaid
    whole = grid(before, after, step, zone)
    widened = _widened(whole)
    if widened >= RESTLESS:
        restless = Reason(Why.RESTLESS, {"times": round(widened, 1)})
        return replace(unsaid, reasons=(restless,))
    columns = design(whole)
    fitted = fit(whole.values, columns, whole.places)
    if not (isfinite(fitted.error) and fitted.error > 0):
        return replace(unsaid, reasons=(Reason(Why.FLAT),))
    plain = Estimate(Verdict.SAID, counts, (*short, *_seen(fitted, whole, counts)))
    return _said(plain, whole, fitted, columns, widened)


def least_after(step: Step, wanted: int) -> int:
    """Of a window of ``wanted`` steps so many must have a value before anything is said."""
    return min(wanted, max(AFTER[step], ceil(SHARE * wanted)))


def _too_little(before: Sequence[Point], after: Sequence[Point], counts: Counts) -> list[Reason]:
    found = []
    if counts.before < BEFORE[counts.step]:
        facts = {"there": counts.before, "needed": BEFORE[counts.step]}
        found.append(Reason(Why.TOO_LITTLE_BEFORE, facts))
    if counts.after < least_after(counts.step, counts.wanted):
        facts = {"there": counts.after, "wanted": counts.wanted}
        found.append(Reason(Why.TOO_LITTLE_AFTER, facts))
    elif counts.after < (1 - GAPS) * counts.elapsed:
        facts = {"there": counts.after, "wanted": counts.elapsed}
        found.append(Reason(Why.GAPS, facts))
    if before and len({point.value for point in (*before, *after)}) < 3:
        found.append(Reason(Why.FLAT))
    return found


def _widened(whole: Grid) -> float:
    """By how much effects that never were exceed their claimed error; at least 1.

    1 also where the time before is too short to try.
    """
    long = len(whole.points) - whole.cut
    least, latest = max(long, BEFORE[whole.step]), whole.cut - long
    if latest < least:
        return 1.0
    cuts = sorted({int(cut) for cut in np.linspace(least, latest, TRIALS)})
    ratios = [_ratio(whole.until(cut, cut + long)) for cut in cuts]
    return max(float(np.sqrt(np.mean(np.square(ratios)))), 1.0)


def _ratio(tried: Grid) -> float:
    fitted = fit(tried.values, design(tried), tried.places)
    return fitted.effect / fitted.error if fitted.error > 0 else 0.0


def _seen(fitted: Fit, whole: Grid, counts: Counts) -> list[Reason]:
    """What the values themselves say for care."""
    found = []
    wild = int(np.sum(np.abs(fitted.surprises) > OUTLIER))
    if wild:
        found.append(Reason(Why.OUTLIERS, {"count": wild}))
    slope, error = float(fitted.parameters[2]), float(np.sqrt(fitted.covariance[2, 2]))
    if error > 0 and abs(slope) > 2.5 * error:
        span = max(float(whole.places[-1]), 1.0)
        found.append(Reason(Why.TREND, {"each": slope / span}))
    if whole.step == "day" and counts.wanted >= SEASON and counts.before < YEAR:
        found.append(Reason(Why.SEASON))
    if counts.after < 0.9 * counts.elapsed:
        facts = {"there": counts.after, "wanted": counts.elapsed}
        found.append(Reason(Why.MISSING, facts))
    return found


def _said(plain: Estimate, whole: Grid, fitted: Fit, columns: Column, widened: float) -> Estimate:
    from scipy.stats import t  # noqa: PLC0415

    error = fitted.error * widened
    reach = float(t.ppf((1 + CONFIDENCE) / 2, fitted.freedom))
    actual = float(whole.values[whole.cut :].mean())
    shared = any(reason.why is Why.OTHER_ACTION for reason in plain.reasons)
    return replace(
        plain,
        verdict=Verdict.SHARED if shared else Verdict.SAID,
        effect=fitted.effect,
        low=fitted.effect - reach * error,
        high=fitted.effect + reach * error,
        p=float(2 * t.sf(abs(fitted.effect) / error, fitted.freedom)),
        actual=actual,
        expected=actual - fitted.effect,
        memory=fitted.memory,
        widened=widened,
        line=_line(whole, fitted, expected_design(columns), reach),
    )


def _line(whole: Grid, fitted: Fit, columns: Column, reach: float) -> tuple[Seen, ...]:
    middle = columns @ fitted.parameters
    spread = np.sqrt(np.sum((columns @ fitted.covariance) * columns, axis=1) + fitted.spread**2)
    return tuple(
        Seen(
            point.at,
            point.value,
            float(value),
            float(value - reach * wide),
            float(value + reach * wide),
        )
        for point, value, wide in zip(whole.points, middle, spread, strict=True)
    )
