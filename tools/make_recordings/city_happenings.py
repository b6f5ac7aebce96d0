"""Seoul's recorded fires and announced events."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from tools.make_recordings.city_facilities import dotted
from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import rows_of
from tools.make_recordings.writing import write_recording

_FIRE_COLUMNS = [
    "id", "kind", "reported_at", "arrived_after", "extinguished_after", "district",
    "neighbourhood", "severity", "deaths", "injuries", "damage_won",
]  # fmt: skip


def write_fires(target: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """The fires of 2021 that were reached in seven minutes or later, at their neighbourhood."""
    counts: Counter[str] = Counter()
    rows = []
    fires = sorted(rows_of(raw / "seoul_fire/화재출동_골든타임.csv"), key=_reported_at)
    for place, row in enumerate(fires, start=1):
        district = gazetteer.by_ko[row["시군구명"]]
        dong = gazetteer.neighbourhood(district, row["읍면동명"])
        counts["placed by name" if dong else "placed by nearest neighbourhood"] += 1
        dong = dong or gazetteer.nearest(district, float(row["경도"]), float(row["위도"]))
        arrived, fought = int(row["출동소요시간"]), int(row["화재진압시간"])
        counts["without time of extinction"] += fought == 0
        rows.append(
            [
                f"{place:04d}", "fire", _reported_at(row).isoformat(timespec="minutes"), arrived,
                arrived + fought if fought else "", district, dong.id, _severity(row),
                row["사망수"], row["부상자수"], int(row["재산피해금액"]) * 1000,
            ]
        )  # fmt: skip
    described = {
        "id": "fires-2021",
        "kind": "incidents",
        "source": "fire-record",
        "original": (
            "화재출동 골든타임 2021 (suhyeon0325/SeoulFireDash, 원자료 서울 열린데이터광장·소방청)"
        ),
        "licence": "MIT",
        "attribution": {
            "ko": "SeoulFireDash(suhyeon0325), 원자료 서울 열린데이터광장·소방청",
            "en": (
                "SeoulFireDash (suhyeon0325), from Seoul Open Data Plaza and the "
                "National Fire Agency"
            ),
        },
        "shift_days": 399,
        "quality": {
            "late_only": {
                "ko": "2021년 화재 4,951건 가운데 도착까지 7분 이상 걸린 905건만 들어 있습니다.",
                "en": (
                    "Holds only the 905 of the 4,951 fires of 2021 that took seven "
                    "minutes or more to reach."
                ),
            },
            "coarsened": {
                "ko": "위치는 법정동의 대표점입니다.",
                "en": "The place is a point that stands for the neighbourhood.",
            },
        },
    }
    write_recording(target, described, _FIRE_COLUMNS, rows)
    return {"fires": len(rows), **dict(sorted(counts.items()))}


def _reported_at(row: dict[str, str]) -> datetime:
    return datetime.strptime(row["화재발생일시"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 — local


def _severity(row: dict[str, str]) -> str:
    """The pack's rule; damage is recorded in thousands of won."""
    deaths, injuries = int(row["사망수"]), int(row["부상자수"])
    damage = int(row["재산피해금액"]) * 1000
    if deaths >= 3 or injuries >= 20:
        return "extreme"
    if deaths or injuries >= 5 or damage >= 100_000_000:
        return "severe"
    return "moderate" if injuries or damage >= 10_000_000 else "minor"


_CATEGORIES = {
    "클래식": "Classical music",
    "콘서트": "Concert",
    "전시/미술": "Exhibition",
    "연극": "Theatre",
    "뮤지컬/오페라": "Musical and opera",
    "국악": "Korean music",
    "무용": "Dance",
    "영화": "Film",
    "축제-문화/예술": "Festival, arts",
    "축제-전통/역사": "Festival, heritage",
    "축제-자연/경관": "Festival, nature",
    "축제-시민화합": "Festival, community",
    "축제-기타": "Festival",
    "기타": "Other",
}
_EVENT_COLUMNS = [
    "id", "published_at", "title_ko", "title_en", "summary_ko", "summary_en", "category_ko",
    "category_en", "district", "starts_on", "ends_on", "link",
]  # fmt: skip
_FIRST, _LAST = "2024-02-01", "2024-08-26"


def write_events(target: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """Culture events as announcements of the city.

    Courses are left out, and recitals, too: their titles are mostly names of persons.
    """
    counts: Counter[str] = Counter()
    chosen: dict[str, dict[str, str]] = {}
    for row in rows_of(raw / "seoul_culture_events/서울시 문화행사 정보.csv.gz", "cp949"):
        counts["read"] += 1
        number = row["문화포털상세URL"].partition("cultcode=")[2].partition("&")[0]
        if row["분류"] not in _CATEGORIES:
            counts["courses and recitals (left out)"] += 1
        elif not _FIRST <= row["신청일"] <= _LAST or not number.isdecimal():
            counts["announced outside the window (left out)"] += 1
        elif row["시작일"][:10] > row["종료일"][:10] or "�" in row["공연/행사명"]:
            counts["damaged (left out)"] += 1
        else:
            chosen.setdefault(number, row)
    ordered = sorted(chosen.items(), key=lambda pair: (pair[1]["신청일"], int(pair[0])))
    rows, place, day = [], 0, ""
    for number, row in ordered:
        place = place + 1 if row["신청일"] == day else 0
        day = row["신청일"]
        rows.append(_event(number, row, place, gazetteer))
    described = {
        "id": "events-2024",
        "kind": "notices",
        "source": "culture-events",
        "original": "서울시 문화행사 정보 (OA-15486), 2024-09",
        "licence": "KOGL-1",
        "attribution": {"ko": "서울특별시", "en": "Seoul Metropolitan Government"},
        "shift_days": -728,
        "quality": {
            "hour": {
                "ko": "등록일만 기록되어 있어 게시 시각은 근무 시간에 고루 나누었습니다.",
                "en": (
                    "Only the day of announcement is recorded; the hour is spread "
                    "over the working day."
                ),
            }
        },
    }
    write_recording(target, described, _EVENT_COLUMNS, rows)
    return {**dict(sorted(counts.items())), "kept": len(rows)}


def _event(number: str, row: dict[str, str], place: int, gazetteer: Gazetteer) -> list[str]:
    """From 08:00 on, each announcement of a day eleven minutes after the one before."""
    minute = 8 * 60 + min(place * 11, 11 * 60)
    at = f"{row['신청일']}T{minute // 60:02d}:{minute % 60:02d}"
    return [
        number, at, dotted(row["공연/행사명"]), "", dotted(row["장소"]), "", row["분류"],
        _CATEGORIES[row["분류"]], gazetteer.by_ko.get(row["자치구"], ""), row["시작일"][:10],
        row["종료일"][:10],
        f"https://culture.seoul.go.kr/culture/culture/cultureEvent/view.do?cultcode={number}",
    ]  # fmt: skip
