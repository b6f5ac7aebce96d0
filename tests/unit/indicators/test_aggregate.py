from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.indicators.aggregate import Figures, Part, figures
from simin.domains.indicators.definition import (
    Aggregate,
    BreakpointsDefinition,
    IndexDefinition,
    IndicatorDefinition,
)
from simin.domains.picture.card import Section

AT = datetime(2022, 3, 5, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)

INDEX = IndexDefinition(
    id="both",
    breakpoints=(
        BreakpointsDefinition(property="a", concentration=(0, 10), index=(0, 100)),
        BreakpointsDefinition(property="b", concentration=(0, 100), index=(0, 100)),
    ),
)


def made(aggregate: Aggregate, decimals: int = 1) -> IndicatorDefinition:
    return IndicatorDefinition(
        id="x/y",
        name={},
        section=Section.NOW,
        unit="",
        method={},
        decimals=decimals,
        family=None if aggregate == "index" else "f",
        aggregate=aggregate,
        index="both" if aggregate == "index" else None,
        inputs={"a": "fa", "b": "fb"} if aggregate == "index" else {},
    )


PARTS = [
    Part("f", "east", 10.0, AT),
    Part("f", "east", 20.0, LATER),
    Part("f", "west", 2.04, AT),
    Part("of another family", "west", 999.0, AT),
]


@pytest.mark.parametrize(
    ("aggregate", "city", "east", "west"),
    [
        ("mean", 10.7, 15.0, 2.0),
        ("sum", 32.0, 30.0, 2.0),
        ("max", 20.0, 20.0, 2.0),
        ("min", 2.0, 10.0, 2.0),
        ("latest", 20.0, 20.0, 2.0),
    ],
)
def test_parts_come_to_a_number(
    aggregate: Aggregate, city: float, east: float, west: float
) -> None:
    assert figures(made(aggregate), None, PARTS) == Figures(city, {"east": east, "west": west})


@pytest.mark.parametrize("aggregate", ["mean", "sum", "max", "min", "latest", "index"])
def test_no_parts_come_to_no_number(aggregate: Aggregate) -> None:
    assert figures(made(aggregate), INDEX, []) == Figures(None, {})


def test_a_city_value_has_no_districts() -> None:
    assert figures(made("sum"), None, [Part("f", None, 7.0, AT)]) == Figures(7.0, {})


def test_a_district_has_its_largest_sub_index_and_the_city_their_mean() -> None:
    parts = [
        Part("fa", "east", 3.0, AT),  # 30
        Part("fb", "east", 60.0, AT),  # 60
        Part("fb", "west", 20.0, AT),  # 20, and its other input is missing
    ]
    assert figures(made("index"), INDEX, parts) == Figures(40.0, {"east": 60.0, "west": 20.0})


def test_numbers_have_the_indicators_decimals() -> None:
    assert figures(made("mean", decimals=0), None, PARTS).value == 11.0
