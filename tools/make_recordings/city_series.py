"""Seoul's recorded numbers: air, weather, bicycles, subway, prices, car parks."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.lines import bare, stations
from tools.make_recordings.raw import cells_of, rows_of
from tools.make_recordings.writing import number, write_recording

_CITY = {"ko": "서울특별시", "en": "Seoul Metropolitan Government"}


def write_air(target: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """Hourly PM10 and PM2.5 of 25 districts."""
    file = raw / "seoul_pm_hourly_gu/pm_hourly_25gu_2022-01_08.csv.gz"
    header, *rows = cells_of(file)
    column = {"10PM": "air/pm10", "2.5PM": "air/pm25"}
    names = []
    for cell in header[1:]:
        ko, kind = cell.split("_")
        names.append(f"{column[kind]}/{gazetteer.by_ko[ko]}")
    order = sorted(range(len(names)), key=lambda place: names[place])
    described = {
        "id": "pm-2022",
        "kind": "series",
        "source": "air-network",
        "original": "서울특별시 시간별 (초)미세먼지 (data.go.kr 15089266)",
        "licence": "no restriction of use (data.go.kr)",
        "attribution": _CITY,
        "shift_days": 0,
        "period": 3600,
        "quality": {
            "interpolated": {
                "ko": (
                    "빠진 시간은 원자료를 옮긴 사람이 앞뒤 값으로 이어 채웠으며, "
                    "어느 값인지 표시가 없습니다."
                ),
                "en": (
                    "Missing hours were filled by linear interpolation by the "
                    "copying author, unmarked."
                ),
            }
        },
    }
    written = ([_hour(row[0]), *(number(float(row[place + 1])) for place in order)] for row in rows)
    count = write_recording(target, described, ["time", *(names[p] for p in order)], written)
    return {"hours": count, "values": count * len(names)}


def _hour(cell: str) -> str:
    at = datetime.strptime(cell, "%Y-%m-%d %H:%M")  # noqa: DTZ007 — local
    return at.isoformat(timespec="minutes")


_WEATHER = {
    "weather/temperature": "Temperature",
    "weather/humidity": "Humidity",
    "weather/wind": "Wind speed",
    "weather/rain": "Rainfall",
}


def write_weather_and_bicycles(target: Path, raw: Path) -> dict[str, int]:
    """Two recordings of one file: weather, and rentals of the public bicycle."""
    rows = list(rows_of(raw / "seoul_bike/SeoulBikeData.csv.gz"))
    described = {
        "kind": "series",
        "original": (
            "Seoul Bike Sharing Demand, UCI Machine Learning Repository, doi:10.24432/C5F62R"
        ),
        "licence": "CC-BY-4.0",
        "attribution": {
            "ko": "UCI 머신러닝 저장소(서울 따릉이 수요), 원자료 서울특별시",
            "en": "UCI Machine Learning Repository (Seoul Bike Sharing Demand), from Seoul",
        },
        "shift_days": 1463,
        "period": 3600,
        "quality": {},
    }
    weather = write_recording(
        target,
        {**described, "id": "weather-2018", "source": "weather-record"},
        ["time", *_WEATHER],
        ([_bike_hour(row), *(row[name] for name in _WEATHER.values())] for row in rows),
    )
    closed = sum(row["Functioning Day"] == "No" for row in rows)
    write_recording(
        target,
        {**described, "id": "bike-2018", "source": "bike-record"},
        ["time", "traffic/bike-rentals"],
        ([_bike_hour(row), row["Rented Bike Count"]] for row in rows
         if row["Functioning Day"] == "Yes"),
    )  # fmt: skip
    return {"hours": weather, "hours without bicycle service (left out)": closed}


def _bike_hour(row: dict[str, str]) -> str:
    day = datetime.strptime(row["Date"], "%d/%m/%Y")  # noqa: DTZ007 — local
    return (day + timedelta(hours=int(row["Hour"]))).isoformat(timespec="minutes")


def write_subway(target: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """Boardings of a day, summed over the stations of each district."""
    points = stations(raw)
    known: dict[str, str | None] = {}
    days: dict[str, Counter[str]] = defaultdict(Counter)
    unmatched: set[str] = set()
    for day, name, boardings in _boardings(raw):
        if name not in points:
            unmatched.add(name)
            continue
        if name not in known:
            known[name] = gazetteer.district_at(*points[name])
        district = known[name]
        if district is not None:
            days[day][district] += boardings
    described = {
        "id": "subway-2019",
        "kind": "series",
        "source": "subway-cards",
        "original": "서울시 지하철호선별 역별 승하차 인원 정보 (OA-12914)",
        "licence": "KOGL-1",
        "attribution": _CITY,
        "shift_days": 1092,
        "period": 86400,
        "quality": {
            "stations": {
                "ko": (
                    f"좌표를 찾지 못한 역 {len(unmatched)}곳(대부분 서울 밖)은 합계에서 빠졌습니다."
                ),
                "en": (
                    f"{len(unmatched)} station names without coordinates, most "
                    "outside Seoul, are left out."
                ),
            }
        },
    }
    ids = sorted(gazetteer.ids)
    rows = (
        [f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00", *(days[day][name] or "" for name in ids)]
        for day in sorted(days)
    )
    names = [f"traffic/subway-boardings/{name}" for name in ids]
    count = write_recording(target, described, ["time", *names], rows)
    inside = sum(district is not None for district in known.values())
    return {"days": count, "stations in Seoul": inside, "outside Seoul": len(known) - inside,
            "names without coordinates": len(unmatched)}  # fmt: skip


#: Stations outside Seoul that share their name with one inside.
_NAMESAKES = {("중앙선", "양평")}


def _boardings(raw: Path) -> Iterator[tuple[str, str, int]]:
    """Day, station, boardings; the last month came in another encoding."""
    for file in sorted((raw / "seoul_subway_daily").glob("CARD_SUBWAY_MONTH_*.csv.gz")):
        encoding = "cp949" if "201911" in file.name else "utf-8-sig"
        for row in cells_of(file, encoding)[1:]:
            if (row[1], row[3]) in _NAMESAKES:
                continue
            yield row[0], bare(row[3]), int(row[4])


#: Product to the pack's id and the box, in kilograms, that is quoted every day.
_PRODUCTS = {
    "고구마": ("prices/sweet-potato", "10"),
    "토마토": ("prices/tomato", "10"),
    "무": ("prices/radish", "20"),
    "당근": ("prices/carrot", "20"),
    "양파": ("prices/onion", "15"),
}


def write_prices(target: Path, raw: Path) -> dict[str, int]:
    """Won for ten kilograms of the second grade (상) at Garak market."""
    days: dict[str, dict[str, str]] = defaultdict(dict)
    read = 0
    for row in rows_of(raw / "seoul_garak_market_prices/garak_market_price.CSV.gz"):
        read += 1
        product = _PRODUCTS.get(row["ProductName"])
        if product and row["Grade"] == "1" and row["KG"] == product[1]:
            days[row["Date"]][product[0]] = number(float(row["Price"]) * 10 / float(row["KG"]), 0)
    described = {
        "id": "prices-2019",
        "kind": "series",
        "source": "garak-market",
        "original": "가락시장 품목별 등급별 도매가격 2019",
        "licence": "KOGL-1",
        "attribution": {
            "ko": "서울특별시농수산식품공사",
            "en": "Seoul Agro-Fisheries and Food Corporation",
        },
        "shift_days": 1092,
        "period": 86400,
        "quality": {
            "grade": {
                "ko": (
                    "등급 코드 1을 ‘상’으로 보았고, 상자 가격을 10 kg 값으로 "
                    "환산했습니다. 휴장일은 비어 있습니다."
                ),
                "en": (
                    "Grade code 1 is taken as 상 (second of four); box prices turned "
                    "into 10 kg; no value when closed."
                ),
            }
        },
    }
    names = [name for name, _ in _PRODUCTS.values()]
    rows = (
        [f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00", *(days[day].get(name, "") for name in names)]
        for day in sorted(days)
    )
    count = write_recording(target, described, ["time", *names], rows)
    return {"quotations read": read, "market days": count}
