"""Sealed or hot, nobody who reads sees a difference; nothing is lost or doubled on the way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as installed
from django.db import connection

from simin.domains.observations import hot, journal, queries, sealing, services
from simin.domains.observations.errors import UnknownObservationError
from simin.domains.observations.models import Observation, Segment, Superseded
from simin.domains.observations.sensorthings import publishing
from simin.domains.observations.sensorthings.viewer import Viewer
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"
REAL = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL nothing is sealed: partitions do the same")
    settings.SIMIN_OBSERVATIONS = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(journal, "HOT", 3)
    monkeypatch.setattr(sealing, "ENOUGH", 1)
    found_observed_town()
    yield tmp_path
    assert tmp_path == installed.SIMIN_OBSERVATIONS


def hours(slug: str, first: int, last: int, offset: float = 0.0) -> None:
    new = [observed(slug, NOON + hour * HOUR, hour + offset) for hour in range(first, last)]
    recorded(*new, at=NOON + 2000 * HOUR)


def everything() -> list[object]:
    return [
        [paged(slug) for slug in (EAST, WEST)],
        queries.latest_of_family("air/pm25"),
        queries.hourly_of(["air/pm25"], NOON - 99 * HOUR, NOON + 2000 * HOUR),
        queries.daily_of(["air/pm25"], NOON - 99 * HOUR, NOON + 2000 * HOUR),
        queries.hours_of_family("air/pm25", NOON - 99 * HOUR, NOON + 2000 * HOUR),
        queries.search(limit=5000, count=True),
        queries.search("result >= ?", [100.0], order="result DESC, observation", count=True),
    ]


def paged(slug: str) -> list[object]:
    seen: list[object] = []
    before = None
    while True:
        page = queries.raw(slug, before=before, limit=7)
        seen += page.rows
        before = page.next
        if before is None:
            return seen


def test_what_is_sealed_reads_as_before() -> None:
    hours(EAST, 0, 900)
    hours(WEST, 0, 20)
    hours(EAST, 5, 9, offset=0.5)
    before = everything()
    assert sealing.seal() == 904 - 3 + 20 - 3
    assert Observation.objects.count() == 6
    assert [segment.file[:7] for segment in Segment.objects.order_by("file")] == [
        "2022-03",
        "2022-04",
    ]
    assert everything() == before


def test_a_large_batch_is_sealed_at_once_but_for_its_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "LARGE", 10)
    hours(EAST, 0, 100)
    assert Observation.objects.count() == 3
    assert [row.result for row in queries.raw(EAST, limit=5).rows] == [99, 98, 97, 96, 95]
    assert queries.search(count=True).total == 100


def test_the_newest_rows_are_read_without_a_segment(monkeypatch: pytest.MonkeyPatch) -> None:
    hours(EAST, 0, 50)
    sealing.seal()
    Segment.objects.update(file="gone.parquet")
    assert [row.result for row in queries.raw(EAST, limit=2).rows] == [49, 48]


def test_a_repeat_of_what_is_sealed_changes_nothing() -> None:
    hours(EAST, 0, 50)
    sealing.seal()
    before = everything()
    new = [observed(EAST, NOON + hour * HOUR, float(hour)) for hour in range(50)]
    assert recorded(*new, at=NOON + 2000 * HOUR).repeated == 50
    assert everything() == before


def test_a_correction_of_what_is_sealed_wins_everywhere() -> None:
    hours(EAST, 0, 50)
    sealing.seal()
    queries.search("result = ?", [10.0], count=True)
    done = recorded(observed(EAST, NOON + 10 * HOUR, 999.0), at=NOON + 2000 * HOUR)
    assert done.corrected == 1
    assert queries.search("result = ?", [10.0], count=True).total == 0
    (row,) = queries.search("result = ?", [999.0]).rows
    assert row.observation == row.position - 40
    (hour,) = queries.hourly([EAST], NOON + 10 * HOUR, NOON + 11 * HOUR)
    assert hour.tally.total == 999.0
    before = everything()
    sealing.seal()
    assert everything() == before
    assert Superseded.objects.count() == 1


def test_a_correction_while_the_files_are_written_wins_everywhere() -> None:
    hours(EAST, 0, 50)
    ready = sealing.prepare()
    assert ready is not None
    recorded(observed(EAST, NOON + 10 * HOUR, 999.0), at=NOON + 2000 * HOUR)
    before = everything()
    assert sealing.enter(ready)
    assert everything() == before
    assert queries.search("result = ?", [10.0], count=True).total == 0
    sealing.seal()
    assert everything() == before


def test_rows_forgotten_while_the_files_are_written_do_not_come_back() -> None:
    hours(EAST, 0, 50)
    ready = sealing.prepare()
    assert ready is not None
    sealing.seal()
    before = everything()
    assert not sealing.enter(ready)
    assert everything() == before


def test_small_segments_are_compacted_and_read_as_before(folder: Path) -> None:
    for start in range(0, 90, 10):
        hours(EAST, start, start + 10)
        sealing.seal()
    recorded(observed(EAST, NOON + HOUR, 999.0), at=NOON + 2000 * HOUR)
    before = everything()
    count = Segment.objects.count()
    assert sealing.compact(now=REAL) == count
    assert Segment.objects.filter(retired_at=None).count() == 1
    assert everything() == before
    assert not Superseded.objects.exists()
    assert len(list(folder.glob("*.parquet"))) == count + 1
    assert sealing.discard(now=REAL + timedelta(seconds=30)) == 0
    assert sealing.discard(now=REAL + timedelta(hours=1)) == count
    assert len(list(folder.glob("*.parquet"))) == 1
    assert everything() == before


def test_a_segment_of_which_much_is_noted_is_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LARGE", 10)
    monkeypatch.setattr(sealing, "MANY_NOTED", 3)
    hours(EAST, 0, 20)
    sealing.seal()
    hours(EAST, 0, 2, offset=0.5)
    assert (sealing.compact(now=REAL), Superseded.objects.count()) == (0, 2)
    hours(EAST, 2, 4, offset=0.5)
    before = everything()
    assert (sealing.compact(now=REAL), Superseded.objects.count()) == (1, 0)
    assert everything() == before
    assert sealing.compact(now=REAL) == 0


def test_one_observation_is_changed_without_a_look_at_all_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hours(EAST, 0, 20)
    sealing.seal()
    numbers = [row.observation for row in queries.search(order="phenomenon_time", limit=50).rows]
    monkeypatch.setattr(hot, "everything", None)
    sealed, fresh = numbers[3], numbers[-1]
    for number in (sealed, fresh):
        for result in (100.0, 200.0):
            services.correct(number, {"result": result}, at=NOON + 2000 * HOUR, zone=ZONE)
    services.delete(sealed, at=NOON + 2000 * HOUR, zone=ZONE)
    with pytest.raises(UnknownObservationError):
        services.delete(sealed, at=NOON + 2000 * HOUR, zone=ZONE)
    monkeypatch.undo()
    assert [row.result for row in queries.search("result >= 100").rows] == [200.0]


def test_files_that_nobody_knows_are_swept(folder: Path) -> None:
    hours(EAST, 0, 50)
    sealing.seal()
    (folder / "2022-03-stray.parquet").write_bytes(b"x")
    (folder / ".2022-03.parquet.1.part").write_bytes(b"x")
    sealing.discard(now=datetime(2000, 1, 1, tzinfo=UTC))
    assert len(list(folder.glob("*.parquet"))) == 2
    sealing.discard(now=datetime(2200, 1, 1, tzinfo=UTC))
    assert not list(folder.glob("*stray*"))
    assert not list(folder.glob(".*.part"))
    assert queries.search(count=True).total == 50


def test_a_segment_is_what_its_catalogue_says(folder: Path) -> None:
    hours(EAST, 0, 50)
    sealing.seal()
    assert sealing.damaged() == []
    segment = Segment.objects.get()
    (folder / segment.file).write_bytes(b"PAR1")
    assert sealing.damaged() == [segment.file]


def test_who_was_away_is_told_what_was_sealed_meanwhile() -> None:
    hours(WEST, 0, 1)
    left = publishing.head()
    hours(EAST, 0, 10)
    sealing.seal()
    told, until = publishing.after(left, Viewer(), 100)
    assert [seen.row.result for seen in told] == list(range(10))
    assert publishing.after(until, Viewer(), 100) == ([], until)
