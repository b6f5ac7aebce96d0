"""The Korean comprehensive air-quality index, against its published table."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.indicators.definition import (
    BreakpointsDefinition,
    IndexDefinition,
    SurchargeDefinition,
)
from simin.domains.indicators.index import comprehensive, sub_index

#: Bands as published: lowest and highest concentration of good, moderate, bad, very bad.
OFFICIAL = {
    "so2": ((0, 0.02), (0.021, 0.05), (0.051, 0.15), (0.151, 1)),
    "co": ((0, 2), (2.01, 9), (9.01, 15), (15.01, 50)),
    "o3": ((0, 0.03), (0.031, 0.09), (0.091, 0.15), (0.151, 0.6)),
    "no2": ((0, 0.03), (0.031, 0.06), (0.061, 0.2), (0.201, 2)),
    "pm10": ((0, 30), (31, 80), (81, 150), (151, 600)),
    "pm25": ((0, 15), (16, 35), (36, 75), (76, 500)),
}
INDEX = ((0, 50), (51, 100), (101, 250), (251, 500))

CAI = IndexDefinition(
    id="cai",
    breakpoints=tuple(
        BreakpointsDefinition(
            property=name,
            concentration=tuple(float(edge) for band in bands for edge in band),
            index=tuple(float(edge) for band in INDEX for edge in band),
        )
        for name, bands in OFFICIAL.items()
    ),
    surcharge=SurchargeDefinition(beyond=100, two=50, three=75),
)
POINTS = {points.property: points for points in CAI.breakpoints}


@pytest.mark.parametrize("name", OFFICIAL)
@pytest.mark.parametrize("band", range(4))
def test_the_edges_of_every_band(name: str, band: int) -> None:
    for concentration, expected in zip(OFFICIAL[name][band], INDEX[band], strict=True):
        assert sub_index(concentration, POINTS[name]) == pytest.approx(expected)


@pytest.mark.parametrize("name", OFFICIAL)
@pytest.mark.parametrize("band", range(4))
@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_the_published_formula_inside_every_band(name: str, band: int, share: float) -> None:
    (low, high), (index_low, index_high) = OFFICIAL[name][band], INDEX[band]
    concentration = low + share * (high - low)
    formula = (index_high - index_low) / (high - low) * (concentration - low) + index_low
    assert sub_index(concentration, POINTS[name]) == pytest.approx(formula)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"pm25": 50.0}, (250 - 101) / (75 - 36) * (50 - 36) + 101),
        ({"pm25": 15.0, "pm10": 80.0}, 100),
        ({"pm25": 35.0, "pm10": 10.0, "o3": 0.15}, 250),
        ({"pm25": 36.0, "pm10": 80.0}, 101),
        ({"pm25": 36.0, "pm10": 81.0}, 101 + 50),
        ({"pm25": 75.0, "pm10": 81.0, "o3": 0.091, "no2": 0.061}, 250 + 75),
        ({"pm25": 500.0, "pm10": 600.0, "so2": 1.0}, 500),
        ({"pm10": 0.0}, 0),
        ({}, None),
        ({"lead": 9.0}, None),
    ],
)
def test_the_largest_sub_index_wins_and_grows_where_several_are_bad(
    values: dict[str, float], expected: float | None
) -> None:
    assert comprehensive(values, CAI) == (None if expected is None else pytest.approx(expected))


@given(st.sampled_from(sorted(OFFICIAL)), st.lists(st.floats(0, 700), min_size=2, max_size=9))
def test_more_dirt_never_means_a_better_index(name: str, dirt: list[float]) -> None:
    found = [sub_index(concentration, POINTS[name]) for concentration in sorted(dirt)]
    assert all(low <= high for low, high in pairwise(found))
    assert found[0] >= 0 and found[-1] <= 500


def test_an_index_without_a_surcharge_is_its_largest_part() -> None:
    plain = IndexDefinition(id="plain", breakpoints=CAI.breakpoints)
    assert comprehensive({"pm25": 75.0, "pm10": 150.0}, plain) == 250
