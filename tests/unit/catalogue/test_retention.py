from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.catalogue import retention
from simin.domains.catalogue.retention import kept

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_every_version_of_a_day_then_days_then_months() -> None:
    hours = [0, 1, 23, 30, 31, 24 * 10, 24 * 10 + 1, 24 * 45, 24 * 46, 24 * 80]
    ages = dict(enumerate(reversed(hours), 1))
    told = [(number, NOW - timedelta(hours=age)) for number, age in ages.items()]
    left = sorted(ages[number] for number in kept(told, NOW))
    assert left == [0, 1, 23, 30, 240, 1080, 1920]


def test_of_very_many_the_newest_and_before_them_the_last_of_each_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retention, "MANY", 4)
    ages = [10, 20, 30, 40, 50, 55, 70, 3610, 3615, 86_399]
    told = [(number, NOW - timedelta(seconds=age)) for number, age in enumerate(reversed(ages))]
    left = {ages[::-1][number] for number in kept(told, NOW)}
    assert left == {10, 20, 30, 40, 50, 70, 3610, 86_399}


def test_the_newest_stays_whatever_its_age() -> None:
    assert kept([(7, NOW - timedelta(days=900))], NOW) == {7}
    assert kept([], NOW) == set()
