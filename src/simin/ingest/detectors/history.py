"""A past that changed under us: a source loads its table anew and the old values are others.

A source corrects a value now and then, and publishes yesterday again when it is checked; a run that
changes a large share of what was known is another table under the same name.
"""

from simin.domains.observations.finding import Found, Severity

DETECTOR = "replaced-history"
#: Fewer corrections than this in one run are the common work of a source.
FEWEST = 50
#: Share of the known observations in the run that changed.
SHARE = 0.5


def replaced_history(*, corrected: int, repeated: int) -> Found | None:
    """``corrected``: known observations that came otherwise; ``repeated``: as they were."""
    known = corrected + repeated
    if corrected < FEWEST or corrected < known * SHARE:
        return None
    evidence = {"corrected": corrected, "of": known}
    return Found(detector=DETECTOR, severity=Severity.DOUBTFUL, evidence=evidence)
