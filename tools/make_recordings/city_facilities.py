"""Shelters, car parks and extinguisher boxes of Seoul: one row each, with a point in a district."""

import re
from collections.abc import Iterable
from pathlib import Path

from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import rows_of
from tools.make_recordings.writing import csv_bytes

_HEADER = ["id", "district", "name_ko", "longitude", "latitude", "capacity"]
type Place = tuple[str, str, str, str]


def write_facilities(folder: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, dict[str, int]]:
    """Write the three layers; answer rows in and out of each."""
    folder.mkdir(parents=True, exist_ok=True)
    layers = {"shelter": _shelters(raw), "parking": _car_parks(raw), "extinguisher": _boxes(raw)}
    return {name: _write(folder, name, rows, gazetteer) for name, rows in layers.items()}


def _write(folder: Path, name: str, given: Iterable[Place], gazetteer: Gazetteer) -> dict[str, int]:
    rows: list[list[str]] = []
    read, outside = 0, 0
    for words, longitude, latitude, capacity in given:
        read += 1
        x, y = degrees(longitude), degrees(latitude)
        district = gazetteer.district_at(x, y)
        if district is None:
            outside += 1
            continue
        number = f"{name}-{len(rows) + 1:04d}"
        rows.append([number, district, words, f"{x:.5f}", f"{y:.5f}", capacity])
    (folder / f"{name}.csv").write_bytes(csv_bytes(_HEADER, rows))
    return {"read": read, "outside Seoul or without a point": outside, "kept": len(rows)}


def degrees(cell: str) -> float:
    """A number, or 0 for a missing one: the point then lies outside Seoul and is left out."""
    try:
        return float(cell)
    except ValueError:
        return 0.0


def _shelters(raw: Path) -> Iterable[Place]:
    for row in rows_of(raw / "seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949"):
        capacity = row["이용가능인원"] if row["이용가능인원"].isdecimal() else ""
        yield dotted(row["쉼터명칭"]), row["경도"], row["위도"], capacity


def _car_parks(raw: Path) -> Iterable[Place]:
    """One row a car park: an on-street one stands on a row for each of its segments."""
    parks: dict[str, list[dict[str, str]]] = {}
    for row in rows_of(raw / "seoul_public_parking/서울시 공영주차장 안내 정보.csv.gz", "cp949"):
        parks.setdefault(row["주차장코드"], []).append(row)
    for rows in parks.values():
        spaces = sum(int(row["총 주차면"] or 0) for row in rows)
        placed = next((row for row in rows if row["위도"]), rows[0])
        name = re.sub(r"\((시|구)\)$", "", placed["주차장명"]).strip()
        yield name, placed["경도"], placed["위도"], str(spaces or "")


def _boxes(raw: Path) -> Iterable[Place]:
    for row in rows_of(raw / "seoul_fire/서울시_비상소화장치_좌표_구동.csv.gz"):
        point = re.findall(r"[\d.]+", row["geometry"])
        if len(point) == 2:
            yield f"비상소화장치 {row['동']}", point[0], point[1], ""
        else:
            yield row["동"], "", "", ""


def dotted(words: str) -> str:
    """A middle dot was lost to a question mark wherever one stands between letters."""
    return re.sub(r"(?<=\w)\?(?=\w)", "·", words).strip()
