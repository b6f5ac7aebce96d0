"""A value far above what its neighbours and its own hours say, beside events that are as large.

Size alone tells nothing: a day of yellow dust is ten times a common day and true. What tells is
who agrees. A value that its own finer values contradict is wrong; one that only its neighbours
contradict is doubtful, for something may really have happened at one place.
"""

from collections.abc import Sequence
from statistics import median

from simin.domains.observations.finding import Found, Severity

DETECTOR = "contradicted-outlier"
#: How many times the neighbours' middle a value must be.
TIMES = 3.0
#: How many times the mean of its own finer values.
OWN_TIMES = 2.0
#: Fewer neighbours than this are no witnesses.
WITNESSES = 4


def contradicted(
    subject: str,
    family: str,
    value: float,
    *,
    neighbours: Sequence[float] = (),
    own_mean: float | None = None,
    least: float,
) -> Found | None:
    """``own_mean``: of the value's own hours; ``least``: a difference that matters in the unit."""
    if own_mean is not None and value > own_mean * OWN_TIMES and value - own_mean > least:
        evidence = {"value": value, "hours": round(own_mean, 3)}
        return _found(subject, family, Severity.WRONG, evidence)
    if own_mean is not None or len(neighbours) < WITNESSES:
        return None
    middle = median(neighbours)
    if value > middle * TIMES and value - middle > least and value > max(neighbours) * 1.5:
        evidence = {"value": value, "neighbours": round(middle, 3), "of": len(neighbours)}
        return _found(subject, family, Severity.DOUBTFUL, evidence)
    return None


def _found(subject: str, family: str, severity: Severity, evidence: dict[str, float]) -> Found:
    return Found(
        detector=DETECTOR, subject=subject, family=family, severity=severity, evidence=evidence
    )
