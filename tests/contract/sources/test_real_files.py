"""Every table and map of cities that is at hand, read by its kind and by Python's own library.

``csv`` with the encoding that the file's SOURCE.md states, and ``json``, are the judges: each cell
is what they say, each line is a record or rejected, and what a file cannot give is named. Of big
files the first part is read. Feeds of RSS, GTFS realtime and Open311 are not at hand; alerts and
stations of bicycles are in ``test_real_payloads``.
"""

import csv
import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simin.ingest.feeds.contract import Parsed
from simin.ingest.feeds.errors import SourceImplausibleError
from simin.sources.csv import KIND as CSV
from simin.sources.geojson import KIND as GEOJSON
from simin.sources.xlsx import KIND as XLSX
from tests.conftest import SHARED
from tests.contract.sources.test_real_payloads import read

DATA = SHARED / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the raw data beside the checkout is absent"
)

PROBE = {"columns": [{"field": "?", "to": "?"}]}
TITLE = {"field": "공연/행사명", "to": "title", "type": "text"}

#: Bytes that are read of a text.
_PART = 20_000


@dataclass(frozen=True)
class Told:
    """What has to be said of a file that is not one heading and its lines."""

    skip: int = 0
    heading: int = 1
    separator: str = ","
    options: dict[str, Any] = field(default_factory=dict)

    def feed_options(self) -> dict[str, Any]:
        return {"skip_rows": self.skip, "header_rows": self.heading, **self.options}


#: By the end of the path.
TOLD = {
    "korean_kote/val.tsv.gz": Told(heading=0, separator="\t"),
    "seoul_health/모기.csv": Told(skip=1),
    "seoul_safety/5대+범죄+발생현황_20231128110042.csv": Told(heading=3),
    "seoul_safety/5대범죄+발생장소별+현황_20231128105943.csv": Told(heading=3),
    "seoul_welfare_population/2023nursing.csv": Told(skip=2, heading=2),
    "seoul_welfare_population/2023seoul_hospital.csv": Told(heading=4),
    "seoul_welfare_population/elderly_status_20250531210628.csv": Told(heading=4),
    "seoul_welfare_population/공원_20250525010638.csv": Told(heading=4),
    "seoul_welfare_population/독거노인+현황(연령별_동별)_20250523002757.csv": Told(heading=4),
    "seoul_welfare_population/등록인구_20250602171432.csv": Told(heading=4),
    "traffic_los_loop/los_adj.csv.gz": Told(heading=0),
    "weather/kma_asos_daily_seoul_incheon_gwangju_daegu_2014-2017.csv.gz": Told(skip=5, heading=2),
}
#: Read in ``test_real_payloads``: each of its lines is itself a quoted line.
NESTED = "Seoul1923.csv.gz"


def texts() -> list[Path]:
    found = (
        path
        for path in sorted(DATA.rglob("*"))
        if re.search(r"\.[ct]sv(\.gz)?$", path.name.lower())
    )
    return [path for path in found if path.name != NESTED]


def maps() -> list[Path]:
    shape = re.compile(r"geojson|geo_simple|topo")
    return [path for path in sorted(DATA.rglob("*")) if shape.search(path.name)]


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def content(path: Path) -> bytes:
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body


def part(body: bytes) -> bytes:
    """The first lines; some headings alone are longer than a part."""
    return body if len(body) <= _PART else body[: body.index(b"\n", _PART) + 1]


def stated_encoding(path: Path) -> str:
    """As the file's SOURCE.md has it."""
    for line in (path.parent / "SOURCE.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and cells[1] == path.name:
            return cells[5]
    return "utf-8"


def everything(body: bytes, options: dict[str, Any]) -> Parsed:
    """All columns as text; a row's key is all of it, so that only true repetitions are told."""
    probe = read(CSV, body, PROBE, options)
    columns = [{"field": one, "to": f"cell {one}", "type": "text"} for one in probe.columns if one]
    key = [column["field"] for column in columns]
    return read(CSV, body, {"into": "row", "key": key, "columns": columns}, options)


@pytest.mark.parametrize("path", texts(), ids=named)
def test_every_cell_of_a_text_is_what_the_library_reads(path: Path) -> None:
    body, told = part(content(path)), TOLD.get(named(path), Told())
    parsed = everything(body, told.feed_options())
    encoding = stated_encoding(path)
    encoding = "cp949" if encoding == "mixed/other" else encoding
    lines = list(
        csv.reader(body.decode(encoding, "replace").splitlines(True), delimiter=told.separator)
    )
    rows = [
        line for line in lines[told.skip + told.heading :] if any(cell.strip() for cell in line)
    ]
    assert len(parsed.records) + len(parsed.rejected) == len(rows)
    assert {one.reason.rpartition(", ")[2] for one in parsed.rejected} <= {"with the same values"}
    known = {"cp949": ("cp949", "euc-kr")}.get(encoding, (encoding, "utf-8", "utf-8-sig"))
    assert parsed.noticed["encoding"] in known and parsed.noticed["separator"] == told.separator
    names = [name for name in parsed.columns if name]
    by_place = {f"row {number}": line for number, line in enumerate(lines, 1)}
    for record in parsed.records:
        came = [by_place[record.where][place] for place, name in enumerate(parsed.columns) if name]
        kept = [record.values[f"cell {name}"] or "" for name in names]
        assert [plain(cell) for cell in kept] == [plain(cell) for cell in came], record.where


def plain(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


@pytest.mark.parametrize("path", maps(), ids=named)
def test_every_feature_of_a_map_stands_where_its_city_is(path: Path) -> None:
    body = content(path)
    document = json.loads(body)
    west, south = (121.4, 24.9) if "taipei" in path.parent.name else (126.4, 37.1)
    options = {"bounds": [west, south, west + 1.2, south + 0.8]}
    mapping: dict[str, Any] = {
        "into": "place",
        "key": ["geometry", "longitude", "latitude"],
        "columns": [{"field": one, "to": one} for one in ("longitude", "latitude")],
    }
    if document["type"] == "Topology":
        with pytest.raises(SourceImplausibleError, match="this is TopoJSON"):
            read(GEOJSON, body, mapping, options)
        return
    parsed = read(GEOJSON, body, mapping, options)
    assert len(parsed.records) + len(parsed.rejected) == len(document["features"])
    reasons = {re.sub(r"^key .*: stood in .* already, ", "", one.reason) for one in parsed.rejected}
    assert reasons <= {"geometry: there is none", "with the same values", "with other values"}
    bare = sum(feature.get("geometry") is None for feature in document["features"])
    assert sum(one.reason == "geometry: there is none" for one in parsed.rejected) >= bare
    assert "swapped-coordinates" not in parsed.noticed


@pytest.mark.parametrize(
    ("name", "options", "key", "rows"),
    [
        ("seoul_air_daily/2017.xlsx", {}, ["측정일시", "측정소명"], 14_235),
        ("seoul_welfare_population/2023nursing.xlsx", {"skip_rows": 2, "header_rows": 2}, [], 247),
    ],
)
def test_no_line_of_a_workbook_is_lost(
    name: str, options: dict[str, Any], key: list[str], rows: int
) -> None:
    body = (DATA / name).read_bytes()
    if not key:
        key = [one for one in read(XLSX, body, PROBE, options).columns if one]
    told = {"into": "row", "key": key, "columns": [{"field": key[0], "to": "v", "type": "text"}]}
    parsed = read(XLSX, body, told, options)
    assert len(parsed.records) + len(parsed.rejected) == rows


def test_one_damaged_byte_costs_one_row_and_not_the_file() -> None:
    body = content(next(DATA.glob("seoul_culture_events/*.csv.gz")))
    with pytest.raises(UnicodeDecodeError) as damage:
        body.decode("cp949")
    place = damage.value.start
    heading = body[: body.index(b"\n") + 1]
    start = body.index(b"\n", place - 20_000) + 1
    around = heading + body[start : body.index(b"\n", place + 20_000) + 1]
    told = {"into": "row", "key": ["공연/행사명", "날짜/시간", "장소"], "columns": [TITLE]}
    parsed = read(CSV, around, told)
    damaged = [one for one in parsed.rejected if one.reason.startswith("has bytes that are no")]
    assert len(damaged) == 1 and "damaged bytes" in parsed.noticed
    assert len(parsed.records) > 30
