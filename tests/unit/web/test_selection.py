"""Which theme of the administration is open at first."""

import pytest

from simin.web.presentation.indicators import Indicator
from simin.web.presentation.selection import urgency_of
from simin.web.presentation.trust import TrustLine
from simin.web.presentation.withheld import Withheld


def row(level: str) -> Indicator:
    trust = TrustLine.__new__(TrustLine)
    return Indicator("a/b", "", "", "", "", "", trust, progress_level=level)


LOCKED = Withheld.__new__(Withheld)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (["bad", "very_bad"], ["bad", "moderate"]),
        (["bad"], ["moderate", "moderate"]),
        (["moderate"], ["unknown", "unknown"]),
        (["moderate"], []),
    ],
)
def test_missed_targets_come_first_then_any_target(more: list[str], less: list[str]) -> None:
    assert urgency_of([*map(row, more)]) > urgency_of([LOCKED, *map(row, less)])
