"""The Han and the railways, drawn from what the licences allow.

Rail: the real coordinates of the stations, in the order of the lines, joined by straight strokes.
River: along the Han, the districts' and the city's limits are the middle of the river; that middle
line is drawn, with a width that is said to be about. No shore line is invented.
"""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, MultiLineString, Point, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from tools.make_recordings.gazetteer import Gazetteer, write_features
from tools.make_recordings.raw import cells_of, rows_of

_NORTH = ("mapo", "yongsan", "seongdong", "gwangjin")
_SOUTH = ("gangseo", "yangcheon", "yeongdeungpo", "dongjak", "seocho", "gangnam", "songpa",
          "gangdong")  # fmt: skip
_COLOURS = {
    "1": "#0052a4", "2": "#00a84d", "3": "#ef7c1c", "4": "#00a5de", "5": "#996cac",
    "6": "#cd7c2f", "7": "#747f00", "8": "#e6186c", "9": "#bdb092",
}  # fmt: skip
#: Line 9 is missing from the operator's list of codes; its stations from west to east.
_LINE_9 = [
    "개화", "김포공항", "공항시장", "신방화", "마곡나루", "양천향교", "가양", "증미", "등촌",
    "염창", "신목동", "선유도", "당산", "국회의사당", "여의도", "샛강", "노량진", "노들",
    "흑석", "동작", "구반포", "신반포", "고속터미널", "사평", "신논현", "언주", "선정릉",
    "삼성중앙", "봉은사", "종합운동장", "삼전", "석촌고분", "석촌", "송파나루", "한성백제",
    "올림픽공원", "둔촌오륜", "중앙보훈병원",
]  # fmt: skip
#: Two stations that follow each other are never farther apart than this, in degrees.
_GAP = 0.06


def stations(raw: Path) -> dict[str, tuple[float, float]]:
    """Station's name without brackets to longitude and latitude."""
    points: dict[str, tuple[float, float]] = {}
    for row in rows_of(raw / "seoul_subway_ref/지하철역_좌표.csv", "cp949"):
        _place(points, bare(row["역이름"]), float(row["x"]), float(row["y"]))
    for row in rows_of(raw / "seoul_subway_ref/seoul_subway_stations.csv"):
        _place(points, bare(row["name"]), float(row["lon"]), float(row["lat"]))
    return points


def _place(points: dict[str, tuple[float, float]], name: str, x: float, y: float) -> None:
    """Of two stations of one name the one in the city counts (양평 of line 5, not the far one)."""
    if name not in points or not _in_sight(points[name]):
        points[name] = (x, y)


def _in_sight(point: tuple[float, float]) -> bool:
    return 126.75 < point[0] < 127.2 and 37.42 < point[1] < 37.71


def bare(name: str) -> str:
    """The name without what stands in brackets and without the last 역."""
    name = name.partition("(")[0].strip()
    return name.removesuffix("역") if len(name) > 2 else name


def write_lines(path: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """``places/lines.geojson``; how many stations had no coordinates."""
    river = _river(gazetteer)
    rails, missing = _rails(raw, gazetteer)
    names = ("한강", "Han River")
    features = [_feature("han", "river", names, river, {"width_metres": 900})]
    features += [
        _feature(
            f"line-{number}",
            "rail",
            (f"{number}호선", f"Line {number}"),
            rail,
            {"colour": _COLOURS[number]},
        )
        for number, rail in sorted(rails.items())
    ]
    write_features(path, features)
    return {"stations without coordinates": missing}


def _river(gazetteer: Gazetteer) -> BaseGeometry:
    polygons = {gu.id: gu.polygon for gu in gazetteer.districts}
    shared = [
        polygons[north].boundary.intersection(polygons[south].boundary)
        for north in _NORTH
        for south in _SOUTH
    ]
    pieces = [part for one in shared for part in _lines_of(one)]
    middle = linemerge(unary_union(pieces))
    points = list(max(_lines_of(middle), key=lambda line: line.length).coords)
    if points[0][0] > points[-1][0]:
        points.reverse()
    west = _outward(gazetteer, "gangseo", points[0])
    east = _outward(gazetteer, "gangdong", points[-1])
    return LineString([*reversed(west), *points, *east]).simplify(0.0002)


def _outward(gazetteer: Gazetteer, district: str, start: tuple[float, ...]) -> list[Any]:
    """The river as the city's own limit: the district's outer boundary from ``start`` north."""
    others = unary_union([gu.polygon for gu in gazetteer.districts if gu.id != district])
    polygon = next(gu.polygon for gu in gazetteer.districts if gu.id == district)
    free = linemerge(_lines_of(polygon.boundary.difference(others.buffer(1e-6))))
    nearest = min(_lines_of(free), key=lambda line: line.distance(Point(start)))
    points = list(nearest.coords)
    if Point(points[-1]).distance(Point(start)) < Point(points[0]).distance(Point(start)):
        points.reverse()
    northmost = max(range(len(points)), key=lambda place: points[place][1])
    return points[: northmost + 1]


def _lines_of(geometry: BaseGeometry) -> list[LineString]:
    parts = getattr(geometry, "geoms", [geometry])
    return [part for part in parts if isinstance(part, LineString)]


def _rails(raw: Path, gazetteer: Gazetteer) -> tuple[dict[str, BaseGeometry], int]:
    points = stations(raw)
    area = gazetteer.area.buffer(0.004)
    rails, missing = {}, 0
    for number, branches in _branches(raw).items():
        strokes = []
        for branch in branches:
            placed = [points[name] for name in branch if name in points]
            missing += len(branch) - len(placed)
            strokes += _strokes(placed)
        inside = linemerge(unary_union(strokes)).intersection(area)
        rails[number] = MultiLineString(_lines_of(inside)).simplify(0.0005)
    return rails, missing


def _strokes(points: list[tuple[float, float]]) -> list[LineString]:
    return [
        LineString(pair)
        for pair in pairwise(points)
        if Point(pair[0]).distance(Point(pair[1])) < _GAP
    ]


def _branches(raw: Path) -> dict[str, list[list[str]]]:
    """Line number to its branches, each the station names in order of the public codes."""
    file = raw / "seoul_subway_ref/서울교통공사 노선별 지하철역 정보.csv"
    _, *rows = cells_of(file, "cp949")
    codes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _, name, _, line, code in rows:
        codes[line.removesuffix("호선").lstrip("0")].append((code, bare(name)))
    branches = {number: _main_and_spurs(listed) for number, listed in codes.items()}
    branches["2"][0].append(branches["2"][0][0])
    branches["9"] = [_LINE_9]
    return branches


def _main_and_spurs(listed: list[tuple[str, str]]) -> list[list[str]]:
    """Plain codes are the main line; 211-1 … leaves it at 211, P549 … leaves line 5 at 548."""
    main = sorted((code, name) for code, name in listed if code.isdecimal())
    names = dict(main)
    branches = [[name for _, name in main]]
    spurs: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, name in listed:
        if "-" in code:
            stem, step = code.split("-")
            spurs[stem].append((int(step), name))
        elif code.startswith("P"):
            spurs["548"].append((int(code[1:]), name))
    for stem, steps in sorted(spurs.items()):
        branches.append([*([names[stem]] if stem in names else []), *(n for _, n in sorted(steps))])
    return branches


def _feature(
    name: str,
    kind: str,
    words: tuple[str, str],
    geometry: BaseGeometry,
    more: dict[str, Any],
) -> dict[str, Any]:
    properties = {"id": name, "kind": kind, "name_ko": words[0], "name_en": words[1], **more}
    shape = mapping(geometry)
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])},
    }


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, float):
        return round(coordinates, 5)
    return [_rounded(part) for part in coordinates]
