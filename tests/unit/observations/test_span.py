from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.observations.span import day_after, day_of, hour_of

ZONES = ["Asia/Seoul", "UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"]


@pytest.mark.parametrize(
    ("zone", "at", "hour", "day"),
    [
        ("Asia/Seoul", "2022-03-05T05:30Z", "2022-03-05T05:00Z", "2022-03-04T15:00Z"),
        ("Asia/Kolkata", "2022-03-05T05:15Z", "2022-03-05T04:30Z", "2022-03-04T18:30Z"),
        # The day on which New York's clocks go back has 25 hours.
        ("America/New_York", "2022-11-06T06:30Z", "2022-11-06T06:00Z", "2022-11-06T04:00Z"),
    ],
)
def test_hours_and_days_are_the_citys(zone: str, at: str, hour: str, day: str) -> None:
    moment = datetime.fromisoformat(at)
    assert hour_of(moment, ZoneInfo(zone)) == datetime.fromisoformat(hour)
    assert day_of(moment, ZoneInfo(zone)) == datetime.fromisoformat(day)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),
    st.sampled_from(ZONES).map(ZoneInfo),
)
def test_a_moment_lies_in_its_hour_and_its_hour_in_its_day(at: datetime, zone: ZoneInfo) -> None:
    hour, day = hour_of(at, zone), day_of(at, zone)
    assert hour <= at < hour + timedelta(hours=2)
    assert hour_of(hour, zone) == hour
    assert day == day_of(hour, zone)
    assert day <= hour < day_after(day, zone)
    assert day_of(day_after(day, zone), zone) == day_after(day, zone)
