"""Seoul's standing figures: one value a district, counted or taken from official statistics."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tools.make_recordings.city_facilities import degrees
from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import cells_of, rows_of
from tools.make_recordings.writing import number, write_recording

#: Figures are shown from these days on, so that they stand when a demonstration begins.
_SHOWN_FROM = date(2022, 2, 26)
_PLAZA = ("KOGL-1", "서울특별시", "Seoul Metropolitan Government")
_MOIS = ("KOGL-1", "행정안전부", "Ministry of the Interior and Safety")
_FIRE_MIT = ("MIT", "SeoulFireDash(suhyeon0325), 원자료 서울 열린데이터광장",
             "SeoulFireDash (suhyeon0325), from Seoul Open Data Plaza")  # fmt: skip
_BUS_MIT = ("MIT", "arer90, 원자료 서울특별시", "arer90, from Seoul")


@dataclass(frozen=True)
class Figure:
    """What one recording says: family to value of each district."""

    id: str
    day: date
    original: str
    owner: tuple[str, str, str]
    families: Mapping[str, Mapping[str, float]]
    decimals: int = 0


def write_figures(target: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    counts = {}
    for figure in _figures(raw, gazetteer):
        _write(target, figure, gazetteer)
        counts[figure.id] = sum(len(values) for values in figure.families.values())
    return counts


def _write(target: Path, figure: Figure, gazetteer: Gazetteer) -> None:
    licence, ko, en = figure.owner
    shown = _SHOWN_FROM + timedelta(days=(figure.day - _SHOWN_FROM).days % 7)
    described = {
        "id": figure.id,
        "kind": "snapshot",
        "source": figure.id,
        "original": figure.original,
        "licence": licence,
        "attribution": {"ko": ko, "en": en},
        "shift_days": (shown - figure.day).days,
        "period": 0,
        "quality": {},
    }
    header, row = ["time"], [f"{figure.day}T00:00"]
    for family, values in figure.families.items():
        for district in sorted(gazetteer.ids):
            header.append(f"{family}/{district}")
            row.append(number(values.get(district, 0), figure.decimals))
    write_recording(target, described, header, [row])


def _figures(raw: Path, gazetteer: Gazetteer) -> Iterable[Figure]:
    yield Figure(
        "population-2026", date(2026, 6, 30), "지역별(행정동) 성별 연령별 주민등록 인구수 2026-06-30",
        _MOIS,
        {
            "people/residents": {gu.id: gu.population for gu in gazetteer.districts},
            "people/elderly": {gu.id: gu.elderly for gu in gazetteer.districts},
        },
    )  # fmt: skip
    yield Figure(
        "elderly-alone-2023", date(2023, 12, 31), "독거노인 현황(연령별/동별) 2023", _PLAZA,
        {"people/elderly-alone": _elderly_alone(raw, gazetteer)},
    )  # fmt: skip
    yield Figure(
        "disability-2022", date(2022, 7, 31), "장애인 등록 현황 2022-07", _PLAZA,
        {"people/disabled": _disabled(raw, gazetteer)},
    )  # fmt: skip
    yield Figure(
        "welfare-2023", date(2023, 1, 9), "서울시 사회복지시설 목록", _PLAZA,
        {"welfare/facilities": _named(raw / "seoul_welfare_population/서울시 사회복지시설 목록.csv.gz",
                                      "cp949", "시군구명", gazetteer)},
    )  # fmt: skip
    yield Figure(
        "heat-2026", date(2026, 7, 1), "서울시 무더위쉼터 2026, 폭염저감시설(그늘막) 2026", _PLAZA,
        {
            "welfare/heat-shelters": _shelters(raw, gazetteer),
            "welfare/shades": _named(raw / "seoul_heat_relief/폭염저감시설_그늘막_2026년.csv.gz",
                                     "utf-8-sig", "시군구", gazetteer),
        },
    )  # fmt: skip
    yield Figure("fires-2023", date(2023, 12, 31), "서울시 화재 2018-2023", _FIRE_MIT,
                 {"safety/fires-year": _fires(raw, gazetteer, "23_화재건수")})  # fmt: skip
    yield Figure(
        "fire-arrival-2021", date(2021, 12, 31), "서울시 화재 2021, 화재출동 골든타임 2021", _FIRE_MIT,
        {"safety/reached-in-time": _reached(raw, gazetteer)}, decimals=1,
    )  # fmt: skip
    yield Figure("extinguishers-2024", date(2024, 12, 31), "서울시 비상소화장치", _FIRE_MIT,
                 {"safety/extinguishers": _boxes(raw, gazetteer)})  # fmt: skip
    yield Figure("crime-2022", date(2022, 12, 31), "5대 범죄 발생현황 2022", _PLAZA,
                 {"safety/crimes-year": _crimes(raw, gazetteer)})  # fmt: skip
    yield Figure(
        "bells-2024", date(2024, 6, 30), "안전비상벨 위치정보", _PLAZA,
        {"safety/bells": _points(raw / "seoul_safety/SAFE_BELL.csv.gz", "utf-8", "longtitude",
                                 "latitude", gazetteer)},
    )  # fmt: skip
    yield Figure("parks-2023", date(2023, 12, 31), "공원 통계 2023", _PLAZA,
                 {"green/parks": _parks(raw, gazetteer, 0)})  # fmt: skip
    yield Figure("park-area-2023", date(2023, 12, 31), "공원 통계 2023, 주민등록 인구 2026-06-30",
                 _PLAZA, {"green/park-area": _area_each(raw, gazetteer)}, decimals=1)  # fmt: skip
    yield Figure(
        "bus-stops-2026", date(2026, 7, 19), "서울시 버스정류소 위치정보", _BUS_MIT,
        {"traffic/bus-stops": _points(raw / "seoul_transport_misc/seoul_bus_stops.csv.gz",
                                      "utf-8", "lon", "lat", gazetteer)},
    )  # fmt: skip
    yield Figure("events-count-2024", date(2024, 9, 9), "서울시 문화행사 정보 (OA-15486)", _PLAZA,
                 {"culture/events": _named(
                     raw / "seoul_culture_events/서울시 문화행사 정보.csv.gz", "cp949",
                     "자치구", gazetteer)})  # fmt: skip


def _counted(names: Iterable[str | None], gazetteer: Gazetteer) -> dict[str, float]:
    counted = Counter(name for name in names if name)
    return {name: counted[name] for name in gazetteer.ids}


def _named(path: Path, encoding: str, column: str, gazetteer: Gazetteer) -> dict[str, float]:
    named = (gazetteer.by_ko.get(row[column].strip()) for row in rows_of(path, encoding))
    return _counted(named, gazetteer)


def _points(path: Path, encoding: str, x: str, y: str, gazetteer: Gazetteer) -> dict[str, float]:
    rows = rows_of(path, encoding)
    places = ((degrees(row[x]), degrees(row[y])) for row in rows)
    return _counted((gazetteer.district_at(*place) for place in places), gazetteer)


def _shelters(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    return _points(
        raw / "seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949", "경도", "위도", gazetteer
    )


def _boxes(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    return _named(raw / "seoul_fire/서울시_비상소화장치_좌표_구동.csv.gz", "utf-8", "구", gazetteer)


def _elderly_alone(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    file = next((raw / "seoul_welfare_population").glob("독거노인*.csv"))
    header, *rows = cells_of(file)
    column = header.index("2023")
    return {
        gazetteer.by_ko[row[1]]: int(row[column])
        for row in rows
        if row[2] == "소계" and row[1] in gazetteer.by_ko
    }


def _disabled(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    file = next((raw / "seoul_welfare_population").glob("disabled_registered*.csv.gz"))
    counted: Counter[str] = Counter()
    for row in rows_of(file, "cp949"):
        if row["통계시도명"] == "서울특별시" and row["통계시군구명"] in gazetteer.by_ko:
            counted[gazetteer.by_ko[row["통계시군구명"]]] += int(row["등록장애인수"])
    return dict(counted)


def _fires(raw: Path, gazetteer: Gazetteer, column: str) -> dict[str, float]:
    return {
        gazetteer.by_ko[row["자치구"]]: int(row[column])
        for row in rows_of(raw / "seoul_fire/18_23_서울시_화재.csv")
        if row["자치구"] in gazetteer.by_ko
    }


def _reached(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    """Per cent of the fires of 2021 reached in under seven minutes: all but the listed late ones."""
    late = _named(raw / "seoul_fire/화재출동_골든타임.csv", "utf-8", "시군구명", gazetteer)
    fires = _fires(raw, gazetteer, "21_화재건수")
    return {name: 100 * (fires[name] - late[name]) / fires[name] for name in fires}


def _crimes(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    header, *rows = cells_of(next((raw / "seoul_safety").glob("5대+범죄+발생현황*.csv")))
    column = header.index("2022")
    return {gazetteer.by_ko[row[1]]: int(row[column]) for row in rows if row[1] in gazetteer.by_ko}


def _parks(raw: Path, gazetteer: Gazetteer, offset: int) -> dict[str, float]:
    """Column of 2023: 0 number, 2 area in thousand square metres; without the national park."""
    header, *rows = cells_of(next((raw / "seoul_welfare_population").glob("공원*.csv")))
    column = header.index("2023") + offset
    return {
        gazetteer.by_ko[row[1]]: float(row[column]) for row in rows if row[1] in gazetteer.by_ko
    }


def _area_each(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    area = _parks(raw, gazetteer, 2)
    return {gu.id: area[gu.id] * 1000 / gu.population for gu in gazetteer.districts}
