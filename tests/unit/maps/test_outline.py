import re

import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon
from shapely.geometry import LineString

from simin.web.maps.outline import area_path, line_path, simplified


def read(path: str) -> list[list[tuple[int, int]]]:
    """The rings of path data, as a browser would read them."""
    rings = []
    for ring in filter(None, path.split("M")):
        start, _, steps = ring.rstrip("z").partition("l")
        x, y = (int(number) for number in re.findall(r"-?\d+", start))
        points = [(x, y)]
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        rings.append(points)
    return rings


whole = st.integers(-900, 900)


@given(st.lists(st.tuples(whole, whole), min_size=2, max_size=30, unique=True))
def test_a_browser_reads_the_line_that_was_written(points: list[tuple[int, int]]) -> None:
    assert read(line_path(LineString(points))) == [points]


def test_a_hole_is_a_ring_of_its_own() -> None:
    shell = [(0, 0), (100, 0), (100, 100), (0, 100)]
    hole = [(20, 20), (20, 40), (40, 40), (40, 20)]
    assert len(read(area_path(Polygon(shell, [hole])))) == 2


def test_a_speck_beside_the_land_is_left_out() -> None:
    both = shapely.union_all(
        [Polygon([(0, 0), (90, 0), (90, 90)]), shapely.box(200, 200, 202, 202)]
    )
    assert len(read(area_path(both))) == 1


def test_neighbours_keep_their_shared_border() -> None:
    wavy = [(50, 0), (53, 20), (48, 40), (52, 60), (50, 100)]
    left = Polygon([(0, 0), *wavy, (0, 100)])
    right = Polygon([(100, 0), (100, 100), *reversed(wavy)])
    one, other = simplified([left, right], 10)
    assert len(one.exterior.coords) < len(left.exterior.coords)
    assert one.union(other).area == one.area + other.area
    assert shapely.intersection(one, other).length > 90
