from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.indicators.aggregate import Figures
from simin.domains.indicators.definition import Aggregate, IndicatorDefinition
from simin.domains.indicators.series import Moment, moments, span_value, spark
from simin.domains.observations.reading import Span
from simin.domains.observations.tally import Tally
from simin.domains.picture.card import Section

HOUR = timedelta(hours=1)
START = datetime(2022, 3, 5, tzinfo=UTC)
TALLY = Tally(2, 30.0, 10.0, 20.0, 20.0, START, 1)


def made(aggregate: Aggregate) -> IndicatorDefinition:
    return IndicatorDefinition(
        id="x/y", name={}, section=Section.NOW, unit="", method={}, family="f", aggregate=aggregate
    )


@pytest.mark.parametrize(
    ("aggregate", "value"),
    [("mean", 15.0), ("max", 20.0), ("min", 10.0), ("sum", 20.0), ("latest", 20.0)],
)
def test_what_a_span_stands_for(aggregate: Aggregate, value: float) -> None:
    assert span_value(made(aggregate), Span("f/e", "f", "e", START, TALLY)) == value


def test_a_span_without_valid_values_makes_no_moment() -> None:
    spans = [
        Span("f/e", "f", "e", START, Tally(invalid=4)),
        Span("f/e", "f", "e", START + HOUR, TALLY),
        Span("f/w", "f", "w", START + HOUR, Tally(1, 45.0, 45.0, 45.0, 45.0, START)),
    ]
    assert moments(made("mean"), None, spans) == [
        Moment(START + HOUR, Figures(30.0, {"e": 15.0, "w": 45.0}))
    ]


def line(*hours: int) -> list[Moment]:
    return [Moment(START + hour * HOUR, Figures(float(hour), {})) for hour in hours]


@pytest.mark.parametrize(
    ("hours", "now", "start", "values"),
    [
        # The running hour has a value: the grid ends with it.
        (range(40), 39.5, 16, list(range(16, 40))),
        # It has none yet: the grid ends one before it.
        (range(40), 40.2, 16, list(range(16, 40))),
        # Hours are missing, and a long silence is a gap, not a shorter line.
        ((30, 32), 35.0, 11, [None] * 19 + [30, None, 32, None, None]),
        ((5,), 6.0, -18, [None] * 23 + [5]),
    ],
)
def test_a_spark_line_is_even_and_keeps_its_gaps(
    hours: range | tuple[int, ...], now: float, start: int, values: list[float | None]
) -> None:
    found = spark(line(*hours), START + now * HOUR, HOUR)
    assert found == {"values": values, "start": START + start * HOUR, "step": 3600}


def test_no_moments_or_only_old_ones_make_an_empty_line() -> None:
    assert spark([], START, HOUR)["values"] == []
    assert spark(line(1), START + 40 * HOUR, HOUR)["values"] == []


def test_days_of_a_zone_whose_clocks_change_fall_into_their_place() -> None:
    days = [START + i * timedelta(days=1) + (HOUR if i > 3 else 0 * HOUR) for i in range(8)]
    found = [Moment(day, Figures(float(i), {})) for i, day in enumerate(days)]
    values = spark(found, days[-1] + HOUR, timedelta(days=1))["values"]
    assert values == [None] * 16 + [float(i) for i in range(8)]
