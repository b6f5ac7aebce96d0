"""Addresses are filled in without letting a value change the path, and never with a secret."""

from datetime import UTC, datetime

import msgspec

from simin.ingest.addresses import asked, filled, span_name, span_of, unfilled
from simin.ingest.feeds import Feed, Window

WINDOW = Window(
    start=datetime(2026, 2, 28, 20, tzinfo=UTC), end=datetime(2026, 3, 2, 3, tzinfo=UTC)
)


def feed(address: str) -> Feed:
    told = {
        "id": "a",
        "kind": "json",
        "source": "a",
        "address": address,
        "schedule": {"every": 60},
        "licence": "x",
        "owner": "x",
        "time_zone": "Asia/Seoul",
    }
    return msgspec.convert(told, Feed)


def test_values_are_quoted_and_secrets_are_left_alone() -> None:
    told = filled(
        feed("https://a.example/{secret:key}/{service}/"), WINDOW, service="a/../b?c=서울"
    )
    assert told == "https://a.example/{secret:key}/a%2F..%2Fb%3Fc%3D%EC%84%9C%EC%9A%B8/"


def test_periods_are_told_in_the_feeds_own_zone() -> None:
    told = filled(feed("https://a.example/?f={from:%Y%m%d%H}&u={until:%H:%M}"), WINDOW)
    assert told == "https://a.example/?f=2026030105&u=12%3A00"


def test_a_day_is_asked_for_at_a_time() -> None:
    requests = asked(feed("https://a.example/{day:%Y%m%d}/{secret:key}"), WINDOW)
    assert [each.url for each in requests] == [
        "https://a.example/20260301/{secret:key}",
        "https://a.example/20260302/{secret:key}",
    ]
    assert len({each.name for each in requests}) == 2
    assert all(each.secret_in_url for each in requests)


def test_a_period_survives_its_name() -> None:
    assert span_of(f"rows 1-1000 of {span_name(WINDOW)}") == WINDOW


def test_what_nothing_fills_is_told() -> None:
    assert [each.reason for each in unfilled(feed("https://a.example/{page}/{secret:x}"))] == [
        "nothing fills {page}"
    ]
