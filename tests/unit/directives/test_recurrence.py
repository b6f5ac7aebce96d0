from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from simin.domains.directives.recurrence import Every, newest_due, occurrence

SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")


def test_the_wall_clock_stays_over_summer_time() -> None:
    first = datetime(2026, 3, 7, 9, 0, tzinfo=NEW_YORK)
    later = [occurrence(first, Every.DAY, n, NEW_YORK).astimezone(NEW_YORK) for n in range(3)]
    assert [at.hour for at in later] == [9, 9, 9]
    assert later[1].date().day == 8


def test_the_last_day_stands_in_for_the_31st() -> None:
    first = datetime(2026, 1, 31, 9, 0, tzinfo=SEOUL)
    days = [occurrence(first, Every.MONTH, n, SEOUL).astimezone(SEOUL) for n in range(14)]
    assert [(at.month, at.day) for at in days[:4]] == [(1, 31), (2, 28), (3, 31), (4, 30)]
    assert (days[13].year, days[13].month) == (2027, 2)


def test_what_a_dead_engine_missed_is_asked_for_once() -> None:
    first = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)
    assert newest_due(first, Every.DAY, 1, first, SEOUL) is None
    assert newest_due(first, Every.DAY, 1, first + timedelta(days=9, hours=3), SEOUL) == 9
    assert newest_due(first, Every.NEVER, 0, first + timedelta(days=9), SEOUL) is None


@given(
    st.sampled_from([Every.DAY, Every.WEEK, Every.MONTH]),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    st.integers(0, 60),
)
def test_occurrences_go_forward(every: Every, first: datetime, number: int) -> None:
    aware = first.replace(tzinfo=UTC)
    assert occurrence(aware, every, number, NEW_YORK) < occurrence(
        aware, every, number + 1, NEW_YORK
    )
