"""Questions about rows are answered exactly, page by page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simin.domains.catalogue import asking, queries, services
from simin.domains.catalogue.queries import Box, Filter, Measure, Near, Question
from simin.kit.errors import RejectedError
from tests.factories.datasets import NOON, define_parks, park

pytestmark = pytest.mark.django_db


def town(count: int = 60) -> None:
    """Every third has no spaces, every second is free, on a line going east."""
    define_parks()
    changes = [
        park(
            f"{number:03}",
            spaces=spaces_of(number),
            free=number % 2 == 0,
            longitude=126.9 + number / 100,
            latitude=37.5,
            opened=NOON + timedelta(days=number),
        )
        for number in range(count)
    ]
    services.keep("parks", changes[:40], run="parks@1", at=NOON)
    services.keep("parks", changes[40:], run="parks@2", at=NOON)


def spaces_of(number: int) -> int | None:
    return None if number % 3 == 0 else number % 7


MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (Filter("spaces", "eq", 1), lambda n: spaces_of(n) == 1),
        (Filter("spaces", "ne", 1), lambda n: spaces_of(n) != 1),
        (Filter("spaces", "lt", 2), lambda n: (spaces_of(n) or 0) < 2 and n % 3),
        (Filter("spaces", "le", 2), lambda n: (spaces_of(n) or 0) <= 2 and n % 3),
        (Filter("spaces", "gt", 4), lambda n: (spaces_of(n) or 0) > 4),
        (Filter("spaces", "ge", 4), lambda n: (spaces_of(n) or 0) >= 4),
        (Filter("spaces", "in", [1, "2"]), lambda n: spaces_of(n) in {1, 2}),
        (Filter("spaces", "null", True), lambda n: n % 3 == 0),
        (Filter("spaces", "null", False), lambda n: n % 3),
        (Filter("name", "contains", "차장 00"), lambda n: n < 10),
        (Filter("free", "eq", "true"), lambda n: n % 2 == 0),
        (Filter("opened", "lt", "2026-03-06"), lambda n: n < 2),
        (
            Filter("opened", "ge", "2026-05-01T12:00:00+00:00"),
            lambda n: NOON + timedelta(days=n) >= MAY,
        ),
    ],
)
def test_every_operator_counts_exactly(asked: Filter, fits: Callable[[int], object]) -> None:
    town()
    question = Question(filters=(asked,))
    newest = queries.version("parks")
    expected = [f"{number:03}" for number in range(60) if fits(number)]
    assert queries.count(newest, question) == len(expected)
    assert [row["id"] for row in queries.rows(newest, question, limit=200).rows] == expected


def test_places_by_box_and_distance() -> None:
    town()
    newest = queries.version("parks")
    box = Question(box=Box(126.9, 37.4, 126.951, 37.6))
    assert queries.count(newest, box) == 6
    # A hundredth of a degree is 882 m there.
    near = Question(near=Near(126.9, 37.5, 1000))
    assert [row["id"] for row in queries.rows(newest, near).rows] == ["000", "001"]
    over_the_antimeridian = Question(box=Box(170, 37.4, 126.951, 37.6))
    assert queries.count(newest, over_the_antimeridian) == 6
    for wrong in (Question(box=Box(0, 2, 1, 1)), Question(near=Near(0, 0, -1))):
        with pytest.raises(RejectedError):
            queries.count(newest, wrong)
    assert queries.bounds(newest) == Box(126.9, 37.5, 126.9 + 59 / 100, 37.5)


@pytest.mark.parametrize("sort", [None, "spaces", "opened", "free", "name"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_bring_every_row_once_and_in_order(sort: str | None, descending: bool) -> None:
    town()
    question = Question(sort=sort, descending=descending)
    newest = queries.version("parks")
    whole = queries.rows(newest, question, limit=200).rows
    paged: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = queries.rows(newest, question, limit=7, cursor=cursor)
        paged += page.rows
        cursor = page.cursor
        if cursor is None:
            break
    assert paged == whole
    assert len({row["_key"] for row in whole}) == 60
    values = [row[sort] for row in whole if sort and row[sort] is not None]
    assert values == sorted(values, reverse=descending)


def test_a_cursor_stays_in_its_version() -> None:
    town()
    page = queries.rows(queries.version("parks"), Question(), limit=10)
    assert page.cursor is not None
    services.keep("parks", [("015", None)], run="parks@3", at=NOON)
    began = queries.version("parks", queries.cursor_version(page.cursor))
    assert queries.rows(began, Question(), limit=10, cursor=page.cursor).rows[5]["id"] == "015"
    with pytest.raises(RejectedError, match="another version"):
        queries.rows(queries.version("parks"), Question(), cursor=page.cursor)
    with pytest.raises(RejectedError, match="cursor"):
        queries.rows(began, Question(), cursor="nonsense")


def test_groups_are_counted_and_measured() -> None:
    town()
    newest = queries.version("parks")
    measures = [Measure("count"), Measure("sum", "spaces"), Measure("max", "opened")]
    found = queries.aggregate(newest, Question(), by=["free"], measures=measures)
    assert [(row["free"], row["count"]) for row in found] == [(False, 30), (True, 30)]
    assert sum(row["sum spaces"] for row in found) == sum(spaces_of(n) or 0 for n in range(60))
    assert isinstance(found[0]["max opened"], datetime)
    whole = queries.aggregate(newest, Question(), measures=[Measure("mean", "spaces")])
    known = [spaces_of(n) for n in range(60) if n % 3]
    assert whole == [{"mean spaces": pytest.approx(sum(filter(None, known)) / len(known))}]
    for wrong in (Measure("sum", "name"), Measure("mean"), Measure("min", "nothing")):
        with pytest.raises(RejectedError):
            queries.aggregate(newest, Question(), measures=[wrong])


def test_values_of_a_column_and_rows_that_tell_the_same() -> None:
    town(12)
    newest = queries.version("parks")
    found = queries.distinct(newest, "spaces", Question())
    assert found[0] == {"value": None, "count": 4}
    assert sum(each["count"] for each in found) == 12
    assert queries.repeated(newest) == 0
    twins = [(key, {"id": key, "name": "같은 곳"}) for key in ("x", "y", "z")]
    services.keep("parks", twins, run="parks@9", at=NOON)
    assert queries.repeated(queries.version("parks")) == 2


def test_rows_are_read_as_they_are_asked_for() -> None:
    town()
    newest = queries.version("parks")
    question = Question(sort="opened", descending=True)
    assert [row["id"] for row in queries.stream(newest, question, most=3)] == ["059", "058", "057"]


def test_whoever_takes_rows_slowly_is_not_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of a million rows takes longer than a question may."""
    town()
    counting: list[object] = []

    @contextmanager
    def limited(engine: object, _: float) -> Iterator[None]:
        counting.append(engine)
        yield
        counting.pop()

    monkeypatch.setattr(asking, "limited", limited)
    stream = queries.stream(queries.version("parks"), Question(), most=60)
    assert [len(counting) for _ in stream] == [0] * 60


def test_places_are_some_of_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first rows of a register are those of one district: a map of them misleads."""
    town(60)
    version = queries.version("parks")
    drawn = queries.places(version, 20)
    assert len(drawn) == 20 == len(set(drawn))
    assert min(drawn)[0] < 127.1 < 127.4 < max(drawn)[0]
    assert queries.places(version, 20) == drawn
    assert len(queries.places(version, 100)) == 60
    monkeypatch.setattr(queries, "DRAWN_FROM", 30)
    assert len(queries.places(version, 20)) == 20
