"""Five thousand data sets and a million rows, the same for both sides; not measured."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

SEED = 20_261_127
THEMES = ("safety", "traffic", "air", "water", "projects", "jobs")
LICENCES = ("KOGL-1", "CC0-1.0", "CC-BY-4.0", "MIT")
OWNERS = ("climate", "environment", "fire", "safety", "transport", "welfare", "jobs", "planning")
_KOREAN = [
    "무더위쉼터",
    "공영주차장",
    "지하철역",
    "버스정류장",
    "대기측정소",
    "미세먼지",
    "소화전",
    "도서관",
    "어린이집",
    "공원",
    "하천",
    "수질",
    "교통량",
    "속도",
    "사고",
    "재난",
    "화재",
    "구조",
    "구급",
    "인구",
    "세대",
    "주택",
    "아파트",
    "상권",
    "점포",
    "인허가",
    "음식점",
    "병원",
    "약국",
    "학교",
    "체육시설",
    "문화행사",
    "관광지",
    "자전거",
    "대여소",
    "가로등",
    "보안등",
    "전기차",
    "충전소",
    "폐기물",
    "재활용",
    "소음",
    "온실가스",
    "에너지",
    "태양광",
    "상수도",
    "하수도",
    "예산",
    "계약",
    "물가",
    "일자리",
    "창업",
    "복지",
    "장애인",
    "노인",
    "청년",
    "여성",
    "안전",
]
_KINDS = ["현황", "위치", "통계", "목록", "이력", "실시간", "예측", "만족도", "운영", "점검"]
_ENGLISH = [
    "heat shelter",
    "public car park",
    "subway station",
    "bus stop",
    "air station",
    "fine dust",
    "hydrant",
    "library",
    "day care",
    "park",
    "river",
    "water quality",
    "traffic volume",
    "speed",
    "accident",
    "disaster",
    "fire",
    "rescue",
    "ambulance",
    "population",
    "household",
    "housing",
    "apartment",
    "business district",
    "shop",
    "permit",
    "restaurant",
    "hospital",
    "pharmacy",
    "school",
    "sports hall",
    "culture event",
    "sight",
    "bicycle",
    "rental station",
    "street light",
    "lamp",
    "electric car",
    "charging point",
    "waste",
    "recycling",
    "noise",
    "greenhouse gas",
    "energy",
    "solar power",
    "tap water",
    "sewer",
    "budget",
    "contract",
    "price",
    "job",
    "start-up",
    "welfare",
    "disability",
    "elderly",
    "youth",
    "women",
    "safety",
]
_SORTS = [
    "status",
    "location",
    "statistics",
    "list",
    "history",
    "live",
    "forecast",
    "satisfaction",
    "operation",
    "check",
]


@dataclass(frozen=True)
class Told:
    """A data set of the catalogue."""

    id: str
    korean: str
    english: str
    description: str
    owner: str
    theme: str
    licence: str
    rows: int
    days: int


def catalogue(count: int) -> list[Told]:
    draw = random.Random(SEED)
    return [_told(number, draw) for number in range(count)]


def _told(number: int, draw: random.Random) -> Told:
    at, other, kind = (draw.randrange(len(_KOREAN)) for _ in range(3))
    sort = kind % len(_KINDS)
    more = " ".join(draw.choices(_KOREAN, k=20)) + " " + " ".join(draw.choices(_ENGLISH, k=20))
    return Told(
        id=f"set-{number:05}",
        korean=f"{_KOREAN[at]} {_KOREAN[other]} {_KINDS[sort]} {number}",
        english=f"{_ENGLISH[at % len(_ENGLISH)]} {_ENGLISH[other % len(_ENGLISH)]} {_SORTS[sort]}",
        description=more,
        owner=draw.choice(OWNERS),
        theme=draw.choice(THEMES),
        licence=draw.choice(LICENCES),
        rows=draw.randrange(1_000_000),
        days=draw.randrange(700),
    )


def words(count: int) -> list[str]:
    """What people type: one or two whole words, half Korean, half English."""
    draw = random.Random(SEED + 1)
    single = [*_KOREAN, *(said.split()[0] for said in _ENGLISH)]
    return [" ".join(draw.sample(single, draw.choice((1, 1, 2)))) for _ in range(count)]


def rows(count: int) -> Iterator[dict[str, object]]:
    draw = random.Random(SEED + 2)
    for number in range(count):
        yield {
            "id": str(number),
            "name": f"{_KOREAN[number % len(_KOREAN)]} {number}",
            "district": f"d{number % 25:02}",
            "longitude": round(126.8 + draw.random() * 0.4, 6),
            "latitude": round(37.45 + draw.random() * 0.2, 6),
            "capacity": draw.randrange(500),
            "opened": f"20{number % 26:02}-{1 + number % 12:02}-{1 + number % 28:02}T00:00:00Z",
        }
