"""What an officer reads of a card before deciding is words, names and city time, not terms."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from simin.domains.picture.card import Place
from simin.web.presentation.times import CityTime
from simin.web.releases.preview import Preview
from tests.factories.cards import card

NOW = datetime(2022, 3, 5, 5, 5, tzinfo=UTC)
PREVIEW = Preview(CityTime(NOW, ZoneInfo("Asia/Seoul")), {"jung": "중구"})
ENTRY = {"at": "2022-03-05T04:00:00Z", "text": {"ko": "출동"}}


def told(body: dict[str, Any], name: str) -> str:
    """The office's column of the line called ``name``, in Korean."""
    with override("ko"):
        found = {line.name: line.office for line in PREVIEW.lines(card(body=body))}
    return found.get(name, "")


@pytest.mark.parametrize(
    ("body", "name", "shown"),
    [
        ({"severity": "severe"}, "심각도", "심각"),
        ({"severity": "very_bad"}, "심각도", "매우나쁨"),
        ({"urgency": "immediate"}, "긴급도", "즉시 행동"),
        ({"level": "bad"}, "등급", "나쁨"),
        ({"reported_at": "2022-03-05T04:00:00Z"}, "신고", "13:00"),
        ({"summary": {"en": "A fire", "ko": "화재"}}, "요약", "화재"),
        ({"districts": {"jung": {"value": 3, "level": "bad"}}}, "자치구", "중구 값 3, 등급 나쁨"),
        ({"timeline": [ENTRY]}, "시간순 기록", "13:00 출동"),
        ({"decimals": 1, "id": "x"}, "decimals", ""),
    ],
)  # fmt: skip
def test_a_field_is_told_in_words(body: dict[str, Any], name: str, shown: str) -> None:
    assert told(body, name) == shown


def test_a_district_is_told_by_its_name() -> None:
    lines = PREVIEW.lines(card(place=Place(district="jung", label={})))
    assert "중구" in {line.office for line in lines}


def test_a_long_list_tells_how_much_more_there_is() -> None:
    with override("en"):
        lines = PREVIEW.lines(card(body={"indicators": [f"air/{n}" for n in range(9)]}))
    assert any(line.office.endswith("air/8 … +3") for line in lines)
