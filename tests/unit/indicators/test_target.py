from typing import Literal

import pytest

from simin.domains.indicators.target import progress


@pytest.mark.parametrize(
    ("value", "target", "direction", "reached"),
    [
        (30.0, 15.0, "down", 0.5),
        (15.0, 15.0, "down", 1.0),
        (0.0, 15.0, "down", 1.0),
        (3.0, 0.0, "down", 0.0),
        (0.0, 0.0, "down", 1.0),
        (45.0, 60.0, "up", 0.75),
        (80.0, 60.0, "up", 1.0),
        (-5.0, 60.0, "up", 0.0),
        (45.0, 60.0, "none", None),
        (None, 60.0, "up", None),
        (45.0, None, "up", None),
    ],
)
def test_share_of_the_target(
    value: float | None,
    target: float | None,
    direction: Literal["down", "up", "none"],
    reached: float | None,
) -> None:
    assert progress(value, target, direction) == reached
