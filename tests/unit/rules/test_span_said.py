"""Spans of a rule in the viewer's words, exactly."""

import pytest
from django.utils import translation

from simin.web.rules.summaries import span_said


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (None, "", ""),
        (45, "45 s", "45초"),
        (5400, "90 min", "90분"),
        (7200, "2 h", "2시간"),
        (86_400, "24 h", "24시간"),
        (7 * 86_400, "7 days", "7일"),
    ],
)
def test_a_span_is_said_exactly(seconds: int | None, english: str, korean: str) -> None:
    for language, said in (("en", english), ("ko", korean)):
        with translation.override(language):
            assert span_said(seconds) == said
