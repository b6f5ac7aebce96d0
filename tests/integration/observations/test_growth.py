"""Invariant 6: the plans of all requests reach their rows through an index.

SQLite always plans so where it can. PostgreSQL scans what is small, so it is told to avoid that:
a scan that is left has no index to go by.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.observations import journal, queries, screens, sealing, services
from simin.domains.observations.models import Observation
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded

EAST = "air/pm25/east"
SCAN = re.compile(
    r"(SCAN|Seq Scan on) "
    r"(seen|observations_(observation(_\w+)?|hourlyrollup|dailyrollup|familyhour))\b"
)


def _write() -> None:
    recorded(observed(EAST, NOON + HOUR, 5.0), at=NOON + HOUR)  # new
    recorded(observed(EAST, NOON + HOUR, 6.0), at=NOON + HOUR)  # a correction
    recorded(observed(EAST, NOON - 900 * HOUR, 7.0), at=NOON + HOUR)  # late


REQUESTS: dict[str, Callable[[], object]] = {
    "write": _write,
    "latest": lambda: queries.latest([EAST]),
    "latest of a family": lambda: queries.latest_of_family("air/pm25"),
    "latest of families": lambda: queries.latest_of(["air/pm25", "water/level"]),
    "latest of all": lambda: screens.latest_but(["water/level"]),
    "newest": lambda: screens.newest(EAST, 100),
    "hours": lambda: queries.hourly_of(["air/pm25"], NOON - 24 * HOUR, NOON),
    "days": lambda: queries.daily_of(["air/pm25"], NOON - 240 * HOUR, NOON),
    "hours of a datastream": lambda: queries.hourly([EAST], NOON - 24 * HOUR, NOON),
    "days of a datastream": lambda: queries.daily([EAST], NOON - 240 * HOUR, NOON),
    "hours of a family": lambda: queries.hours_of_family("air/pm25", NOON - 24 * HOUR, NOON),
    "arrivals": queries.arrivals,
    "raw rows": lambda: queries.raw(EAST, limit=10),
    "more raw rows": lambda: queries.raw(EAST, before=queries.raw(EAST, limit=10).next),
    "counts": queries.kept,
}
READS = [name for name in REQUESTS if name != "write"]


def _statements(request: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        request()
    return [query["sql"] for query in seen.captured_queries]


def _history(hours: int) -> None:
    recorded(*(observed(EAST, NOON - i * HOUR, float(i % 40)) for i in range(1, hours)), at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REQUESTS)
def test_no_request_does_work_that_grows_with_history(name: str) -> None:
    found_observed_town()
    _history(800)
    assert [step for sql in _statements(REQUESTS[name]) for step in _scans(sql)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", READS)
def test_reads_send_as_many_statements_after_much_history_as_after_little(name: str) -> None:
    found_observed_town()
    _history(30)
    few = len(_statements(REQUESTS[name]))
    _history(900)
    assert len(_statements(REQUESTS[name])) == few


@pytest.mark.django_db
def test_a_scan_would_be_seen() -> None:
    found_observed_town()
    (sql,) = _statements(lambda: list(Observation.objects.filter(result=3.0)))
    assert len(_scans(sql)) == 1


def _scans(sql: str) -> list[str]:
    """Steps of the statement's plan that walk through a table that grows."""
    if not sql.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[-1] for row in cursor.fetchall() if SCAN.search(row[-1])]


@pytest.mark.django_db
def test_the_newest_rows_never_leave_the_database_however_much_is_sealed(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("nothing is sealed on PostgreSQL")
    settings.SIMIN_OBSERVATIONS = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(sealing, "ENOUGH", 1)
    found_observed_town()
    _history(800)
    services.seal()
    assert Observation.objects.count() == journal.HOT
    for file in tmp_path.glob("*.parquet"):
        file.unlink()
    assert len(queries.raw(EAST, limit=100).rows) == 100
    recorded(observed(EAST, NOON, 5.0), observed(EAST, NOON - HOUR, 6.0), at=NOON)
