"""The packs that ship with Simin keep their promises."""

import filecmp
import gzip
import importlib
import re
import shutil
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from simin.ingest.pack import Pack, find_pack, read_facilities, read_pack, shipped_packs
from simin.ingest.pack.levels import Scale

RAW = Path(__file__).resolve().parents[4] / "shared" / "data"
SEOUL = find_pack("seoul")


@pytest.fixture(scope="module")
def seoul() -> Pack:
    return read_pack(SEOUL)


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_has_no_problem(name: str) -> None:
    read_pack(find_pack(name))


@pytest.mark.parametrize("name", shipped_packs())
def test_a_pack_is_data_only(name: str) -> None:
    endings = {path.suffix for path in find_pack(name).rglob("*") if path.is_file()}
    assert endings <= {".toml", ".csv", ".geojson", ".gz", ".md"}


@pytest.mark.parametrize("name", shipped_packs())
def test_the_window_of_a_demonstration_is_whole_weeks(name: str) -> None:
    demo = read_pack(find_pack(name), verify_recordings=False).city.demo
    assert demo is not None
    assert ((demo.window[1] - demo.window[0]).days + 1) % 7 == 0


@pytest.mark.parametrize("name", shipped_packs())
def test_every_datastream_is_brought_by_something(name: str) -> None:
    """A recording's column, a generator, a count of incidents, a feed: no indicator stays empty."""
    pack = read_pack(find_pack(name), verify_recordings=False)
    brought = {one.id for one in pack.families if one.count or one.of_projects}
    for generator in pack.generators:
        brought |= {getattr(generator, "family", ""), getattr(generator, "today", "")}
    columns: set[str] = set()
    for recording in pack.recordings:
        with gzip.open(pack.folder / "recordings" / recording.file, "rt") as file:
            columns |= set(file.readline().strip().split(","))
    brought |= {stream.family for stream in pack.datastreams if stream.id in columns}
    brought |= {stream.family for stream in pack.datastreams if _is_fed(stream.id, pack)}
    assert {stream.family for stream in pack.datastreams} == brought - {""}


def _is_fed(datastream: str, pack: Pack) -> bool:
    told = (column.to for feed in pack.feeds for column in feed.mapping.columns)
    return any(fnmatch(datastream, re.sub(r"\{[a-z_]+\}", "*", one)) for one in told)


@pytest.mark.parametrize("name", shipped_packs())
def test_a_generated_family_is_marked_synthetic(name: str) -> None:
    pack = read_pack(find_pack(name), verify_recordings=False)
    origin = {source.id: source.origin for source in pack.sources}
    made = {getattr(generator, "family", "") for generator in pack.generators}
    assert all(origin[one.source] == "synthetic" for one in pack.families if one.id in made)


def test_invented_people_and_units_say_so(seoul: Pack) -> None:
    assert all(
        person.name["ko"].endswith("(가상)") and person.name["en"].endswith("(invented)")
        for person in seoul.people
    )
    assert all(unit.invented for unit in seoul.units)
    assert {person.role for person in seoul.people} == {role.id for role in seoul.roles}


def test_seoul_has_its_districts_and_people(seoul: Pack) -> None:
    assert len(seoul.districts) == 25
    assert sum(district.population or 0 for district in seoul.districts) == 9_289_813
    assert {place.district for place in seoul.neighbourhoods} == {d.id for d in seoul.districts}


def test_the_districts_of_seoul_touch_without_overlap_or_gap(seoul: Pack) -> None:
    from shapely.geometry import shape  # noqa: PLC0415
    from shapely.ops import unary_union  # noqa: PLC0415

    polygons = [shape(district.geometry) for district in seoul.districts]
    whole = unary_union(polygons)
    assert sum(polygon.area for polygon in polygons) == pytest.approx(whole.area, rel=1e-6)
    assert whole.geom_type == "Polygon"
    assert sum(shape({"type": "Polygon", "coordinates": [ring.coords]}).area
               for ring in whole.interiors) < 1e-6  # fmt: skip


def test_seoul_has_thirty_two_indicators_of_administration(seoul: Pack) -> None:
    themes = Counter(one.theme for one in seoul.indicators if one.section == "administration")
    assert themes.total() == 32
    assert set(themes) == {theme.id for theme in seoul.city.themes}
    assert [domain.id for domain in seoul.city.domains] == [
        "safety", "traffic", "air", "water", "projects", "jobs",
    ]  # fmt: skip


def test_seoul_is_small() -> None:
    assert sum(path.stat().st_size for path in SEOUL.rglob("*") if path.is_file()) < 2_500_000


def test_facilities_of_seoul_stand_in_their_districts(seoul: Pack) -> None:
    counts = {layer.id: len(read_facilities(seoul, layer)) for layer in seoul.facility_layers}
    assert counts == {"extinguisher": 2678, "parking": 522, "shelter": 3980, "station": 255}


@pytest.mark.parametrize(
    ("direction", "value", "level"),
    [
        ("pm25", 15, "good"), ("pm25", 15.1, "moderate"), ("pm25", 35, "moderate"),
        ("pm25", 75, "bad"), ("pm25", 75.1, "very_bad"), ("speed", 25, "good"),
        ("speed", 24.9, "moderate"), ("speed", 10, "bad"), ("speed", 9.9, "very_bad"),
        ("ph", 7.0, "good"), ("ph", 6.2, "moderate"), ("ph", 8.4, "bad"), ("ph", 9, "very_bad"),
    ],
)  # fmt: skip
def test_scales_grade_up_to_and_including_their_limits(
    seoul: Pack, direction: str, value: float, level: str
) -> None:
    scale: Scale = next(one for one in seoul.scales if one.id == direction)
    assert scale.level_of(value) == level


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw files are not beside the checkout")
def test_the_recordings_of_seoul_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[3])
    if root not in sys.path:
        sys.path.insert(0, root)
    make = importlib.import_module("tools.make_recordings.__main__").make
    city = tmp_path / "seoul"
    make(RAW, city)
    made = sorted(path.relative_to(city) for path in city.rglob("*") if path.is_file())
    assert len(made) > 40
    _, mismatch, missing = filecmp.cmpfiles(SEOUL, city, [str(path) for path in made], False)
    assert (mismatch, missing) == ([], [])
    shutil.rmtree(city)
