"""A database that was emptied begins anew; nothing remembered of the rows before is answered."""

import pytest
from django.core.management import call_command
from django.db import connection

from simin.domains.observations import noted, queries
from simin.domains.observations.columns import Column
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_search_finds_what_came_after_the_emptying() -> None:
    found_observed_town()
    recorded(*(observed("air/pm25/east", NOON + n * HOUR, n) for n in range(3)))
    assert [row.result for row in queries.search(order="result").rows] == [0.0, 1.0, 2.0]
    call_command("flush", interactive=False, verbosity=0)
    found_observed_town()
    recorded(observed("air/pm25/east", NOON, 7.0))
    assert [row.result for row in queries.search().rows] == [7.0]


def test_what_counts_no_more_is_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has it in its rows")
    found_observed_town()
    recorded(*(observed("air/pm25/east", NOON + n * HOUR, 1.0 * n) for n in range(3)))
    asked: list[int] = []
    read = noted._read

    def counted() -> Column:
        asked.append(1)
        return read()

    monkeypatch.setattr(noted, "_read", counted)
    for result in (10.0, 20.0):
        recorded(observed("air/pm25/east", NOON, result), at=NOON + 5 * HOUR)
        for _ in range(3):
            found = queries.search(order="phenomenon_time", count=True)
            assert [row.result for row in found.rows] == [result, 1.0, 2.0]
            assert found.total == 3
    assert len(asked) == 2
