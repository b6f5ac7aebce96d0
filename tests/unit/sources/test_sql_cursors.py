"""The order of rows by their cursor, in which decimals travel as texts."""

from datetime import UTC, datetime

import msgspec
import pytest

from simin.ingest.feeds import Feed, Mapping, Payload, Schedule, SourceImplausibleError
from simin.kit.databases import Reply
from simin.sources.sql import KIND


def cursor_after(*values: object) -> str | None:
    feed = Feed(
        id="permits",
        kind="sql",
        source="city",
        address="sqlite:///permits",
        schedule=Schedule(every=60),
        licence="CC0-1.0",
        owner="works",
        options={"statement": "SELECT :since", "cursor": "at", "since": "0"},
        mapping=Mapping(into="row", key=("at",)),
    )
    reply = Reply(columns=["at"], rows=[[value] for value in values])
    payload = Payload(
        request="rows {}",
        status=200,
        headers={},
        body=msgspec.json.encode(reply),
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    return KIND.parse(feed, payload).cursor


@pytest.mark.parametrize(
    "values",
    [
        ("9.50", "10.25", "100.00"),
        ("-2.5", "-1.5", "0.0"),
        (9, 10, 100),
        ("10", "9"),
        ("2026-03-01", "2026-03-02"),
    ],
)
def test_rows_in_order_lead_on_from_the_last(values: tuple[object, ...]) -> None:
    assert cursor_after(*values) == str(values[-1])


@pytest.mark.parametrize("values", [("100.5", "9.5", "10.5"), (10, 9), ("b", "a"), ("NaN", "1")])
def test_rows_out_of_order_are_not_believed(values: tuple[object, ...]) -> None:
    with pytest.raises(SourceImplausibleError, match="not in order"):
        cursor_after(*values)
