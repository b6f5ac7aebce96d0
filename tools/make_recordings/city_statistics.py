"""Counts and official statistics of Seoul, each as district to value."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tools.make_recordings.city_facilities import degrees
from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import cells_of, rows_of


def counted(names: Iterable[str | None], gazetteer: Gazetteer) -> dict[str, float]:
    counted = Counter(name for name in names if name)
    return {name: counted[name] for name in gazetteer.ids}


def named(path: Path, encoding: str, column: str, gazetteer: Gazetteer) -> dict[str, float]:
    named = (gazetteer.by_ko.get(row[column].strip()) for row in rows_of(path, encoding))
    return counted(named, gazetteer)


def points(path: Path, encoding: str, x: str, y: str, gazetteer: Gazetteer) -> dict[str, float]:
    rows = rows_of(path, encoding)
    places = ((degrees(row[x]), degrees(row[y])) for row in rows)
    return counted((gazetteer.district_at(*place) for place in places), gazetteer)


def shelters(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    return points(
        raw / "seoul_heat_relief/서울시 무더위쉼터.csv.gz", "cp949", "경도", "위도", gazetteer
    )


def boxes(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    return named(raw / "seoul_fire/서울시_비상소화장치_좌표_구동.csv.gz", "utf-8", "구", gazetteer)


def elderly_alone(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    file = next((raw / "seoul_welfare_population").glob("독거노인*.csv"))
    header, *rows = cells_of(file)
    column = header.index("2023")
    return {
        gazetteer.by_ko[row[1]]: int(row[column])
        for row in rows
        if row[2] == "소계" and row[1] in gazetteer.by_ko
    }


def disabled(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    file = next((raw / "seoul_welfare_population").glob("disabled_registered*.csv.gz"))
    counted: Counter[str] = Counter()
    for row in rows_of(file, "cp949"):
        if row["통계시도명"] == "서울특별시" and row["통계시군구명"] in gazetteer.by_ko:
            counted[gazetteer.by_ko[row["통계시군구명"]]] += int(row["등록장애인수"])
    return dict(counted)


def fires(raw: Path, gazetteer: Gazetteer, column: str) -> dict[str, float]:
    return {
        gazetteer.by_ko[row["자치구"]]: int(row[column])
        for row in rows_of(raw / "seoul_fire/18_23_서울시_화재.csv")
        if row["자치구"] in gazetteer.by_ko
    }


def reached(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    """Per cent of the fires of 2021 reached in under seven minutes: all but the listed ones."""
    late = named(raw / "seoul_fire/화재출동_골든타임.csv", "utf-8", "시군구명", gazetteer)
    every = fires(raw, gazetteer, "21_화재건수")
    return {name: 100 * (every[name] - late[name]) / every[name] for name in every}


def crimes(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    header, *rows = cells_of(next((raw / "seoul_safety").glob("5대+범죄+발생현황*.csv")))
    column = header.index("2022")
    return {gazetteer.by_ko[row[1]]: int(row[column]) for row in rows if row[1] in gazetteer.by_ko}


def parks(raw: Path, gazetteer: Gazetteer, offset: int) -> dict[str, float]:
    """Column of 2023: 0 number, 2 area in thousand square metres; without the national park."""
    header, *rows = cells_of(next((raw / "seoul_welfare_population").glob("공원*.csv")))
    column = header.index("2023") + offset
    return {
        gazetteer.by_ko[row[1]]: float(row[column]) for row in rows if row[1] in gazetteer.by_ko
    }


def area_each(raw: Path, gazetteer: Gazetteer) -> dict[str, float]:
    area = parks(raw, gazetteer, 2)
    return {gu.id: area[gu.id] * 1000 / gu.population for gu in gazetteer.districts}
