"""Every field that could not be sent is named, all of them at once."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from simin.domains.warnings.content import LENGTHS, Area, Circle, faults
from tests.factories.incidents import NOON
from tests.factories.warnings import content

BOTH = ("ko", "en")


def area(**other: Any) -> Area:
    return msgspec.structs.replace(content().area, **other)


def wrong(**other: Any) -> dict[str, str]:
    return faults(content(**other), now=NOON, languages=BOTH)


def test_a_whole_warning_has_no_fault() -> None:
    assert wrong() == {}


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"headline": {"ko": "화재"}}, "headline_en"),
        ({"headline": {"ko": " ", "en": "Fire"}}, "headline_ko"),
        ({"description": {"ko": "x" * 2001, "en": "Fire"}}, "description_ko"),
        ({"instruction": {"ko": "창문", "en": "Close\x07"}}, "instruction_en"),
        ({"expires": NOON}, "expires"),
        ({"expires": NOON + timedelta(days=8)}, "expires"),
        ({"expires": datetime(2022, 3, 6)}, "expires"),
        ({"onset": NOON + timedelta(hours=7)}, "onset"),
        ({"area": area(circle=None)}, "radius_km"),
        ({"area": area(circle=Circle(longitude=127, latitude=37, radius_km=0))}, "radius_km"),
        ({"area": area(circle=Circle(longitude=127, latitude=37, radius_km=51))}, "radius_km"),
        ({"area": area(circle=Circle(longitude=181, latitude=37, radius_km=1))}, "longitude"),
        ({"area": area(circle=Circle(longitude=37, latitude=127, radius_km=1))}, "latitude"),
        ({"area": area(description={"ko": "", "en": "East"})}, "area_ko"),
        ({"contact": "1" * 201}, "contact"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "https://user@city.example"}, "web"),
        ({"web": "https://[city"}, "web"),
    ],
)
def test_what_is_wrong_is_named(other: dict[str, Any], field: str) -> None:
    assert list(wrong(**other)) == [field]


def test_all_faults_are_told_at_once() -> None:
    found = wrong(headline={}, expires=NOON, web="city")
    assert set(found) == {"headline_ko", "headline_en", "expires", "web"}


def test_not_a_number_is_no_radius() -> None:
    nowhere = Circle(longitude=float("nan"), latitude=float("inf"), radius_km=float("nan"))
    assert set(wrong(area=area(circle=nowhere))) == {"radius_km", "longitude", "latitude"}


def test_a_line_break_is_no_control_character() -> None:
    assert wrong(description={"ko": "첫째\n둘째", "en": "one\ntwo"}) == {}
    assert LENGTHS["headline"] == 160
