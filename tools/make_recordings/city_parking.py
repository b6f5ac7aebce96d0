"""How full the car parks of Seoul were, at one moment."""

from collections import Counter
from pathlib import Path

from tools.make_recordings.gazetteer import Gazetteer
from tools.make_recordings.raw import rows_of
from tools.make_recordings.writing import number, write_recording


def write_parking(target: Path, raw: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """Share of spaces taken in the city's off-street car parks, at one moment."""
    file = raw / "seoul_public_parking/서울시 시영주차장 실시간 주차대수 정보.csv"
    cars: Counter[str] = Counter()
    spaces: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for row in rows_of(file, "cp949"):
        total, taken = int(row["총 주차면"]), int(row["현재 주차 차량수"] or 0)
        reason = _unusable(row, total, taken)
        counts[reason or "car parks kept"] += 1
        if not reason:
            district = gazetteer.by_ko[row["주소"].split()[0]]
            cars[district] += taken
            spaces[district] += total
    described = {
        "id": "parking-2026",
        "kind": "snapshot",
        "source": "car-parks",
        "original": "서울시 시영주차장 실시간 주차대수 정보, 2026-03-19 16:14",
        "licence": "KOGL-1",
        "attribution": {"ko": "서울특별시", "en": "Seoul Metropolitan Government"},
        "shift_days": -1477,
        "period": 0,
        "quality": {
            "selection": {
                "ko": (
                    "그 시각에 값을 보낸 노외 주차장만 셌습니다. 노상 주차장은 전체 "
                    "면수가 1로 적혀 있어 뺐습니다."
                ),
                "en": (
                    "Only off-street car parks that reported then; on-street ones "
                    "state a single space."
                ),
            }
        },
    }
    ids = sorted(spaces)
    names = [f"traffic/parking-occupancy/{name}" for name in ids]
    shares = [number(100 * cars[name] / spaces[name]) for name in ids]
    everywhere = number(100 * cars.total() / spaces.total())
    header = ["time", *names, "traffic/parking-total"]
    write_recording(target, described, header, [["2026-03-19T16:14", *shares, everywhere]])
    return dict(sorted(counts.items()))


def _unusable(row: dict[str, str], total: int, taken: int) -> str:
    if not row["현재 주차 차량수 업데이트시간"].startswith("2026-03-19"):
        return "no count on that day"
    if row["주차장 종류"] != "NW":
        return "on-street, number of spaces unknown"
    return "more cars than spaces" if taken > total else ""
