"""Which addresses are questions, and what is wrong with the others."""

from datetime import UTC, datetime

import pytest

from simin.kit.errors import NotFoundError, RejectedError
from simin.web.readings.questions import CountOf, HoursOf, LatestOf, NewestOf, question

MARCH = "since=2022-03-01T00:00:00Z&until=2022-04-01T00:00:00Z"
SPAN = (datetime(2022, 3, 1, tzinfo=UTC), datetime(2022, 4, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("latest.json?", LatestOf(None)),
        ("latest.json?family=air%2Fpm25", LatestOf("air/pm25")),
        ("newest.json?datastream=a/b", NewestOf("a/b", 100)),
        ("newest.json?datastream=a&limit=7", NewestOf("a", 7)),
        (f"hours.json?family=a&{MARCH}", HoursOf("a", *SPAN)),
        (f"count.json?family=a&{MARCH}", CountOf("a", *SPAN, None, None)),
        (f"count.json?family=a&{MARCH}&at_least=-1.5&at_most=2", CountOf("a", *SPAN, -1.5, 2.0)),
    ],
)
def test_a_question_is_read(address: str, asked: object) -> None:
    path, _, query = address.partition("?")
    assert question(f"/observations/{path}", query) == asked


def test_an_offset_may_come_with_its_plus_unquoted() -> None:
    span = "since=2022-03-01T09:00:00+09:00&until=2022-04-01T09:00:00%2B09:00"
    assert question("/observations/hours.json", f"family=a&{span}") == HoursOf("a", *SPAN)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("latest.json?colour=red", "colour"),
        ("newest.json?", "datastream"),
        ("newest.json?datastream=", "datastream"),
        ("newest.json?datastream=a&limit=0", "limit"),
        ("newest.json?datastream=a&limit=1001", "limit"),
        ("newest.json?datastream=a&limit=²", "limit"),
        (f"hours.json?{MARCH}", "family"),
        ("hours.json?family=a&since=x", "since"),
        ("hours.json?family=a&since=2022-03-01T00:00:00&until=2022-03-02", "since"),
        ("hours.json?family=a&since=2022-03-02T00:00Z&until=2022-03-02T00:00Z", "until"),
        ("hours.json?family=a&since=2020-03-02T00:00Z&until=2022-03-02T00:00Z", "until"),
        ("newest.json?datastream=a&limit=" + 5000 * "9", "limit"),
        ("newest.json?datastream=a%00", "datastream"),
        ("latest.json?family=a%00", "family"),
        ("hours.json?family=a&since=9999-12-01T00:00Z&until=9999-12-02T00:00Z", "since"),
        ("hours.json?family=a&since=0001-01-01T00:00:00%2B10:00&until=2022-03-02T00:00Z", "since"),
        ("count.json?family=a&since=2022-03-02T00:00Z&until=9999-12-31T23:59-10:00", "until"),
        (f"count.json?family=a&{MARCH}&at_least=inf", "at_least"),
        (f"count.json?family=a&{MARCH}&at_most=many", "at_most"),
    ],
)
def test_what_is_wrong_is_named(address: str, field: str) -> None:
    path, _, query = address.partition("?")
    with pytest.raises(RejectedError) as refused:
        question(f"/observations/{path}", query)
    assert refused.value.field == field


def test_another_path_asks_nothing() -> None:
    with pytest.raises(NotFoundError):
        question("/observations/mean.json", "")
