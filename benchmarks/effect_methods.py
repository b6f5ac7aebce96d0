"""Ways of reckoning an effect with its 95 % interval, side by side.

``ours`` is what the product does. The others are what it was chosen over: ordinary least squares
with Newey and West's errors, the same regression with AR(1) errors as they are estimated, the same
with their memory corrected, and the last with a slope of its own after the moment.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from scipy.stats import t
from statsmodels.regression.linear_model import GLSAR, OLS

from simin.domains.effects.estimate import estimate
from simin.domains.effects.fitting import fit
from simin.domains.effects.grid import Grid, Point, design, grid
from simin.domains.effects.step import Step

SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True)
class Interval:
    effect: float
    low: float
    high: float


#: None: it says nothing.
type Method = Callable[[Sequence[Point], Sequence[Point], Step], Interval | None]


def ours(before: Sequence[Point], after: Sequence[Point], step: Step) -> Interval | None:
    told = estimate(before, after, step=step, zone=SEOUL, wanted=len(after), elapsed=len(after))
    if told.effect is None or told.low is None or told.high is None:
        return None
    return Interval(told.effect, told.low, told.high)


def newey_west(before: Sequence[Point], after: Sequence[Point], step: Step) -> Interval:
    whole = grid(before, after, step, SEOUL)
    lags = max(int(np.ceil(1.3 * np.sqrt(len(whole.points)))), 1)
    kind = {"maxlags": lags, "use_correction": True}
    found = OLS(whole.values, design(whole)).fit(cov_type="HAC", cov_kwds=kind, use_t=True)
    return _interval(found.params[0], found.bse[0], found.df_resid)


def glsar(before: Sequence[Point], after: Sequence[Point], step: Step) -> Interval:
    """As statsmodels does it; gaps are not known to it."""
    whole = grid(before, after, step, SEOUL)
    found = GLSAR(whole.values, design(whole), rho=1).iterative_fit(maxiter=8)
    return _interval(found.params[0], found.bse[0], found.df_resid)


def corrected(before: Sequence[Point], after: Sequence[Point], step: Step) -> Interval:
    whole = grid(before, after, step, SEOUL)
    return _fitted(whole, design(whole))


def with_slope(before: Sequence[Point], after: Sequence[Point], step: Step) -> Interval:
    """The slope is centred on the window, so the step is still the mean effect."""
    whole = grid(before, after, step, SEOUL)
    columns = design(whole)
    places = whole.places
    slope = np.where(columns[:, 0] > 0, places - places[whole.cut :].mean(), 0.0)
    return _fitted(whole, np.column_stack([columns, slope / max(places[-1], 1.0)]))


def _fitted(whole: Grid, columns: np.ndarray) -> Interval:
    found = fit(whole.values, columns, whole.places)
    return _interval(found.effect, found.error, found.freedom)


def _interval(effect: float, error: float, freedom: float) -> Interval:
    reach = float(t.ppf(0.975, max(freedom, 1))) * float(error)
    return Interval(float(effect), float(effect) - reach, float(effect) + reach)


METHODS: dict[str, Method] = {
    "ours": ours,
    "AR(1), corrected": corrected,
    "AR(1) with slope": with_slope,
    "GLSAR": glsar,
    "Newey-West": newey_west,
}
