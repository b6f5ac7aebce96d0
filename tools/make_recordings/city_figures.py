"""Seoul's standing figures: one value a district, counted or taken from official statistics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tools.make_recordings import city_statistics as statistics
from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.writing import number, write_recording

#: Figures are shown from these days on, so that they stand when a demonstration begins.
_SHOWN_FROM = date(2022, 2, 26)
_PLAZA = ("KOGL-1", "서울특별시", "Seoul Metropolitan Government")
_MOIS = ("KOGL-1", "행정안전부", "Ministry of the Interior and Safety")
_FIRE_MIT = (
    "MIT",
    "SeoulFireDash(suhyeon0325), 원자료 서울 열린데이터광장",
    "SeoulFireDash (suhyeon0325), from Seoul Open Data Plaza",
)
_WELFARE = "seoul_welfare_population/서울시 사회복지시설 목록.csv.gz"
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
        "population-2026",
        date(2026, 6, 30),
        "행정동 성별 연령별 주민등록 인구수",
        _MOIS,
        {
            "people/residents": {gu.id: gu.population for gu in gazetteer.districts},
            "people/elderly": {gu.id: gu.elderly for gu in gazetteer.districts},
        },
    )
    yield Figure(
        "elderly-alone-2023",
        date(2023, 12, 31),
        "독거노인 현황(연령별/동별) 2023",
        _PLAZA,
        {"people/elderly-alone": statistics.elderly_alone(raw, gazetteer)},
    )
    yield Figure(
        "disability-2022",
        date(2022, 7, 31),
        "장애인 등록 현황 2022-07",
        _PLAZA,
        {"people/disabled": statistics.disabled(raw, gazetteer)},
    )
    yield Figure(
        "welfare-2023",
        date(2023, 1, 9),
        "서울시 사회복지시설 목록",
        _PLAZA,
        {"welfare/facilities": statistics.named(raw / _WELFARE, "cp949", "시군구명", gazetteer)},
    )
    yield Figure(
        "heat-2026",
        date(2026, 7, 1),
        "서울시 무더위쉼터 2026, 폭염저감시설(그늘막) 2026",
        _PLAZA,
        {
            "welfare/heat-shelters": statistics.shelters(raw, gazetteer),
            "welfare/shades": statistics.named(
                raw / "seoul_heat_relief/폭염저감시설_그늘막_2026년.csv.gz",
                "utf-8-sig",
                "시군구",
                gazetteer,
            ),
        },
    )
    yield Figure(
        "fires-2023",
        date(2023, 12, 31),
        "서울시 화재 2018-2023",
        _FIRE_MIT,
        {"safety/fires-year": statistics.fires(raw, gazetteer, "23_화재건수")},
    )
    yield Figure(
        "fire-arrival-2021",
        date(2021, 12, 31),
        "서울시 화재, 화재출동 골든타임 2021",
        _FIRE_MIT,
        {"safety/reached-in-time": statistics.reached(raw, gazetteer)},
        decimals=1,
    )
    yield Figure(
        "extinguishers-2024",
        date(2024, 12, 31),
        "서울시 비상소화장치",
        _FIRE_MIT,
        {"safety/extinguishers": statistics.boxes(raw, gazetteer)},
    )
    yield Figure(
        "crime-2022",
        date(2022, 12, 31),
        "5대 범죄 발생현황 2022",
        _PLAZA,
        {"safety/crimes-year": statistics.crimes(raw, gazetteer)},
    )
    yield Figure(
        "bells-2024",
        date(2024, 6, 30),
        "안전비상벨 위치정보",
        _PLAZA,
        {
            "safety/bells": statistics.points(
                raw / "seoul_safety/SAFE_BELL.csv.gz", "utf-8", "longtitude", "latitude", gazetteer
            )
        },
    )
    yield Figure(
        "parks-2023",
        date(2023, 12, 31),
        "공원 통계 2023",
        _PLAZA,
        {"green/parks": statistics.parks(raw, gazetteer, 0)},
    )
    yield Figure(
        "park-area-2023",
        date(2023, 12, 31),
        "공원 통계 2023, 주민등록 인구 2026-06-30",
        _PLAZA,
        {"green/park-area": statistics.area_each(raw, gazetteer)},
        decimals=1,
    )
    yield Figure(
        "bus-stops-2026",
        date(2026, 7, 19),
        "서울시 버스정류소 위치정보",
        _BUS_MIT,
        {
            "traffic/bus-stops": statistics.points(
                raw / "seoul_transport_misc/seoul_bus_stops.csv.gz",
                "utf-8",
                "lon",
                "lat",
                gazetteer,
            )
        },
    )
    yield Figure(
        "events-count-2024",
        date(2024, 9, 9),
        "서울시 문화행사 정보 (OA-15486)",
        _PLAZA,
        {
            "culture/events": statistics.named(
                raw / "seoul_culture_events/서울시 문화행사 정보.csv.gz",
                "cp949",
                "자치구",
                gazetteer,
            )
        },
    )
