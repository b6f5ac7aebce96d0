"""What is appended is durable at once and changes what is read when it is folded."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from simin.domains.observations import pending, queries, recording, services
from simin.domains.observations.columns import NONE, micros
from simin.domains.observations.models import Datastream
from simin.domains.observations.sensorthings import publishing
from simin.domains.observations.sensorthings.viewer import Viewer
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()


def ids(*slugs: str) -> list[int]:
    return [Datastream.objects.get(slug=slug).pk for slug in slugs]


def columns(slugs: list[str], hours: list[float], results: list[float]) -> dict[str, Any]:
    known = dict(Datastream.objects.values_list("slug", "id"))
    return {
        "datastream_id": np.array([known[slug] for slug in slugs]),
        "phenomenon_time": np.array([micros(NOON + hour * HOUR) for hour in hours]),
        "result": np.array(results),
    }


def appended(rows: dict[str, Any], at: timedelta = 9 * HOUR) -> services.Appended:
    return services.append(rows, run="run-1", received_at=NOON + at)


def fold() -> services.FoldedAll:
    return services.fold_pending(zone=ZONE)


def test_a_chunk_changes_nothing_until_it_is_folded() -> None:
    assert appended(columns([EAST, WEST], [0, 1], [12.0, 30.0])).count == 2
    assert queries.latest([EAST, WEST]) == []
    assert not list(outbox.after(0))
    done = fold()
    assert (done.rows, done.accepted) == (2, 2)
    assert [seen.result for seen in queries.latest([EAST, WEST])] == [12.0, 30.0]
    assert len(list(outbox.after(0))) == 1
    assert not pending.any_there()
    assert fold().rows == 0


def test_many_chunks_are_folded_as_one_batch_in_order() -> None:
    for result in (1.0, 2.0, 3.0):
        appended(columns([EAST], [0], [result]))
    done = fold()
    assert (done.accepted, done.corrected) == (1, 2)
    assert queries.latest([EAST])[0].result == 3.0
    assert [row.result for row in queries.raw(EAST).rows] == [3.0, 2.0, 1.0]
    (told,) = outbox.after(0)
    assert told.occurred_at == NOON + 9 * HOUR


def test_recording_folds_what_was_appended_before() -> None:
    appended(columns([EAST], [0], [1.0]))
    done = recorded(observed(EAST, NOON, 2.0), at=NOON + 9 * HOUR)
    assert done.corrected == 1
    assert queries.latest([EAST])[0].result == 2.0


def test_wrong_rows_are_named_and_the_rest_is_kept() -> None:
    rows = columns([EAST, EAST, EAST, EAST], [0, 1, 20, 2], [1.0, np.inf, 3.0, np.nan])
    rows["datastream_id"][0] = 10**9
    done = appended(rows)
    assert [(index, error.field) for index, error in done.rejected] == [
        (0, "datastream"),
        (1, "result"),
        (2, "phenomenon_time"),
    ]
    assert done.count == 1
    fold()
    assert [row.result for row in queries.raw(EAST).rows] == [None]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"result": None}, "result"),
        ({"colour": np.array([1, 2])}, "colour"),
        ({"result_time": np.array([1])}, "result_time"),
        ({"deleted": np.array([True, True])}, "deleted"),
    ],
)
def test_a_batch_that_is_no_table_is_refused(change: dict[str, Any], field: str) -> None:
    rows = columns([EAST, WEST], [0, 1], [1.0, 2.0]) | change
    chosen = {name: values for name, values in rows.items() if values is not None}
    with pytest.raises(RejectedError) as refused:
        appended(chosen)
    assert refused.value.field == field
    assert not pending.any_there()


def test_everything_a_row_may_say_comes_back() -> None:
    rows = columns([EAST, WEST], [0, 1], [1.0, np.nan]) | {
        "result_time": np.array([micros(NOON + 2 * HOUR), NONE]),
        "phenomenon_end": np.array([NONE, micros(NOON + 2 * HOUR)]),
        "quality": np.array(["a\nb", ""], object),
        "feature": np.array([7, NONE]),
        "extra": np.array([None, '{"result":"맑음"}'], object),
    }
    first = appended(rows).first
    fold()
    east, west = queries.search(order="observation").rows
    assert (east.observation, west.observation) == (first, first + 1)
    assert (east.result_time, west.result_time) == (NOON + 2 * HOUR, NOON + 9 * HOUR)
    assert (east.phenomenon_end, west.phenomenon_end) == (None, NOON + 2 * HOUR)
    assert (east.quality, west.quality) == ("a\nb", "")
    assert (east.feature, west.feature) == (7, None)
    assert (east.extra, west.extra) == (None, '{"result":"맑음"}')
    assert (east.result, west.result) == (1.0, None)


def test_what_a_datastream_that_is_gone_brought_is_dropped() -> None:
    appended(columns([EAST, WEST], [0, 1], [1.0, 2.0]))
    Datastream.objects.filter(slug=EAST).delete()
    done = fold()
    assert (done.dropped, done.accepted) == (1, 1)


def test_searching_finds_what_counts_and_how_much_there_is() -> None:
    appended(columns([EAST] * 4 + [WEST], [0, 1, 2, 3, 0], [4.0, 8.0, 15.0, 16.0, 23.0]))
    appended(columns([EAST], [1], [9.0]))
    fold()
    page = queries.search(
        "result >= ? AND phenomenon_time >= ? AND datastream_id = ?",
        [9.0, NOON + HOUR, *ids(EAST)],
        order="result DESC",
        limit=2,
        count=True,
    )
    assert [row.result for row in page.rows] == [16.0, 15.0]
    assert page.total == 3
    rest = queries.search("result > ?", [8.5], order="result", offset=3, limit=5)
    assert [row.result for row in rest.rows] == [23.0]
    assert queries.search(limit=0, count=True) == queries.SearchPage([], 5)


def test_a_corrected_observation_keeps_its_number() -> None:
    first = appended(columns([EAST], [0], [1.0])).first
    appended(columns([EAST], [0], [2.0]))
    fold()
    (row,) = queries.search().rows
    assert (row.observation, row.result, row.position) == (first, 2.0, first + 1)


def test_the_hours_of_a_family_are_the_sums_of_its_datastreams() -> None:
    appended(columns([EAST, WEST, EAST], [0, 0, 1], [10.0, 20.0, 5.0]))
    fold()
    appended(columns([EAST], [0], [40.0]))
    fold()
    hours = queries.hours_of_family("air/pm25", NOON, NOON + 2 * HOUR)
    assert [(hour.start, hour.count, hour.mean) for hour in hours] == [
        (NOON, 2, 30.0),
        (NOON + HOUR, 1, 5.0),
    ]
    assert (hours[0].minimum, hours[0].maximum) == (20.0, 40.0)


def test_a_batch_that_is_streamed_in_comes_back_whole() -> None:
    count = 1500
    rows = columns([EAST] * count, [-hour for hour in range(count)], [1.0] * (count - 1) + [np.nan])
    rows["quality"] = np.array(["a\tb\nc\\d"] + [""] * (count - 1), object)
    rows["extra"] = np.array(['{"a":"\\\\N"}'] + [None] * (count - 1), object)
    appended(rows)
    assert fold().accepted == count
    page = queries.search(order="phenomenon_time DESC", limit=1, count=True)
    assert page.total == count
    assert (page.rows[0].quality, page.rows[0].extra) == ("a\tb\nc\\d", '{"a":"\\\\N"}')
    assert queries.search("result IS NULL", count=True, limit=0).total == 1


def test_what_was_recorded_behind_a_chunk_is_published_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A chunk may arrive while others are recorded, and is folded after them."""
    left = publishing.head()
    appended(columns([EAST], [0], [1.0]))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(recording, "fold_waiting", lambda zone: None)
        recorded(observed(WEST, NOON, 2.0), at=NOON + 9 * HOUR)
    assert publishing.after(left, Viewer(), 100) == ([], left)
    assert publishing.head() == left
    fold()
    told, _ = publishing.after(left, Viewer(), 100)
    assert [seen.row.result for seen in told] == [1.0, 2.0]
