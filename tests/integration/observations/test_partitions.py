"""On PostgreSQL the journal stands in months: made in time, read alone, dropped as a whole."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.observations import partitions, queries, searching, services
from simin.domains.observations.models import Datastream, Observation
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
EAST, WEST = "air/pm25/east", "air/pm25/west"
DAY = 24 * HOUR
NOW = NOON + 200 * DAY
MARCH, MAY = (datetime(2022, month, 1, tzinfo=UTC) for month in (3, 5))


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()


def days(slug: str, *numbers: int) -> None:
    recorded(*(observed(slug, NOON + day * DAY, float(day)) for day in numbers), at=NOW)


def plan(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


def plan_of(where: str, parameters: list[object], order: str = "observation") -> str:
    with CaptureQueriesContext(connection) as seen:
        searching.rows(searching.Wanted(where, parameters, order, 10, 0))
    return plan(seen.captured_queries[0]["sql"])


def test_a_row_finds_its_month_also_long_ago_and_at_the_edge() -> None:
    edge = datetime(2021, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    times = [datetime(1970, 1, 1, tzinfo=UTC), datetime(1, 5, 1, tzinfo=UTC), edge, MARCH]
    recorded(*(observed(EAST, at, 1.0) for at in times), at=NOW)
    assert {datetime(2021, 12, 1, tzinfo=UTC), MARCH} <= partitions.standing()
    assert queries.search(count=True).total == 4
    assert [row.phenomenon_time for row in queries.raw(EAST).rows] == sorted(times, reverse=True)


def test_the_next_months_are_there_before_they_begin() -> None:
    december = datetime(2022, 12, 31, 20, tzinfo=UTC)
    assert services.make_ahead(december) == partitions.AHEAD + 1
    assert datetime(2023, partitions.AHEAD, 1, tzinfo=UTC) in partitions.standing()
    assert services.make_ahead(december) == 0


def test_a_question_about_a_time_reads_its_month_only() -> None:
    days(EAST, 0, 30, 60, 90)
    told = plan_of("phenomenon_time >= ? AND phenomenon_time < ?", [NOON, NOON + DAY])
    assert "observation_2022_03" in told
    assert "observation_2022_04" not in told


def test_the_newest_are_found_without_sorting_what_is_old() -> None:
    days(EAST, *range(200))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    newest = "phenomenon_time DESC, observation DESC"
    for where, parameters in (("TRUE", []), ("datastream_id = ?", [_id(EAST)])):
        told = plan_of(where, parameters, newest)
        assert "Index Scan Backward" in told
        assert "Presorted Key" in told


def test_an_observation_is_found_by_what_it_is_known_by() -> None:
    days(EAST, *range(100))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Index Cond: (observation = 5)" in plan_of("observation IN (5)", [])


def test_a_correction_touches_its_month_only() -> None:
    days(EAST, 0, 30, 60)
    with CaptureQueriesContext(connection) as seen:
        recorded(observed(EAST, NOON, 99.0), at=NOW)
    (update,) = [
        query["sql"]
        for query in seen.captured_queries
        if query["sql"].startswith('UPDATE "observations_observation" SET "counts"')
    ]
    assert "observation_2022_04" not in plan(update)
    assert queries.search("result = ?", [99.0], count=True).total == 1


def test_a_month_of_which_nothing_is_kept_goes_as_a_whole() -> None:
    days(EAST, 0, 1, 60)
    days(WEST, 70)
    Datastream.objects.filter(slug=EAST).update(keep_days=10)
    before = queries.daily([EAST], NOON - DAY, NOW)
    assert forget() > 0
    assert MARCH not in partitions.standing()
    assert MAY in partitions.standing()
    assert [row.result for row in queries.search().rows] == [70.0]
    assert queries.daily([EAST], NOON - DAY, NOW) == before
    days(EAST, 0)
    assert MARCH not in partitions.standing()


def test_a_month_that_holds_something_to_keep_stays() -> None:
    days(EAST, 0)
    days(WEST, 1)
    Datastream.objects.filter(slug=EAST).update(keep_days=10)
    forget()
    assert MARCH in partitions.standing()
    assert [row.result for row in queries.search().rows] == [1.0]


def test_what_datastreams_left_behind_that_are_gone_keeps_no_month() -> None:
    days(EAST, 0)
    days(WEST, 1)
    Datastream.objects.filter(slug=EAST).update(keep_days=10)
    Datastream.objects.filter(slug=WEST).delete()
    forget()
    assert MARCH not in partitions.standing()
    assert not Observation.objects.exists()


def forget() -> int:
    return services.forget(now=NOW, real=NOW, zone=ZONE)


def _id(slug: str) -> int:
    return Datastream.objects.get(slug=slug).pk
