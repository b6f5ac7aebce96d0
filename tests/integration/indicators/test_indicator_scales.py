"""Scales and breakpoints that cannot be right are refused."""

import pytest

from simin.domains.indicators import queries, services
from simin.domains.indicators.definition import (
    BreakpointsDefinition,
    IndexDefinition,
    ScaleDefinition,
)
from simin.kit.errors import RejectedError

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "scale",
    [
        ScaleDefinition(id="x", direction="down", good=15, moderate=15, bad=75),
        ScaleDefinition(id="x", direction="up", good=15, moderate=35, bad=75),
        ScaleDefinition(id="x", direction="down", good=15, moderate=35),
        ScaleDefinition(
            id="x", direction="range", good_range=(6, 8), moderate_range=(5, 7), bad_range=(4, 9)
        ),
    ],
)
def test_thresholds_follow_the_direction(scale: ScaleDefinition) -> None:
    with pytest.raises(RejectedError) as refused:
        services.define_scales([scale])
    assert refused.value.field == "levels.x"
    assert queries.scales() == {}


@pytest.mark.parametrize(
    ("concentration", "index", "field"),
    [
        ((0.0, 15.0), (0.0,), "indexes.cai.pm25"),
        ((0.0,), (0.0,), "indexes.cai.pm25"),
        ((0.0, 15.0, 15.0), (0.0, 50.0, 100.0), "indexes.cai.pm25.concentration"),
    ],
)
def test_breakpoints_rise(
    concentration: tuple[float, ...], index: tuple[float, ...], field: str
) -> None:
    points = BreakpointsDefinition(property="pm25", concentration=concentration, index=index)
    with pytest.raises(RejectedError) as refused:
        services.define_scales([], [IndexDefinition(id="cai", breakpoints=(points,))])
    assert refused.value.field == field
