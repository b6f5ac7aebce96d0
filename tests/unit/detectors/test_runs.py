"""What is wrong with how a source delivers: never newer, not run, another past, wrong parts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simin.ingest.detectors.containers import containers
from simin.ingest.detectors.frozen_source import frozen_source
from simin.ingest.detectors.history import replaced_history
from simin.ingest.detectors.schedules import paused
from simin.ingest.detectors.unions import Part, mixed_union
from tests.factories import published

NOON = datetime(2022, 3, 5, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("newest", "runs", "budget", "is_found"),
    [
        (NOON - 121 * MINUTE, 3, 60, True),
        (NOON - 121 * MINUTE, 2, 60, False),
        (NOON - 119 * MINUTE, 9, 60, False),
        (None, 9, 60, False),
    ],
    ids=["stands", "too few runs", "within twice its budget", "says no time"],
)
def test_an_answer_that_never_gets_newer(
    newest: datetime | None, runs: int, budget: int, is_found: bool
) -> None:
    found = frozen_source(newest=newest, runs=runs, now=NOON, budget=budget * MINUTE)
    assert (found is not None) is is_found


def test_a_real_feed_that_was_asked_210_times_was_never_frozen(shared: Path) -> None:
    """The same answers, held up at the hundredth, are."""
    path = shared / "data/city_mexico_bikes/ecobici_gbfs_station_status_2024-04-05_14.tar.xz"
    times = [
        datetime.fromtimestamp(document["last_updated"], UTC)
        for document in published.packed(path, "station_status/")
    ]

    def alarms(said: list[datetime]) -> int:
        newest, runs, found = said[0], 0, 0
        for at, told in zip(times, said, strict=True):
            newest, runs = (told, 0) if told > newest else (newest, runs + 1)
            found += frozen_source(newest=newest, runs=runs, now=at, budget=60 * MINUTE) is not None
        return found

    assert len(times) == 210
    assert alarms(times) == 0
    assert alarms(times[:100] + [times[99]] * 110) > 100


@pytest.mark.parametrize(
    ("late", "every", "is_paused"),
    [(16, 5, True), (14, 5, False), (4, 1, False), (6, 1, True), (-5, 1, False)],
)
def test_a_schedule_that_passed_without_a_run(late: int, every: int, is_paused: bool) -> None:
    found = paused(due=NOON - late * MINUTE, every=every * MINUTE, now=NOON)
    assert (found is not None) is is_paused


def test_a_feed_without_a_turn_is_not_paused() -> None:
    assert paused(due=None, every=MINUTE, now=NOON) is None


@pytest.mark.parametrize(
    ("corrected", "repeated", "is_replaced"),
    [(720, 24, True), (49, 0, False), (50, 51, False), (0, 744, False), (24, 720, False)],
)
def test_a_past_that_changed(corrected: int, repeated: int, is_replaced: bool) -> None:
    assert (replaced_history(corrected=corrected, repeated=repeated) is not None) is is_replaced


def test_a_subway_month_loaded_twice_is_repeated_and_another_month_is_replaced(
    shared: Path,
) -> None:
    """September told under October's days is a load over the series; October again is nothing."""

    def riders(month: str, encoding: str) -> dict[tuple[str, ...], str]:
        told = published.lines(
            shared / f"data/seoul_subway_daily/CARD_SUBWAY_MONTH_{month}.csv.gz", encoding
        )[1:]
        return {(row[0][6:], row[1], row[3 if month == "201911" else 2]): row[-3] for row in told}

    october, september = riders("201910", "utf-8-sig"), riders("201909", "utf-8-sig")

    def judged(now: dict[tuple[str, ...], str]) -> bool:
        known = october.keys() & now.keys()
        corrected = sum(october[key] != now[key] for key in known)
        found = replaced_history(corrected=corrected, repeated=len(known) - corrected)
        return found is not None

    assert not judged(october)
    assert judged(september)


def test_a_container_becomes_a_finding() -> None:
    noticed = {"encoding": "utf-8", "nested csv": "1", "format": "html"}
    assert [one.detector for one in containers(noticed)] == ["nested-csv", "disguised-table"]
    assert containers({"encoding": "cp949", "separator": ","}) == []


EAST = Part("air/pm25/east", "µg/m³", 3600, "east")
WEST = Part("air/pm25/west", "µg/m³", 3600, "west")


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ([EAST, WEST], None),
        ([EAST], None),
        ([EAST, Part("x", "ppm", 3600, "west")], "units"),
        ([EAST, Part("x", "µg/m³", 86400, "west")], "periods"),
        ([EAST, WEST, Part("x", "µg/m³", 3600, "west")], "twice"),
        ([EAST, WEST, Part("air/pm25", "µg/m³", 3600, None)], "whole"),
        ([Part("air/pm25", "µg/m³", 3600, None)], None),
        ([Part(str(number), "°C", 120, None) for number in range(1100)], None),
        ([EAST, WEST, EAST, WEST, WEST], None),
        ([EAST, Part("x", "µg/m³", 3600, None, 12)], None),
    ],
)
def test_parts_that_are_no_series(parts: list[Part], wrong: str | None) -> None:
    found = mixed_union("air/pm25", parts)
    assert (next(iter(found.evidence)) if found else None) == wrong
