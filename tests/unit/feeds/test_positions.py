"""Positions are projected, checked, and put right only when it is certain that they are swapped."""

from typing import Any

import msgspec
import pytest

from simin.ingest.feeds import Feed
from simin.ingest.rows.cells import UnreadableError
from simin.ingest.rows.positions import SWAPPED, Positions, wrong_positions

SEOUL = [126.7, 37.4, 127.2, 37.72]
#: The city hall in the national grids; from the published parameters of each.
GRIDS = {"EPSG:5179": (953_900, 1_952_000), "EPSG:5186": (198_000, 551_800)}


def feed(**options: Any) -> Feed:
    told = {
        "id": "a",
        "kind": "csv",
        "source": "a",
        "address": "https://a.example/",
        "schedule": {"every": 60},
        "licence": "x",
        "owner": "x",
        "options": options,
    }
    return msgspec.convert(told, Feed)


def placed(first: float, second: float, **options: Any) -> dict[str, Any]:
    return Positions.of(feed(**options)).placed({"longitude": first, "latitude": second})


@pytest.mark.parametrize("crs", GRIDS)
def test_a_grid_leads_to_the_city_hall(crs: str) -> None:
    values = placed(*GRIDS[crs], crs=crs, bounds=SEOUL)
    assert values["longitude"] == pytest.approx(126.978, abs=0.002)
    assert values["latitude"] == pytest.approx(37.566, abs=0.002)


def test_swapped_ones_are_put_right_and_flagged() -> None:
    assert placed(37.5, 127.0, bounds=SEOUL) == {
        "longitude": 127.0,
        "latitude": 37.5,
        "quality": [SWAPPED],
    }


def test_without_bounds_only_the_impossible_is_swapped() -> None:
    assert "quality" not in placed(37.5, 51.0)
    assert placed(37.5, 127.0)["quality"] == [SWAPPED]


@pytest.mark.parametrize(("first", "second"), [(0, 0), (2.35, 48.85), (127.0, 127.0)])
def test_what_lies_outside_both_ways_is_refused(first: float, second: float) -> None:
    with pytest.raises(UnreadableError, match="outside the bounds"):
        placed(first, second, bounds=SEOUL)


def test_a_row_without_a_position_has_none() -> None:
    values = {"longitude": None, "latitude": 37.5}
    assert Positions.of(feed()).placed(values) == values


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"crs": "EPSG:999999"}, "options.crs"),
        ({"bounds": ["a", 1, 2, 3]}, "options.bounds"),
        ({"bounds": [1, 2]}, "options.bounds"),
        ({"bounds": 7}, "options.bounds"),
    ],
)
def test_wrong_options_are_told(options: dict[str, Any], field: str) -> None:
    assert [problem.field for problem in wrong_positions(feed(**options))] == [field]
