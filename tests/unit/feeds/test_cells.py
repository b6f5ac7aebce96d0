"""Values as sources write them."""

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.ingest.rows import cells
from simin.ingest.rows.cells import UnreadableError


@pytest.mark.parametrize(
    ("sent", "unit", "read"),
    [
        ("41557", None, 41557.0),
        (" 1,234,567.5 ", None, 1234567.5),
        ("-0.5", None, -0.5),
        ("−3", None, -3.0),
        ("３８", None, 38.0),
        ("1,050 명", "명", 1050.0),
        ("25℃", "°C", 25.0),
        ("25 ㎍/㎥", "μg/m3", 25.0),
        ("2.0e3", None, 2000.0),
        (7, None, 7.0),
    ],
)
def test_numbers(sent: object, unit: str | None, read: float) -> None:
    assert cells.number(sent, unit) == read


@pytest.mark.parametrize(
    ("sent", "unit"),
    [
        ("", None),
        ("-", None),
        ("2,50", None),
        ("1.234,5", None),
        ("25 ppm", "ppb"),
        ("25 ppm", None),
        ("nan", None),
        ("1e999", None),
        ("0x10", None),
        ("12 13", None),
        (True, None),
        ({}, None),
        (math.inf, None),
        pytest.param(10**400, None, id="whole and far too large"),
        ("스물", None),
    ],
)
def test_what_is_no_number_is_never_guessed(sent: object, unit: str | None) -> None:
    with pytest.raises(UnreadableError):
        cells.number(sent, unit)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_out_is_read_back(number: float) -> None:
    assert cells.number(repr(number)) == number


@given(st.text() | st.binary() | st.none() | st.booleans() | st.floats())
def test_any_value_is_a_finite_number_or_unreadable(sent: object) -> None:
    with suppress(UnreadableError):
        assert math.isfinite(cells.number(sent))


@pytest.mark.parametrize(
    ("sent", "read"), [("Y", True), ("n", False), (1, True), (0.0, False), ("예", True)]
)
def test_yes_and_no(sent: object, read: bool) -> None:
    assert cells.boolean(sent) is read


@pytest.mark.parametrize(
    ("sent", "missing", "is_missing"),
    [(None, (), True), ("  ", (), True), ("-", ("-",), True), (0, (), False), ("0", (), False)],
)
def test_zero_is_a_value_and_blank_is_none(
    sent: object, missing: tuple[str, ...], is_missing: bool
) -> None:
    assert cells.is_missing(sent, missing) is is_missing
