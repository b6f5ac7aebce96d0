"""Spans as people type them, and drawn timelines."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.alerts.episode import Episode
from simin.domains.alerts.past import Fired
from simin.kit.errors import RejectedError
from simin.web.rules import spans
from simin.web.rules.timeline import MOST_ROWS, timeline


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", None), ("90", 90), ("30m", 1800), ("2h", 7200), ("1d 12h", 129600), (" 7 D ", 604800)],
)
def test_a_span_is_read(text: str, seconds: int | None) -> None:
    assert spans.read("over", text) == seconds


@pytest.mark.parametrize("text", ["soon", "h", "2w", "-1h", "1.5h", "٣h", "2h?"])
def test_what_is_no_span_is_refused_by_field(text: str) -> None:
    with pytest.raises(RejectedError) as raised:
        spans.read("over", text)
    assert raised.value.field == "over"


@given(st.integers(1, 366 * 86400))
def test_what_is_written_is_read_again(seconds: int) -> None:
    assert spans.read("over", spans.written(seconds)) == seconds


def test_bars_lie_inside_and_places_with_most_alerts_come_first() -> None:
    since = datetime(2022, 2, 1, tzinfo=UTC)
    until = since + timedelta(days=30)
    told = [
        Fired(place=f"p{place:02}", episode=Episode(opened_at=since + timedelta(days=day)))
        for place in range(20)
        for day in range(1 if place else 3)
    ]
    drawn = timeline(
        told, since, until, name=lambda place: place, clock=str, day=lambda at: f"{at.day}"
    )
    assert [row.name for row in drawn.rows][:2] == ["p00", "p01"]
    assert (len(drawn.rows), drawn.hidden) == (MOST_ROWS, 20 - MOST_ROWS)
    for row in drawn.rows:
        for bar in row.bars:
            assert bar.x >= 0 and bar.x + bar.width <= 100
    assert all(0 < tick.x < 100 for tick in drawn.ticks)
