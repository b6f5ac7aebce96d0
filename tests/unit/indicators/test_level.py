import pytest

from simin.domains.indicators.definition import ScaleDefinition
from simin.domains.indicators.level import Level, level

PM25 = ScaleDefinition(id="pm25", direction="down", good=15, moderate=35, bad=75)
SHARE = ScaleDefinition(id="share", direction="up", good=90, moderate=75, bad=50)
ACIDITY = ScaleDefinition(
    id="acidity",
    direction="range",
    good_range=(6.5, 8.0),
    moderate_range=(5.8, 8.5),
    bad_range=(5.0, 9.5),
)


@pytest.mark.parametrize(
    ("scale", "value", "found"),
    [
        (PM25, -1, "good"),
        (PM25, 15, "good"),
        (PM25, 15.1, "moderate"),
        (PM25, 35, "moderate"),
        (PM25, 36, "bad"),
        (PM25, 75, "bad"),
        (PM25, 75.1, "very_bad"),
        (PM25, None, "unknown"),
        (SHARE, 100, "good"),
        (SHARE, 90, "good"),
        (SHARE, 89.9, "moderate"),
        (SHARE, 75, "moderate"),
        (SHARE, 50, "bad"),
        (SHARE, 49, "very_bad"),
        (SHARE, None, "unknown"),
        (ACIDITY, 6.5, "good"),
        (ACIDITY, 8.0, "good"),
        (ACIDITY, 6.4, "moderate"),
        (ACIDITY, 8.5, "moderate"),
        (ACIDITY, 5.0, "bad"),
        (ACIDITY, 9.5, "bad"),
        (ACIDITY, 4.9, "very_bad"),
        (ACIDITY, 14.0, "very_bad"),
        (ACIDITY, None, "unknown"),
    ],
)
def test_level_of_a_value(scale: ScaleDefinition, value: float | None, found: str) -> None:
    assert level(value, scale) == found


@pytest.mark.parametrize(
    ("found", "threshold", "reached"),
    [
        (Level.BAD, Level.BAD, True),
        (Level.VERY_BAD, Level.BAD, True),
        (Level.MODERATE, Level.BAD, False),
        (Level.UNKNOWN, Level.GOOD, False),
        (Level.VERY_BAD, Level.UNKNOWN, False),
    ],
)
def test_at_a_level_or_worse(found: Level, threshold: Level, reached: bool) -> None:
    assert found.at_least(threshold) is reached


@pytest.mark.parametrize(
    ("value", "found"),
    [(7.0, "good"), (5.8, "good"), (8.55, "moderate"), (5.5, "bad"), (9.1, "very_bad")],
)
def test_a_range_is_best_in_its_middle(value: float, found: str) -> None:
    ph = ScaleDefinition(
        id="ph",
        direction="range",
        good_range=(5.8, 8.5),
        moderate_range=(5.6, 8.6),
        bad_range=(5.0, 9.0),
    )
    assert level(value, ph) == found
