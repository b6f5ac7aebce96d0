"""Makes the invented recordings of Naru: ``python -m tools.make_recordings.sample FOLDER``.

Every number comes from a formula here; nothing was measured.
"""

import math
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tools.make_recordings.writing import number, write_recording

_START = datetime(2024, 5, 1)  # noqa: DTZ001 — local
_HOURS = 7 * 24
_WORDS = {"ko": "가상 자료", "en": "invented"}


def main(folder: Path) -> None:
    """Write all recordings into ``folder``/recordings."""
    target = folder / "recordings"
    columns = [f"air/{name}/{district}" for name in ("pm10", "pm25") for district in _DISTRICTS]
    write_recording(target, _described("air", "series", "air-hourly"), ["time", *columns], _air())
    write_recording(target, _described("fires", "incidents", "fires"), _FIRE_COLUMNS, _FIRES)
    write_recording(target, _described("news", "notices", "town-news"), _NEWS_COLUMNS, _NEWS)
    residents = [f"people/residents/{district}" for district in _DISTRICTS]
    described = {**_described("register", "snapshot", "register"), "shift_days": 0, "period": 0}
    rows = [["2024-05-01T09:00", "21000", "34000"]]
    write_recording(target, described, ["time", *residents], rows)


def _described(name: str, kind: str, source: str) -> dict[str, object]:
    return {
        "id": name,
        "kind": kind,
        "source": source,
        "original": "invented for tests",
        "licence": "CC0-1.0",
        "attribution": _WORDS,
        "shift_days": 0,
        "quality": {"invented": {"ko": "지어낸 값", "en": "made up by a formula"}},
    }


_DISTRICTS = {"upper": 0.9, "lower": 1.1}


def _air() -> Iterator[list[str]]:
    """A calm week with dust on the second day from 06:00 on, and one gap."""
    for hour in range(_HOURS):
        at = _START + timedelta(hours=hour)
        wave = 8 * math.cos((at.hour - 9) * math.pi / 12)
        dust = 140 * math.exp(-(((hour - 34) / 5) ** 2))
        pm10 = [number((38 + wave + dust) * share) for share in _DISTRICTS.values()]
        pm25 = [number((18 + wave / 2 + dust / 8) * share) for share in _DISTRICTS.values()]
        if hour == 40:
            pm10[1] = ""
        yield [at.isoformat(timespec="minutes"), *pm10, *pm25]


_FIRE_COLUMNS = [
    "id", "kind", "reported_at", "arrived_after", "extinguished_after", "district",
    "neighbourhood", "severity", "deaths", "injuries", "damage_won",
]  # fmt: skip
_FIRES = [
    ["0001", "fire", "2024-05-01T19:40", 380, 2100, "lower", "lower-quay", "minor", 0, 0, 1200000],
    ["0002", "fire", "2024-05-02T05:06", 395, 2400, "upper", "upper-market", "moderate",
     0, 1, 9000000],
    ["0003", "fire", "2024-05-02T06:20", 610, "", "lower", "lower-mill", "severe", 1, 2, 240000000],
    ["0004", "fire", "2024-05-06T14:02", 415, 1800, "lower", "lower-quay", "minor", 0, 0, 300000],
]  # fmt: skip
_NEWS_COLUMNS = [
    "id", "published_at", "title_ko", "title_en", "summary_ko", "summary_en", "category_ko",
    "category_en", "district", "starts_on", "ends_on", "link",
]  # fmt: skip
_NEWS = [
    ["1", "2024-05-01T18:00", "부두 야시장이 열립니다", "Night market on the quay",
     "부두광장", "Quay square", "행사", "Event", "lower", "2024-05-03", "2024-05-05", ""],
    ["2", "2024-05-02T05:10", "윗나루 언덕길 통행 안내", "", "", "", "교통",
     "Traffic", "upper", "", "2024-05-06", "https://example.org/naru/2"],
]  # fmt: skip

if __name__ == "__main__":
    main(Path(sys.argv[1]))
