"""Another unit moves all datastreams by one factor; no event does."""

from itertools import pairwise
from pathlib import Path

import pytest

from simin.ingest.detectors.unit_jump import undoes, unit_jump
from tests.factories import published

FACTORS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)


def dust(shared: Path) -> list[list[float]]:
    """PM10 of 25 districts, hour by hour."""
    told = published.lines(
        shared / "data" / "seoul_pm_hourly_gu" / "pm_hourly_25gu_2022-01_08.csv.gz", "utf-8"
    )
    columns = [number for number, name in enumerate(told[0]) if name.endswith("_10PM")]
    return [[float(row[number]) for number in columns] for row in told[1:]]


def test_no_hour_of_real_dust_is_taken_for_another_unit(shared: Path) -> None:
    hours = dust(shared)
    alarms = [
        number
        for number, (before, now) in enumerate(pairwise(hours))
        if unit_jump("air/pm10", "µg/m³", list(zip(before, now, strict=True)))
    ]
    assert len(hours) == 5832
    assert alarms == []


@pytest.mark.parametrize("factor", FACTORS)
def test_nearly_every_hour_another_factor_would_be_seen(shared: Path, factor: float) -> None:
    hours = dust(shared)
    seen = [
        found is not None and found.evidence["factor"] == factor
        for before, now in pairwise(hours)
        for found in [
            unit_jump(
                "air/pm10",
                "µg/m³",
                [(a, b * factor) for a, b in zip(before, now, strict=True)],
            )
        ]
    ]
    print(sum(seen), len(seen))
    assert sum(seen) > 0.5 * len(seen)


@pytest.mark.parametrize(
    ("before", "now", "names"),
    [
        ([18, 19, 20, 18, 21], [64.4, 66.2, 68.0, 66, 70], ("°C", "°F")),
        ([64.4, 66.2, 68.0, 66, 70], [18, 19, 20, 18, 21], ("°F", "°C")),
        ([18, 19, 20, 18, 21], [19, 20, 21, 19, 22], None),
        ([18, 19, 20, 18, 21], [64.4, 20, 21, 19, 22], None),
    ],
)
def test_fahrenheit_for_celsius(
    before: list[float], now: list[float], names: tuple[str, str] | None
) -> None:
    found = unit_jump("weather/temperature", "°C", list(zip(before, now, strict=True)))
    assert ((found.evidence["from"], found.evidence["to"]) if found else None) == names


def test_one_datastream_and_one_that_stands_alone_are_not_judged() -> None:
    assert unit_jump("f", "ppm", [(0.03, 30.0)]) is None
    assert unit_jump("f", "ppm", [(0.03, 30.0)] + [(0.03, 0.031)] * 9) is None
    assert unit_jump("f", "mm", [(0.0, 0.0)] * 9) is None


def test_the_way_back_undoes_it() -> None:
    there = unit_jump("f", "ppm", [(0.03, 30.0)] * 6)
    back = unit_jump("f", "ppm", [(30.0, 0.03)] * 6)
    further = unit_jump("f", "ppm", [(30.0, 300.0)] * 6)
    assert there and back and further
    assert undoes(there.evidence, back.evidence)
    assert not undoes(there.evidence, further.evidence)
