"""The largest city that the map must carry: 25 districts in a first view of 100 kB."""

import json
from importlib.resources import files

import pytest

from simin.web.maps import labels
from simin.web.maps.city_map import CityMap, Feature, draw
from simin.web.maps.drawing import LETTER, LINES, text_width


@pytest.fixture(scope="module")
def seoul() -> CityMap:
    places = files("simin.cities") / "seoul" / "places"
    return draw(
        [
            Feature(one["properties"]["id"], {"ko": one["properties"]["name_ko"]}, one["geometry"])
            for one in json.loads((places / "districts.geojson").read_text())["features"]
        ],
        [
            Feature(one["properties"]["kind"], {}, one["geometry"])
            for one in json.loads((places / "lines.geojson").read_text())["features"]
        ],
    )


def test_the_paths_are_small(seoul: CityMap) -> None:
    districts = sum(len(district.path) for district in seoul.districts)
    assert len(seoul.districts) == 25
    assert districts < 6_500
    assert districts + sum(len(path) for path in seoul.lines.values()) < 8_500


def test_river_and_rail_are_drawn(seoul: CityMap) -> None:
    assert {"river", "rail"} <= {kind.removesuffix("-area") for kind in seoul.lines}


def test_nearly_every_name_has_room_on_a_phone(seoul: CityMap) -> None:
    wanted = [
        labels.Wanted(one.anchor, one.room, text_width(one.name["ko"], LETTER), LINES * LETTER)
        for one in seoul.districts
    ]
    assert sum(labels.crowded(wanted, labels.place(wanted))) <= 3
