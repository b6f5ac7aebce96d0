"""Rows that double a total, positions that lie, joins that lose, as they were published."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, shape
from shapely.prepared import prep

from simin.ingest.detectors.duplicates import duplicated, total_among_parts
from simin.ingest.detectors.joins import ambiguous, lossy
from simin.ingest.detectors.positions import misplaced, swapped
from tests.conftest import SHARED
from tests.factories import published

SEOUL = (126.7, 37.4, 127.2, 37.72)


def test_24_hours_that_stand_twice_are_found(shared: Path) -> None:
    told = published.rows(shared / "data/seoul_air_hourly_city/seoul-air_2018-2021.csv.gz", "utf-8")
    found = duplicated([row["일시"] for row in told])
    assert found is not None
    assert found.evidence == {"rows": 24, "of": 35040}
    assert duplicated([row["일시"] for row in told if "2019-12-01" not in row["일시"]]) is None


def test_every_station_and_day_of_dust_stands_once(shared: Path) -> None:
    for year in (2018, 2019, 2020):
        told = published.rows(shared / f"data/seoul_air_daily/{year}.csv.gz", "cp949")
        assert duplicated([(row["측정일시"], row["측정소명"]) for row in told]) is None


def test_the_citys_total_among_its_districts_is_found(shared: Path) -> None:
    told = published.lines(
        shared / "data/seoul_safety/5대+범죄+발생현황_20231128110042.csv", "utf-8-sig"
    )
    by_district = {row[1]: float(row[2]) for row in told[4:]}
    found = total_among_parts("crimes 2018", by_district)
    assert found is not None
    assert found.evidence == {"total": "소계", "value": 101948.0, "parts": 25}
    del by_district["소계"]
    assert total_among_parts("crimes 2018", by_district) is None


@pytest.mark.parametrize("column", [3, 6, 9])
def test_the_citys_residents_among_its_districts_are_found(shared: Path, column: int) -> None:
    told = published.lines(
        shared / "data/seoul_welfare_population/등록인구_20250602171432.csv", "utf-8-sig"
    )
    found = total_among_parts("residents", {row[1]: float(row[column]) for row in told[3:]})
    assert found is not None
    assert found.evidence["total"] == "소계"


def test_no_district_is_the_total_of_the_others(shared: Path) -> None:
    """Dust of 25 districts in 5,832 hours: 50 columns, no false alarm."""
    told = published.lines(
        shared / "data/seoul_pm_hourly_gu/pm_hourly_25gu_2022-01_08.csv.gz", "utf-8"
    )
    for row in told[1:]:
        assert (
            total_among_parts(row[0], dict(zip(told[0][1:], map(float, row[1:]), strict=True)))
            is None
        )


def test_4585_toilets_with_longitude_for_latitude_are_found(shared: Path) -> None:
    told = published.rows(
        shared / "data/seoul_heat_relief/서울시 공중화장실 위치정보.csv.gz", "cp949"
    )
    found = swapped([(float(row["경도(X)"]), float(row["위도(Y)"])) for row in told], SEOUL)
    assert found is not None
    assert found.evidence == {"rows": 4585, "of": 4585}


@pytest.mark.parametrize(
    ("file", "encoding", "longitude", "latitude"),
    [
        ("seoul_heat_relief/seoulShelterList_2022.csv.gz", "utf-8", "경도", "위도"),
        ("seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949", "경도", "위도"),
        ("seoul_safety/SAFE_BELL.csv.gz", "utf-8", "longtitude", "latitude"),
    ],
)
def test_files_whose_positions_are_right_are_silent(
    shared: Path, file: str, encoding: str, longitude: str, latitude: str
) -> None:
    told = published.rows(shared / "data" / file, encoding)
    points = [
        (float(row[longitude]), float(row[latitude])) for row in told if row[longitude].strip()
    ]
    assert len(points) > 4000
    assert swapped(points, SEOUL) is None


@pytest.fixture(scope="module")
def districts() -> Any:
    path = SHARED / "data/seoul_boundaries/juso_2015_seoul_municipalities_geo_simple.json.gz"
    if not path.exists():
        pytest.skip("the raw data beside the checkout is absent")
    drawn = [
        (feature["properties"]["SIG_KOR_NM"], prep(shape(feature["geometry"])))
        for feature in json.loads(gzip.decompress(path.read_bytes()))["features"]
    ]

    def locate(longitude: float, latitude: float) -> str | None:
        point = Point(longitude, latitude)
        return next((name for name, outline in drawn if outline.contains(point)), None)

    return locate


def test_shelters_stand_in_the_district_of_their_address(shared: Path, districts: Any) -> None:
    told = published.rows(shared / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949")
    rows = [
        (float(row["경도"]), float(row["위도"]), row["도로명주소"].split()[1])
        for row in told
        if row["경도"].strip() and len(row["도로명주소"].split()) > 1
    ]
    assert len(rows) > 3500
    assert misplaced(rows, districts) is None


def test_districts_cut_by_another_position_are_found(shared: Path, districts: Any) -> None:
    """The same shelters, each with the address of the next in the file's order of names."""
    told = published.rows(shared / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949")
    kept = [row for row in told if row["경도"].strip() and len(row["도로명주소"].split()) > 1]
    moved = kept[100:] + kept[:100]
    found = misplaced(
        [
            (float(one["경도"]), float(one["위도"]), other["도로명주소"].split()[1])
            for one, other in zip(kept, moved, strict=True)
        ],
        districts,
    )
    assert found is not None
    assert found.evidence["rows"] > 1000
    assert {"stated", "lies_in", "rows"} == set(found.evidence["districts"][0])


def test_police_stations_that_are_no_district_are_named(shared: Path) -> None:
    """Crime by police station joined to cameras by district: the classic that loses rows."""
    crime = published.rows(shared / "data/seoul_safety/02. crime_in_Seoul.csv", "cp949")
    cameras = published.rows(shared / "data/seoul_safety/01. CCTV_in_Seoul.csv", "utf-8-sig")
    stations = [row["관서명"].removesuffix("서") + "구" for row in crime]
    found = lossy("관서명", stations, [row["기관명"] for row in cameras])
    assert found is not None
    assert {"수서구", "혜화구", "남대문구", "방배구"} <= set(found.evidence["names"])
    there = [row["기관명"] for row in cameras]
    assert lossy("기관명", there, there) is None


def test_a_street_name_alone_leads_to_several_districts(shared: Path) -> None:
    told = published.rows(shared / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949")
    addresses = [row["도로명주소"].split() for row in told if len(row["도로명주소"].split()) > 2]
    found = ambiguous("도로명", [(parts[2], parts[1]) for parts in addresses])
    assert found is not None
    assert found.evidence["ambiguous"] == 43
    with_district = [(f"{parts[1]} {parts[2]}", parts[1]) for parts in addresses]
    assert ambiguous("도로명", with_district) is None
