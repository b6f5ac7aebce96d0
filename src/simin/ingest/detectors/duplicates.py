"""Rows that come twice, and totals that stand among their parts: both double whoever adds them up.

Rows come twice where a filter was forgotten (a month of two editions, an edition of two years);
a total among its parts is how statistics offices print a table (합계, 소계).
"""

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from simin.domains.observations.finding import Found, Severity

DUPLICATED = "duplicated-rows"
TOTAL = "total-among-parts"
#: How exactly a total must match, as a share: parts are rounded.
EXACT = 0.001
#: Fewer parts than this add up by chance.
FEWEST_PARTS = 3


def duplicated(keys: Sequence[Hashable], *, same: int | None = None) -> Found | None:
    """``keys``: the natural key of every row; ``same``: how many repeat their row word for word."""
    return repeated(
        rows=len(keys), twice=sum(count - 1 for count in Counter(keys).values()), same=same
    )


def repeated(*, rows: int, twice: int, same: int | None = None) -> Found | None:
    """``twice`` of ``rows`` repeat the key of another row."""
    if not twice:
        return None
    evidence = {"rows": twice, "of": rows} | ({} if same is None else {"same": same})
    severity = Severity.DOUBTFUL if twice * 10 > rows else Severity.NOTICE
    return Found(detector=DUPLICATED, severity=severity, evidence=evidence)


def total_among_parts(name: str, values: Mapping[str, float]) -> Found | None:
    """``values``: the figures that would be added up, by what each is of.

    One of them that is the sum of all the others is their total.
    """
    if len(values) <= FEWEST_PARTS:
        return None
    whole = sum(values.values())
    for part, value in values.items():
        others = whole - value
        if others > 0 and math.isclose(value, others, rel_tol=EXACT):
            evidence = {"total": part, "value": value, "parts": len(values) - 1}
            return Found(
                detector=TOTAL, subject=name, severity=Severity.DOUBTFUL, evidence=evidence
            )
    return None
