from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from simin.domains.observations.intake import FUTURE_TOLERANCE, fault
from simin.domains.observations.observation import NewObservation

AT = datetime(2022, 3, 5, tzinfo=UTC)
GOOD = NewObservation("air/pm25/east", AT, 12.0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"datastream": "air/pm25/nowhere"}, "datastream"),
        ({"result": float("nan")}, "result"),
        ({"result": float("-inf")}, "result"),
        ({"phenomenon_time": AT.replace(tzinfo=None)}, "phenomenon_time"),
        ({"result_time": AT.replace(tzinfo=None)}, "result_time"),
        ({"recorded_at": AT.replace(tzinfo=None)}, "recorded_at"),
        ({"phenomenon_time": AT + FUTURE_TOLERANCE + timedelta(seconds=1)}, "phenomenon_time"),
        ({"quality": ("a\nb",)}, "quality"),
        ({"quality": ("",)}, "quality"),
    ],
)
def test_bad_input_gets_an_error_that_names_the_field(change: dict[str, Any], field: str) -> None:
    error = fault(_changed(change), KNOWN, AT)
    assert error is not None
    assert error.field == field


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"result": None},
        {"result": 0.0},
        {"quality": ("점검및교정", "통신장애")},
        {"phenomenon_time": AT + FUTURE_TOLERANCE},
    ],
)
def test_good_input_passes(change: dict[str, Any]) -> None:
    assert fault(_changed(change), KNOWN, AT) is None


KNOWN = {"air/pm25/east"}


def _changed(change: dict[str, Any]) -> NewObservation:
    return replace(GOOD, **change)
