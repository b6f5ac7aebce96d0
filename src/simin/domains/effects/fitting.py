"""A regression with a step at a moment and errors that remember the one before. Pure.

Ordinary errors would call every second change of the weather an effect: what is high today is high
tomorrow. So the errors are first-order autoregressive, whitened over gaps as they are (Prais and
Winsten), and their memory, which short series underestimate, is corrected. The method was chosen by
measured coverage: ADR 21, ``make bench-effect``.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Column = NDArray[np.float64]

#: More memory than this is a random walk, of which nothing can be told.
MOST_MEMORY = 0.97
#: Of one sign: an alternating error would make the interval narrower than independence does.
LEAST_MEMORY = 0.0
ROUNDS = 8
#: What the mean and the step cost the estimate of the memory, in values.
LOST = 2.0


@dataclass(frozen=True)
class Fit:
    """Coefficients in the order of the design's columns; the first is the effect."""

    parameters: Column
    covariance: Column
    memory: float
    #: Standard deviation of a single value around the line.
    spread: float
    #: What is left of each value, in spreads, once its memory is taken out.
    surprises: Column
    freedom: int

    @property
    def effect(self) -> float:
        return float(self.parameters[0])

    @property
    def error(self) -> float:
        return float(np.sqrt(max(self.covariance[0, 0], 0.0)))


def fit(values: Column, design: Column, places: Column) -> Fit:
    """``places``: where each value stands on the grid, rising; a gap is a leap of more than 1."""
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415

    memory = _settled(values, design, places)
    result: Any = OLS(*whitened(values, design, places, memory)).fit()
    root = float(np.sqrt(max(result.scale, 0.0)))
    return Fit(
        parameters=np.asarray(result.params),
        covariance=np.asarray(result.cov_params()),
        memory=memory,
        spread=root / float(np.sqrt(1 - memory**2)),
        surprises=np.asarray(result.resid) / (root or 1.0),
        freedom=max(int(result.df_resid), 1),
    )


def _settled(values: Column, design: Column, places: Column) -> float:
    """The memory of the errors that are left once the memory is taken out."""
    memory = 0.0
    for _ in range(ROUNDS):
        parameters = np.linalg.lstsq(*whitened(values, design, places, memory)[::-1])[0]
        newer = remembered(values - design @ parameters, places)
        if abs(newer - memory) < 1e-3:
            break
        memory = newer
    return memory


def remembered(errors: Column, places: Column) -> float:
    """How much of an error is left a step later, corrected for what a short series hides."""
    neighbours = np.diff(places) == 1
    whole = float(np.mean(errors**2))
    if not neighbours.any() or whole <= 0:
        return 0.0
    told = float(np.mean((errors[1:] * errors[:-1])[neighbours])) / whole
    count = len(errors)
    corrected = (count * told + LOST) / max(count - 3 - LOST, 1.0)
    return float(min(max(corrected, LEAST_MEMORY), MOST_MEMORY))


def whitened(
    values: Column, design: Column, places: Column, memory: float
) -> tuple[Column, Column]:
    """Values and design without the memory; over a gap of k steps it is the k-th power."""
    kept = memory ** np.diff(places)
    fresh = 1 - memory**2
    weight = np.sqrt(np.concatenate(([fresh], fresh / (1 - kept**2))))
    part = np.concatenate(([0.0], kept))
    earlier = np.concatenate(([0.0], values[:-1]))
    rows = np.vstack((np.zeros(design.shape[1]), design[:-1]))
    return weight * (values - part * earlier), weight[:, None] * (design - part[:, None] * rows)
