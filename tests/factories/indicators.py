"""Indicators of the small observed town, and how to define them."""

from typing import Any

from simin.domains.indicators import services
from simin.domains.indicators.definition import (
    BreakpointsDefinition,
    IndexDefinition,
    IndicatorDefinition,
    ScaleDefinition,
)
from simin.domains.picture.card import Section

SCALES = [
    ScaleDefinition(id="pm25", direction="down", good=15, moderate=35, bad=75),
    ScaleDefinition(id="cai", direction="down", good=50, moderate=100, bad=250),
]
INDEXES = [
    IndexDefinition(
        id="cai",
        breakpoints=(
            BreakpointsDefinition(
                property="pm25", concentration=(0, 15, 35, 75, 500), index=(0, 50, 100, 250, 500)
            ),
            BreakpointsDefinition(
                property="pm10", concentration=(0, 30, 80, 150, 600), index=(0, 50, 100, 250, 500)
            ),
        ),
    )
]


def indicator(id_: str, **fields: Any) -> IndicatorDefinition:
    words = {"ko": id_, "en": id_}
    shape: dict[str, Any] = {
        "name": words,
        "section": Section.NOW,
        "unit": "µg/m³",
        "method": {"ko": "평균", "en": "mean"},
    }
    return IndicatorDefinition(id=id_, **shape | fields)


PM25 = indicator(
    "air/pm25",
    name={"ko": "초미세먼지", "en": "PM2.5"},
    domain="air",
    levels="pm25",
    owner="climate",
    owner_name={"ko": "기후국", "en": "Climate office"},
    direction="down",
    target=15.0,
    family="air/pm25",
    featured=True,
)
CAI = indicator(
    "air/cai",
    domain="air",
    unit="CAI",
    levels="cai",
    aggregate="index",
    index="cai",
    inputs={"pm25": "air/pm25", "pm10": "air/pm10"},
    rank=1,
)


def define(*indicators: IndicatorDefinition) -> None:
    services.define_scales(SCALES, INDEXES)
    services.define_indicators(indicators)
