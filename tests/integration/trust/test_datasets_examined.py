"""Tables as their cities published them, kept as data sets and examined as they changed."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simin.domains.catalogue import services
from simin.domains.catalogue.services import Column, NewDataset, Schema
from simin.domains.observations import queries
from simin.domains.places import services as places
from simin.domains.places.shapes import District, Point
from simin.workflows.datasets_are_examined import Seen, examine
from tests.conftest import SHARED
from tests.factories import published
from tests.factories.places import city

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
OUTLINES = SHARED / "data/seoul_boundaries/juso_2015_seoul_municipalities_geo_simple.json.gz"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _districts() -> None:
    if not OUTLINES.exists():
        pytest.skip("the raw data beside the checkout is absent")
    drawn = json.loads(gzip.decompress(OUTLINES.read_bytes()))["features"]
    places.define_city(city("seoul"), at=NOW)
    places.define_districts(
        [
            District(
                id=f"d{number}",
                name={"ko": each["properties"]["SIG_KOR_NM"], "en": f"District {number}"},
                geometry=each["geometry"],
                point=Point(127.0, 37.5),
                rank=number,
            )
            for number, each in enumerate(drawn)
        ],
        at=NOW,
    )


def keep(rows: list[dict[str, Any]], run: str = "table@1", **types: str) -> None:
    columns = tuple(Column(name=name, type=types.get(name, "text")) for name in rows[0])  # type: ignore[arg-type]
    spatial = "longitude" in rows[0]
    schema = Schema(
        columns=columns,
        longitude="longitude" if spatial else None,
        latitude="latitude" if spatial else None,
    )
    words = {"ko": "표", "en": "table"}
    services.define(
        NewDataset(id="table", title=words, licence="KOGL-1", owner="safety", source="office",
                   feed="table", schema=schema),
        at=NOW,
    )  # fmt: skip
    keyed = [(str(number), row) for number, row in enumerate(rows)]
    services.replace("table", keyed, run=run, at=NOW)


def found(seen: Seen | None = None) -> dict[tuple[str, str], Any]:
    examine(NOW, {} if seen is None else seen)
    return {(one.detector, one.subject): one.evidence for one in queries.findings(["office"])}


def crimes(shared: Path) -> list[dict[str, Any]]:
    told = published.lines(
        shared / "data/seoul_safety/5대+범죄+발생현황_20231128110042.csv", "utf-8-sig"
    )
    return [{"city": row[0], "gu": row[1], "crimes": float(row[2])} for row in told[4:]]


def test_the_citys_total_among_its_districts_is_found_until_it_is_left_out(shared: Path) -> None:
    rows = crimes(shared)
    keep(rows, crimes="number")
    assert found() == {
        ("total-among-parts", "table/crimes"): {"total": "소계", "value": 101948.0, "parts": 25}
    }
    keep([row for row in rows if row["gu"] != "소계"], run="table@2", crimes="number")
    assert found() == {}


def test_years_of_one_table_are_judged_each_by_itself(shared: Path) -> None:
    rows = [{**row, "year": year} for year in (2018, 2019) for row in crimes(shared)]
    keep(rows, crimes="number", year="integer")
    assert list(found()) == [("total-among-parts", "table/crimes")]


def shelters(shared: Path) -> list[dict[str, Any]]:
    told = published.rows(shared / "data/seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949")
    return [
        {"name": row["쉼터명칭"], "address": row["도로명주소"],
         "longitude": float(row["경도"]), "latitude": float(row["위도"])}
        for row in told
        if row["경도"].strip() and len(row["도로명주소"].split()) > 1
    ]  # fmt: skip


def test_shelters_whose_addresses_slipped_by_rows_lie_elsewhere(shared: Path) -> None:
    rows = shelters(shared)
    keep(rows, longitude="number", latitude="number")
    assert found() == {}
    slipped = [
        {**row, "address": other["address"]}
        for row, other in zip(rows, rows[100:] + rows[:100], strict=True)
    ]
    keep(slipped, run="table@2", longitude="number", latitude="number")
    (evidence,) = found().values()
    assert evidence["of"] <= 2000 and evidence["rows"] > 400
    assert {"stated", "lies_in", "rows"} == set(evidence["districts"][0])


def test_a_version_is_examined_once() -> None:
    keep([{"gu": f"{number}", "n": number} for number in range(30)], n="integer")
    seen: Seen = {}
    assert (examine(NOW, seen), examine(NOW, seen)) == (1, 0)
