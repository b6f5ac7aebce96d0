"""What stands around an incident in Seoul: stations, cameras, bells, and residents by dong."""

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from shapely import set_precision
from shapely.geometry import shape

from tools.make_recordings.city_facilities import degrees
from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import cells_of, features_of, rows_of
from tools.make_recordings.writing import csv_bytes

#: Dong of 2026 to the dong of 2013 whose outline it lies in.
_SINCE = {
    ("강남구", "개포3동"): "일원2동",
    ("강동구", "상일1동"): "상일동",
    ("강동구", "상일2동"): "상일동",
    ("구로구", "항동"): "오류2동",
    ("동대문구", "신설동"): "용신동",
    ("동대문구", "용두동"): "용신동",
    ("송파구", "위례동"): "장지동",
}


def write_response(folder: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, dict[str, int]]:
    """Write the four tables; answer rows in and out of each."""
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "fire-station": _write(folder, "fire-station", _stations(raw), gazetteer),
        "camera": _write(folder, "camera", _cameras(raw), gazetteer),
        "bell": _write(folder, "bell", _bells(raw), gazetteer),
        "residents": _residents(folder, raw, gazetteer),
    }


def _write(
    folder: Path, name: str, given: Iterable[tuple[str, str, str]], gazetteer: Gazetteer
) -> dict[str, int]:
    placed = [(words, degrees(x), degrees(y)) for words, x, y in given]
    inside = [
        (district, words, x, y)
        for words, x, y in placed
        if (district := gazetteer.district_at(x, y)) is not None
    ]
    rows = [
        [f"{name}-{number:05d}", district, words, f"{x:.5f}", f"{y:.5f}"]
        for number, (district, words, x, y) in enumerate(sorted(set(inside)), start=1)
    ]
    _pack(folder, name, ["id", "district", "name_ko", "longitude", "latitude"], rows)
    return {"read": len(placed), "outside Seoul": len(placed) - len(inside), "kept": len(rows)}


def _pack(folder: Path, name: str, header: list[str], rows: Sequence[Sequence[str]]) -> None:
    content = csv_bytes(header, rows)
    (folder / f"{name}.csv.gz").write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def _stations(raw: Path) -> Iterable[tuple[str, str, str]]:
    for row in rows_of(raw / "seoul_fire/서울시_소방시설_좌표_구동.csv"):
        yield row["서ㆍ센터명"], row["경도"], row["위도"]


def _cameras(raw: Path) -> Iterable[tuple[str, str, str]]:
    """Facilities of code 302 on the safe ways home, whose remarks say that they are cameras."""
    for row in rows_of(raw / "seoul_safety/서울시 안심귀갓길 안전시설물.csv.gz", "cp949"):
        point = re.findall(r"[\d.]+", row["포인트 wkt "])
        if row["시설코드"] == "302" and len(point) == 2:
            name = row["비고"].strip() if "CCTV" in row["비고"] else "CCTV"
            yield f"{row['읍면동명']} {name}", point[0], point[1]


def _bells(raw: Path) -> Iterable[tuple[str, str, str]]:
    for row in rows_of(raw / "seoul_safety/SAFE_BELL.csv.gz"):
        yield "", row["longtitude"], row["latitude"]


def _residents(folder: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """People of 2026 on the outlines of 2013: a dong that was made since counts to its old one."""
    people, read = _people(raw)
    codes = {
        one["properties"]["code"]: one["properties"]["name"]
        for one in features_of(raw / "seoul_boundaries" / _OUTLINES_OF_GU)
    }
    rows = []
    for feature in features_of(raw / "seoul_boundaries" / _OUTLINES):
        known = feature["properties"]
        gu = codes[known["code"][:5]]
        outline = set_precision(shape(feature["geometry"]).buffer(0), 1e-5)
        counted = people.pop((gu, _plain(known["name"])))
        names = [known["code"], gazetteer.by_ko[gu], known["name"], known["name_eng"]]
        rows.append([*names, str(counted), _wkt(outline.wkt)])
    assert not people, people
    header = ["id", "district", "name_ko", "name_en", "residents", "outline"]
    _pack(folder, "residents", header, sorted(rows))
    return {"read": read, "kept": len(rows), "people": sum(int(row[4]) for row in rows)}


_OUTLINES = "kostat_2013_seoul_submunicipalities_geo_simple.json.gz"
_OUTLINES_OF_GU = "kostat_2013_seoul_municipalities_geo_simple.json"


def _people(raw: Path) -> tuple[Counter[tuple[str, str]], int]:
    folder = raw / "seoul_welfare_population"
    _, *cells = cells_of(next(folder.glob("행정안전부_지역별*20260630.csv.gz")), "cp949")
    people: Counter[tuple[str, str]] = Counter()
    seoul = [row for row in cells if row[2] == "서울특별시"]
    for row in seoul:
        name = _plain(row[4])
        people[row[3], _SINCE.get((row[3], name), name)] += int(row[5])
    return people, len(seoul)


def _plain(name: str) -> str:
    """Points and ordinals are written in several ways, or not at all."""
    return re.sub(r"[·.ㆍ\s제]", "", name)


def _wkt(text: str) -> str:
    """Without the trailing noise of floating point."""
    return re.sub(r"(\d+\.\d{5})\d+", r"\1", text).replace(", ", ",")
