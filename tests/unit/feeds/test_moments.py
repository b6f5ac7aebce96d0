"""Times as sources write them."""

from datetime import UTC, datetime

import pytest

from simin.ingest.feeds import Column, Feed, Mapping, Moment, Schedule
from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.column import value_of
from simin.ingest.rows.moments import instant
from simin.ingest.rows.row import Row


@pytest.mark.parametrize(
    ("sent", "written", "utc"),
    [
        ("202105111500", "%Y%m%d%H%M", "2021-05-11T06:00:00Z"),
        ("202105112400", "%Y%m%d%H%M", "2021-05-11T15:00:00Z"),
        ("2026-08-19 24:00", "iso", "2026-08-19T15:00:00Z"),
        ("2026-12-31 24:00", "%Y-%m-%d %H:%M", "2026-12-31T15:00:00Z"),
        ("20241224", "%Y%m%d", "2024-12-23T15:00:00Z"),
        ("2024-12-24", "iso", "2024-12-23T15:00:00Z"),
        ("2024-02-24T10:00:00+01:00", "iso", "2024-02-24T09:00:00Z"),
        ("2026-03-02T02:00:00Z/2026-03-02T03:00:00Z", "iso", "2026-03-02T02:00:00Z"),
        ("1622505600", "unix", "2021-06-01T00:00:00Z"),
        ("1622505600000", "unix-ms", "2021-06-01T00:00:00Z"),
    ],
)
def test_times(sent: str, written: str, utc: str) -> None:
    assert instant(sent, written, "Asia/Seoul") == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("2.02105E+11", "%Y%m%d%H%M"),
        ("", "iso"),
        ("soon", "iso"),
        ("202102301500", "%Y%m%d%H%M"),
        ("9999-12-31 24:00", "iso"),
        ("1e30", "unix"),
        ("NaN", "unix"),
    ],
)
def test_what_is_no_time_is_never_guessed(sent: str, written: str) -> None:
    with pytest.raises(UnreadableError):
        instant(sent, written, "Asia/Seoul")


def test_bare_digits_of_a_column_are_read_as_the_mapping_writes_times() -> None:
    """ISO would make a day of the year 1801 of these milliseconds of 2027."""
    column = Column(field="seen", to="seen", type="time")
    mapping = Mapping(into="row", at=Moment(fields=("seen",), format="unix-ms"), columns=(column,))
    feed = Feed(
        id="a",
        kind="json",
        source="a",
        address="https://a.example/",
        schedule=Schedule(every=60),
        mapping=mapping,
        licence="a",
        owner="a",
    )
    read = value_of(feed, column, Row("row 1", {"seen": 1801011500000}))
    assert read == datetime(2027, 1, 27, 0, 58, 20, tzinfo=UTC)
    iso = value_of(feed, column, Row("row 1", {"seen": "2027-01-27T00:58:20Z"}))
    assert iso == read
