"""An observation that is changed or deleted leaves everything as if it had always been so."""

from datetime import timedelta

import pytest

from simin.domains.observations import queries, services
from simin.domains.observations.errors import UnknownObservationError
from simin.domains.observations.models import HourlyRollup
from simin.kit.errors import RejectedError
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST = "air/pm25/east"
LATER = NOON + 5 * HOUR


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()
    recorded(*(observed(EAST, NOON + i * HOUR, float(i + 1)) for i in range(3)), at=LATER)


def numbers() -> list[int]:
    return [row.observation for row in queries.search(order="phenomenon_time").rows]


def delete(number: int) -> None:
    services.delete(number, at=LATER, zone=ZONE)


def correct(number: int, **changes: object) -> None:
    services.correct(number, changes, at=LATER, zone=ZONE)


def test_a_deleted_observation_is_nowhere_but_in_the_raw_rows() -> None:
    delete(numbers()[0])
    assert [row.result for row in queries.search(order="observation").rows] == [2.0, 3.0]
    assert [span.start for span in queries.hourly([EAST], NOON, LATER)] == [
        NOON + HOUR,
        NOON + 2 * HOUR,
    ]
    assert [span.start for span in queries.hours_of_family("air/pm25", NOON, LATER)] == [
        NOON + HOUR,
        NOON + 2 * HOUR,
    ]
    (day,) = queries.daily([EAST], NOON - 24 * HOUR, LATER)
    assert (day.tally.count, day.tally.total) == (2, 5.0)
    assert len(queries.raw(EAST).rows) == 4


def test_where_the_latest_value_is_deleted_the_one_before_takes_its_place() -> None:
    delete(numbers()[2])
    (seen,) = queries.latest([EAST])
    assert (seen.result, seen.phenomenon_time) == (2.0, NOON + HOUR)


def test_where_everything_is_deleted_nothing_is_left_to_show() -> None:
    for number in numbers():
        delete(number)
    assert queries.latest([EAST]) == []
    assert queries.search(count=True) == queries.SearchPage([], 0)
    assert not HourlyRollup.objects.exists()


def test_a_repeat_does_not_bring_back_what_was_deleted() -> None:
    delete(numbers()[2])
    again = recorded(observed(EAST, NOON + 2 * HOUR, 3.0, result_time=LATER), at=LATER)
    assert again.repeated == 1
    assert queries.latest([EAST])[0].result == 2.0


def test_a_changed_result_counts_at_once() -> None:
    number = numbers()[1]
    correct(number, result=40.0, quality="점검및교정")
    correct(number, result=41, quality="")
    assert [row.result for row in queries.search(order="observation").rows] == [1.0, 41.0, 3.0]
    assert numbers()[1] == number
    (hour,) = queries.hourly([EAST], NOON + HOUR, NOON + 2 * HOUR)
    assert (hour.tally.total, hour.tally.invalid) == (41.0, 0)


def test_an_observation_that_moves_in_time_stays_itself() -> None:
    number = numbers()[2]
    correct(number, phenomenon_time=NOON + 4 * HOUR)
    (row,) = queries.search("observation = ?", [number]).rows
    assert (row.result, row.phenomenon_time) == (3.0, NOON + 4 * HOUR)
    assert queries.latest([EAST])[0].phenomenon_time == NOON + 4 * HOUR
    correct(number, phenomenon_time=NOON - HOUR)
    assert queries.latest([EAST])[0].phenomenon_time == NOON + HOUR
    assert [span.start for span in queries.hourly([EAST], NOON - HOUR, LATER)] == [
        NOON - HOUR,
        NOON,
        NOON + HOUR,
    ]


def test_an_observation_that_moves_where_another_was_deleted_stays_itself() -> None:
    first, second, third = numbers()
    delete(second)
    correct(first, phenomenon_time=NOON + HOUR)
    assert numbers() == [first, third]
    (row,) = queries.search("observation = ?", [first]).rows
    assert (row.result, row.phenomenon_time) == (1.0, NOON + HOUR)
    correct(first, result=9.0)
    assert [row.result for row in queries.search(order="phenomenon_time").rows] == [9.0, 3.0]


@pytest.mark.parametrize("moves", [True, False], ids=["moved", "deleted"])
def test_what_comes_where_nothing_is_left_is_a_new_observation(moves: bool) -> None:
    first, second, third = numbers()
    if moves:
        correct(second, phenomenon_time=NOON + 4 * HOUR)
    else:
        delete(second)
    recorded(observed(EAST, NOON + HOUR, 7.0), at=LATER + HOUR)
    found = {row.result: row.observation for row in queries.search().rows}
    assert len(set(found.values())) == len(found)
    assert found[7.0] not in (first, second, third)


def test_a_change_that_is_taken_back_at_once_is_a_change() -> None:
    number = numbers()[1]
    correct(number, result=40.0)
    correct(number, result=2.0)
    assert queries.search("observation = ?", [number]).rows[0].result == 2.0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"run": "x"}, "run"),
        ({"result": "12"}, "result"),
        ({"result": float("inf")}, "result"),
        ({"phenomenon_time": LATER.replace(tzinfo=None)}, "phenomenon_time"),
        ({"phenomenon_time": LATER + timedelta(days=1)}, "phenomenon_time"),
        ({"phenomenon_time": NOON + HOUR}, "phenomenon_time"),
    ],
)
def test_a_wrong_change_names_its_column_and_changes_nothing(
    changes: dict[str, object], field: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        correct(numbers()[0], **changes)
    assert refused.value.field == field
    assert [row.result for row in queries.search(order="observation").rows] == [1.0, 2.0, 3.0]


def test_what_there_is_not_cannot_be_changed() -> None:
    number = numbers()[0]
    delete(number)
    for change in (lambda: delete(number), lambda: correct(number, result=1.0)):
        with pytest.raises(UnknownObservationError):
            change()


def test_after_everything_was_deleted_an_older_observation_is_the_latest() -> None:
    for number in numbers():
        delete(number)
    for hours, result in ((1, 20.0), (2, 30.0)):
        recorded(observed(EAST, NOON - hours * HOUR, result), at=LATER)
        assert [seen.result for seen in queries.latest([EAST])] == [20.0]
