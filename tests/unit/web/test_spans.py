"""Spans of time in the viewer's words."""

import pytest
from django.utils import translation

from simin.web.presentation.spans import exact, rounded, to_the_second


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (None, "", ""),
        (45, "45 s", "45초"),
        (90, "90 s", "90초"),
        (5400, "90 min", "90분"),
        (7200, "2 h", "2시간"),
        (86_400, "24 h", "24시간"),
        (7 * 86_400, "7 days", "7일"),
    ],
)
def test_what_was_set_is_said_exactly(seconds: int | None, english: str, korean: str) -> None:
    for language, said in (("en", english), ("ko", korean)):
        with translation.override(language):
            assert exact(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (0.4, "under 1 s", "1초 미만"),
        (119.4, "119 s", "119초"),
        (119.6, "2 min", "2분"),
        (149, "2 min", "2분"),
        (3600, "60 min", "60분"),
        (7169, "119 min", "119분"),
        (7199, "2 h", "2시간"),
        (86_400, "24 h", "24시간"),
        (2 * 86_400 - 1, "2 days", "2일"),
        (3 * 86_400, "3 days", "3일"),
    ],
)
def test_what_was_measured_is_rounded_to_two_or_more(
    seconds: float, english: str, korean: str
) -> None:
    for language, said in (("en", english), ("ko", korean)):
        with translation.override(language):
            assert rounded(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [(420, "7 min", "7분"), (550.9, "9 min 10 s", "9분 10초"), (59, "0 min 59 s", "0분 59초")],
)
def test_a_response_is_told_to_the_second(seconds: float, english: str, korean: str) -> None:
    for language, said in (("en", english), ("ko", korean)):
        with translation.override(language):
            assert to_the_second(seconds) == said
