"""Underground stations of Seoul: one row a station, whatever lines meet there.

English names are in a table beside this file: the operator's where it has one of its own (City
Hall, Express Bus Terminal), else by the Revised Romanization.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.make_recordings.city_facilities import degrees
from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import rows_of
from tools.make_recordings.writing import csv_bytes

_HEADER = ["id", "district", "name_ko", "name_en", "longitude", "latitude", "capacity"]
_NAMES = Path(__file__).with_name("station_names.csv")
type Point = tuple[float, float]


def write_stations(folder: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """Write the layer; answer rows in and out."""
    stations = _stations(raw)
    with _NAMES.open(newline="", encoding="utf-8") as file:
        names = {row["name_ko"]: row for row in csv.DictReader(file)}
    rows = [row for name in stations if (row := _row(name, stations, names, gazetteer))]
    (folder / "station.csv").write_bytes(csv_bytes(_HEADER, sorted(rows)))
    read = sum(map(len, stations.values()))
    return {"read": read, "outside Seoul": len(stations) - len(rows), "kept": len(rows)}


def _stations(raw: Path) -> dict[str, list[Point]]:
    """Name to its points, one a line."""
    found: dict[str, list[Point]] = {}
    for row in rows_of(raw / "seoul_subway_ref/서울시 역사마스터 정보.csv", "cp949"):
        name = re.sub(r"\(.*?\)", "", row["지하철역"]).strip()
        point = degrees(row["경도"]), degrees(row["위도"])
        found.setdefault(name if name.endswith("역") else f"{name}역", []).append(point)
    return found


def _row(
    name: str,
    stations: Mapping[str, Sequence[Point]],
    names: Mapping[str, Mapping[str, str]],
    gazetteer: Gazetteer,
) -> list[str] | None:
    """In the middle of its lines; None outside Seoul."""
    points = stations[name]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    district = gazetteer.district_at(x, y)
    if district is None:
        return None
    told = names[name]
    return [told["id"], district, name, told["name_en"], f"{x:.5f}", f"{y:.5f}", ""]
