"""Joins that lose rows or double them: a name without a partner, a name with several.

The names are said, not only counted: ``수서서`` without a partner is repaired in a minute,
``3 rows lost`` never.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from simin.domains.observations.finding import Found, Severity

LOSSY = "lossy-join"
AMBIGUOUS = "ambiguous-join"
#: Names that are said.
NAMED = 20


def lossy(
    subject: str,
    wanted: Collection[str],
    partners: Collection[str],
    *,
    rows: int | None = None,
    left: Collection[str] = (),
) -> Found | None:
    """Names of ``wanted`` that stand nowhere among ``partners``; ``rows`` are lost with them.

    ``left``: on the other side, names (of districts) that no row was found for.
    """
    lost = sorted(set(wanted) - set(partners))
    if not lost:
        return None
    evidence: dict[str, object] = {
        "names": lost[:NAMED],
        "lost": len(lost),
        "of": len(set(wanted)),
    }
    if rows is not None:
        evidence["rows"] = rows
    if left:
        evidence["left"] = list(left)[:NAMED]
    return Found(detector=LOSSY, subject=subject, severity=Severity.DOUBTFUL, evidence=evidence)


def ambiguous(subject: str, partners: Iterable[tuple[str, str]]) -> Found | None:
    """``partners``: the key that is joined on, and what it leads to (its row, its district).

    A street name alone leads to every district that has such a street.
    """
    leads = Counter(key for key, _ in set(partners))
    several = [(key, count) for key, count in leads.most_common() if count > 1]
    if not several:
        return None
    evidence = {
        "names": [key for key, _ in several[:NAMED]],
        "ambiguous": len(several),
        "of": len(leads),
    }
    return Found(detector=AMBIGUOUS, subject=subject, severity=Severity.DOUBTFUL, evidence=evidence)
