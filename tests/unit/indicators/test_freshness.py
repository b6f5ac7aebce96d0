from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.indicators.freshness import freshness, oldest_that_counts, worst
from simin.domains.picture.card import Freshness

NOW = datetime(2022, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "down", "mark"),
    [
        (-60, False, "live"),
        (0, False, "live"),
        (7200, False, "live"),
        (7201, False, "late"),
        (14400, False, "late"),
        (14401, False, "stale"),
        (0, True, "source-down"),
        (99999, True, "source-down"),
    ],
)
def test_age_against_a_budget_of_two_hours(age: float, down: bool, mark: str) -> None:
    assert freshness(age, 7200, down=down) == mark


def test_the_worst_of_several_sources_speaks_for_all() -> None:
    assert worst([Freshness.LATE, Freshness.LIVE]) is Freshness.LATE
    assert worst([Freshness.STALE, Freshness.SOURCE_DOWN]) is Freshness.SOURCE_DOWN
    assert worst([]) is Freshness.STALE


@pytest.mark.parametrize(("behind", "left_out"), [(0, False), (14400, False), (14401, True)])
def test_a_part_may_lag_by_two_budgets(behind: int, left_out: bool) -> None:
    oldest = oldest_that_counts(NOW, 7200)
    assert (NOW - timedelta(seconds=behind) < oldest) is left_out
