"""Seoul's districts and neighbourhoods, from official boundaries to the pack's small files."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely import STRtree
from shapely.geometry import Point, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from tools.make_recordings.raw import cells_of, features_of
from tools.make_recordings.writing import csv_bytes

_DIGITS = 5


@dataclass(frozen=True)
class Gu:
    """One district."""

    id: str
    ko: str
    en: str
    code: str
    population: int
    elderly: int
    polygon: BaseGeometry


@dataclass(frozen=True)
class Dong:
    """One legal neighbourhood."""

    id: str
    district: str
    ko: str
    en: str
    point: Point


class Gazetteer:
    """Finds the district or neighbourhood of a name or a point."""

    def __init__(self, districts: list[Gu], neighbourhoods: list[Dong]) -> None:
        self.districts = districts
        self.neighbourhoods = neighbourhoods
        self.by_ko = {gu.ko: gu.id for gu in districts}
        self._tree = STRtree([gu.polygon for gu in districts])
        self._dong = {(dong.district, dong.ko): dong for dong in neighbourhoods}

    @property
    def ids(self) -> list[str]:
        return [gu.id for gu in self.districts]

    @property
    def area(self) -> BaseGeometry:
        return unary_union([gu.polygon for gu in self.districts])

    def district_at(self, longitude: float, latitude: float) -> str | None:
        found = self._tree.query(Point(longitude, latitude), predicate="intersects")
        return self.districts[int(min(found))].id if len(found) else None

    def neighbourhood(self, district: str, ko: str) -> Dong | None:
        return self._dong.get((district, ko))

    def nearest(self, district: str, longitude: float, latitude: float) -> Dong:
        inside = [dong for dong in self.neighbourhoods if dong.district == district]
        return min(inside, key=lambda dong: dong.point.distance(Point(longitude, latitude)))


def read_gazetteer(raw: Path) -> Gazetteer:
    districts = _districts(raw)
    return Gazetteer(districts, _neighbourhoods(raw, districts))


def _districts(raw: Path) -> list[Gu]:
    people = _people(raw)
    file = raw / "seoul_boundaries/kostat_2013_seoul_municipalities_geo_simple.json"
    read = []
    for feature in features_of(file):
        ko, en = feature["properties"]["name"], feature["properties"]["name_eng"]
        code, population, elderly = people[ko]
        polygon = shape(_rounded(feature["geometry"]))
        name = en.removesuffix("-gu").lower()
        read.append(Gu(name, ko, en, code, population, elderly, polygon))
    return sorted(read, key=lambda gu: gu.code)


def _people(raw: Path) -> dict[str, tuple[str, int, int]]:
    """District's name to code, residents, and residents of 65 and older (MOIS, 2026-06-30)."""
    folder = raw / "seoul_welfare_population"
    file = next(folder.glob("행정안전부_지역별*20260630.csv.gz"))
    header, *rows = cells_of(file, "cp949")
    old = [place for place, name in enumerate(header) if _age(name) >= 65]
    totals: Counter[str] = Counter()
    elderly: Counter[str] = Counter()
    codes = {}
    for row in rows:
        if row[2] == "서울특별시":
            codes[row[3]] = row[0][:5]
            totals[row[3]] += int(row[5])
            elderly[row[3]] += sum(int(row[place]) for place in old)
    return {name: (code, totals[name], elderly[name]) for name, code in codes.items()}


def _age(name: str) -> int:
    found = re.match(r"(\d+)세", name)
    return int(found[1]) if found else -1


def _neighbourhoods(raw: Path, districts: list[Gu]) -> list[Dong]:
    by_code = {gu.code: gu.id for gu in districts}
    file = raw / "seoul_boundaries/juso_2015_seoul_neighborhoods_geo_simple.json.gz"
    read = []
    for feature in features_of(file):
        known = feature["properties"]
        district = by_code[known["EMD_CD"][:5]]
        point = shape(feature["geometry"]).buffer(0).representative_point()
        # 5(o)-ga spells the figure out for the ear; signs say 5-ga
        en = re.sub(r"\([A-Za-z]+\)", "", known["EMD_ENG_NM"])
        name = re.sub(r"[^a-z0-9]+", "-", en.lower()).strip("-")
        read.append(Dong(f"{district}-{name}", district, known["EMD_KOR_NM"], en, point))
    return sorted(read, key=lambda dong: dong.id)


def _rounded(geometry: Any) -> Any:
    if isinstance(geometry, dict):
        return {**geometry, "coordinates": _rounded(geometry["coordinates"])}
    if isinstance(geometry, float):
        return round(geometry, _DIGITS)
    return [_rounded(part) for part in geometry]


def write_places(folder: Path, gazetteer: Gazetteer) -> None:
    """``places/districts.geojson`` and ``places/neighbourhoods.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [_feature(gu) for gu in gazetteer.districts]
    write_features(folder / "districts.geojson", lines)
    header = ["id", "district", "name_ko", "name_en", "longitude", "latitude"]
    rows = [
        [dong.id, dong.district, dong.ko, dong.en, f"{dong.point.x:.5f}", f"{dong.point.y:.5f}"]
        for dong in gazetteer.neighbourhoods
    ]
    (folder / "neighbourhoods.csv").write_bytes(csv_bytes(header, rows))


def write_features(path: Path, features: list[dict[str, Any]]) -> None:
    """A GeoJSON collection, one feature a line, so that problems can be named by line."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in features)
    text = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8")


def _feature(gu: Gu) -> dict[str, Any]:
    point = gu.polygon.representative_point()
    properties = {
        "id": gu.id,
        "code": gu.code,
        "name_ko": gu.ko,
        "name_en": gu.en,
        "population": gu.population,
        "longitude": round(point.x, _DIGITS),
        "latitude": round(point.y, _DIGITS),
    }
    geometry = _rounded(json.loads(json.dumps(mapping(gu.polygon))))
    return {"type": "Feature", "properties": properties, "geometry": geometry}
