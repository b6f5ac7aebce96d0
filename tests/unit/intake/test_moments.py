"""Times are read alike however many are written alike."""

import msgspec
import pytest

from simin.web.intake.moments import NONE, Moment, column, column_with_gaps, micros

ALIKE = [
    ["2022-03-05T04:00:00Z", "1999-12-31T23:59:59Z", "2024-02-29T00:00:00Z"],
    ["2022-03-05T04:00:00.123Z"],
    ["2022-03-05T04:00:00.123456Z", "0001-01-01T00:00:00.000000Z"],
    ["2022-03-05T04:00:00+09:00", "2022-03-05T04:00:00Z"],
    ["2022-03-05T04:00:00.1Z", "2022-03-05T04:00:00Z"],
]


@pytest.mark.parametrize("texts", ALIKE)
def test_a_column_is_what_its_texts_are_one_by_one(texts: list[str]) -> None:
    moments = msgspec.convert(texts, list[Moment])
    assert column(texts).tolist() == [micros(at) for at in moments]


@pytest.mark.parametrize(
    "wrong",
    [
        "2022-02-30T00:00:00Z",
        "2022-03-05T24:00:01Z",
        "2022-03-05T04:00:00 ",
        "2022-03-05T04:00:00",
        "2022-03-05 04.00.00Z",
        "-022-03-05T04:00:00Z",
        "0000-03-05T04:00:00Z",
        "２022-03-05T04:00:00",
        "",
    ],
)
def test_what_is_no_time_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        column([wrong, "2022-03-05T04:00:00Z"])
    with pytest.raises(ValueError):
        column([wrong])


def test_gaps_stay_gaps() -> None:
    at = "1970-01-01T00:00:01Z"
    assert column_with_gaps([None, at, None]).tolist() == [NONE, 1_000_000, NONE]
    assert column_with_gaps([None]).tolist() == [NONE]
