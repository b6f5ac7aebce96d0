"""The largest city that the map must carry: 25 districts in a first view of 100 kB."""

import json
from importlib.resources import files

import pytest

from simin.web.maps import labels
from simin.web.maps.city_map import CAP, CityMap, Feature, draw
from simin.web.maps.drawing import LETTER, LINES, WATER, text_width
from simin.web.maps.projection import Point


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


def test_the_river_is_one_stroke_whose_round_ends_stay_inside(seoul: CityMap) -> None:
    assert seoul.lines["river"].count("M") == 1
    x = [across for across, _ in seoul.water]
    assert min(x) > CAP
    assert max(x) < seoul.projection.width - CAP
    assert max(x) - min(x) > seoul.projection.width / 2, "from one end of the city to the other"


def test_names_keep_off_the_river_where_they_can(seoul: CityMap) -> None:
    wanted = [
        labels.Wanted(one.anchor, one.room, text_width(one.name["ko"], LETTER), LINES * LETTER)
        for one in seoul.districts
    ]
    water = [labels.Box(x, y, WATER, WATER) for x, y in seoul.water]

    def wet(points: list[Point]) -> float:
        boxes = [
            labels.Box(*at, one.width, one.height) for at, one in zip(points, wanted, strict=True)
        ]
        return sum(box.overlap(drop) for box in boxes for drop in water)

    assert wet(labels.place(wanted, (), water)) < wet([one.anchor for one in wanted]) / 2
