"""Why records could not be read, in the viewer's language."""

import pytest
from django.utils import translation

from simin.web.desk.reasons import placed, sentence, unread


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("pm10: '점검중' is no number", "pm10: '점검중': 숫자가 아님"),
        ("pm10: … is not a number", "pm10: …: 숫자가 아님"),
        ("pm10: -5.0 is below 0.0", "pm10: -5.0: 0.0보다 작음"),
        (
            "gu: '수서구' has no name in the pack (district)",
            "gu: '수서구': 도시 팩에 없는 이름(district)",
        ),
        ("key: comes twice in one answer", "key: 한 응답에 두 번 나옴"),
        ("something: that nobody knows", "something: that nobody knows"),
        ("", ""),
    ],
)
def test_a_reason_is_told(reason: str, told: str) -> None:
    with translation.override("ko"):
        assert unread(reason) == told


def test_the_first_of_many_is_told_in_the_same_language() -> None:
    problem = "48 of 50 records cannot be read; the first: pm10: '-' is no number"
    with translation.override("ko"):
        said = sentence(problem)
    assert said == "50건 중 48건을 읽을 수 없습니다. 첫 번째: pm10: '-': 숫자가 아님"


@pytest.mark.parametrize(
    "problem",
    [
        "the column pm10 has vanished; there are station, pm10_value (pm10 is now pm10_value)",
        "the column pm10 has vanished; there are station",
        "no connection to the source came about",
        "the source did not answer in time",
        "the connection to the source broke off",
        "the name city.example does not resolve",
        "HTML came in place of JSON",
        "this is not complete JSON: Input data was truncated",
    ],
)
def test_why_a_run_failed_is_told_in_the_language_of_the_viewer(problem: str) -> None:
    with translation.override("ko"):
        korean = sentence(problem)
    with translation.override("en"):
        english = sentence(problem)
    assert korean != english
    assert not {"has", "source", "connection", "complete"} & set(korean.split())


def test_where_a_record_stood_is_told() -> None:
    with translation.override("ko"):
        assert placed("message 3, row 7") == "메시지 3, 7행"
        assert placed("sheet Ω") == "sheet Ω"
        assert placed("") == "–"
