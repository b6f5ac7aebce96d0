"""A hanging sensor is found in real recordings; quiet nights and empty stations are not."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from simin.ingest.detectors.stillness import Patience, Still, after, frozen
from tests.factories import published

START = datetime(2022, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = Patience(limit=timedelta(hours=24), resting=(0.0,))


def still(results: Sequence[float], *, step: timedelta = HOUR, start: datetime = START) -> Still:
    state = None
    for number, result in enumerate(results):
        state = after(state, result, start + number * step)
    assert state is not None
    return state


def episodes(results: Sequence[float], patience: Patience) -> int:
    """How often a finding would be opened."""
    state, opened, stands = None, 0, False
    for number, result in enumerate(results):
        state = after(state, result, START + number * HOUR)
        found = frozen("s", "f", state, patience) is not None
        opened += found and not stands
        stands = found
    return opened


@pytest.mark.parametrize(
    ("results", "patience", "is_frozen"),
    [
        ([5.0] * 25, DAY, True),
        ([5.0] * 24, DAY, False),
        ([5.0] * 24 + [6.0], DAY, False),
        ([0.0] * 400, DAY, False),
        ([5.0] * 400, Patience(), False),
        ([5.0] * 3, Patience(limit=HOUR), False),
    ],
    ids=["a day", "not yet", "it moved", "may rest", "no limit", "too few values"],
)
def test_when_a_value_is_frozen(results: list[float], patience: Patience, is_frozen: bool) -> None:
    assert (frozen("s", "f", still(results), patience) is not None) is is_frozen


def test_the_finding_says_since_when_and_which_value() -> None:
    found = frozen("air/no2/mapo", "air/no2", still([0.02] + [0.031] * 37), DAY)
    assert found is not None
    assert (found.since, found.evidence["values"]) == (START + HOUR, 37)
    assert found.evidence == {"values": 37, "result": 0.031, "minutes": 2160, "limit": 1440}


@given(some.permutations(range(12)))
def test_what_is_not_newer_changes_nothing(order: list[int]) -> None:
    state: Still | None = None
    for number in order:
        before = state
        state = after(before, 1.0, START + number * HOUR)
        if before is not None and START + number * HOUR <= before.until:
            assert state is before


def dust(shared: Path) -> list[list[str]]:
    """Heading and hours of 25 districts, PM10 and PM2.5 of each."""
    path = shared / "data" / "seoul_pm_hourly_gu" / "pm_hourly_25gu_2022-01_08.csv.gz"
    return published.lines(path, "utf-8")


def test_dust_that_stood_for_23_days_is_found(shared: Path) -> None:
    """Dongdaemun from 8 August 2022: 555 hours of exactly 18."""
    heading, *hours = dust(shared)
    column = heading.index("동대문구_10PM")
    until = next(n for n, row in enumerate(hours) if row[0] == "2022-08-31 20:00") + 1
    found = frozen("s", "f", still([float(row[column]) for row in hours[:until]]), DAY)
    assert found is not None
    assert (found.evidence["values"], found.evidence["result"]) == (555, 18.0)


def test_of_50_series_over_eight_months_47_stretches_are_named(shared: Path) -> None:
    """12,150 days of a series: one in 260 has an episode, most where gaps were filled in."""
    columns = list(zip(*dust(shared)[1:], strict=True))[1:]
    named = [episodes([float(cell) for cell in column], DAY) for column in columns]
    assert len(named) == 50
    assert sum(named) == 47


def test_the_citys_mean_is_never_frozen(shared: Path) -> None:
    """Four years of hours; sulphur dioxide stands at 0.003 for days, which its resolution is."""
    told = published.rows(
        shared / "data" / "seoul_air_hourly_city" / "seoul-air_2018-2021.csv.gz", "utf-8"
    )
    for column in ("초미세먼지", "미세먼지", "오존"):
        assert episodes(published.numbers([row[column] for row in told]), DAY) == 0
    sulphur = published.numbers([row["아황산가스"] for row in told])
    assert episodes(sulphur, DAY) > 0
    assert episodes(sulphur, Patience(limit=timedelta(hours=96))) == 0


def test_two_stations_that_never_reported_are_found_among_667(shared: Path) -> None:
    path = (
        shared / "data" / "city_mexico_bikes" / "ecobici_gbfs_station_status_2024-04-05_14.tar.xz"
    )
    bikes: dict[str, Still | None] = {}
    told: dict[str, Still | None] = {}
    for document in published.packed(path, "station_status/"):
        at = datetime.fromtimestamp(document["last_updated"], UTC)
        for station in document["data"]["stations"]:
            name = station["station_id"]
            bikes[name] = after(bikes.get(name), station["num_bikes_available"], at)
            told[name] = after(told.get(name), station["last_reported"], at)
    patience = Patience(limit=timedelta(hours=24))
    never = [name for name, state in told.items() if state and frozen(name, "f", state, patience)]
    assert sorted(never) == ["688", "689"]
    resting = Patience(limit=timedelta(hours=24), resting=(0.0,))
    empty = [name for name, state in bikes.items() if state and frozen(name, "f", state, resting)]
    assert empty == [], "an empty station is empty, not frozen"
