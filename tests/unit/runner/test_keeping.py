"""What no database takes costs its record, not the page that it came in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from simin.ingest.feeds import Feed, Record, Schedule
from simin.ingest.runner.keeping import Arriving, City, keep

AT = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed(
    id="a",
    kind="json",
    source="a",
    address="https://a.example/",
    schedule=Schedule(every=60),
    licence="a",
    owner="a",
)
ARRIVING = Arriving(FEED, "a@1", AT, City(UTC, "ko", {}))


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"kind": "notice", "key": "a\0b", "values": {"title": "x"}}, "key"),
        ({"kind": "notice", "key": "a", "values": {"title": "x\0y"}}, "title"),
        ({"kind": "observation", "key": "a", "values": {"datastream": "air/\0"}}, "datastream"),
        ({"kind": "row", "key": "a\0b", "values": {}}, "key"),
    ],
    ids=["key", "notice", "observation", "row"],
)
def test_a_zero_byte_is_refused_by_its_field(record: dict[str, Any], field: str) -> None:
    kept = keep([Record(**record)], ARRIVING)
    (rejected,) = kept.rejected
    assert rejected.reason == f"{field}: holds a zero byte" and kept.stored == 0
