"""Findings are said in words, in both languages, and none is left out."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from simin.domains.picture.card import Badge
from simin.web.presentation.findings import badge_words, sentence
from simin.web.presentation.times import CityTime
from simin.web.presentation.trust import trust_line
from simin.web.presentation.vocabulary import BADGES
from tests.factories.cards import NOON, trust

SINCE = datetime(2022, 3, 5, 5, 5, tzinfo=UTC)
FROZEN = Badge(detector="frozen", severity="doubtful", since=SINCE)
DETECTORS = Path(__file__).parents[3] / "src" / "simin" / "ingest" / "detectors"


@pytest.mark.parametrize(
    ("language", "badge", "said"),
    [
        ("en", "frozen", "37 values in a row are 0.031"),
        ("ko", "값 멈춤", "연속 37개 값이 모두 0.031"),
    ],
)
def test_a_badge_and_its_evidence_in_words(language: str, badge: str, said: str) -> None:
    with translation.override(language):
        assert badge_words((FROZEN,)) == badge
        assert sentence("frozen", {"values": 37, "result": 0.031, "limit": 360}) == said


def test_the_line_says_the_heaviest_and_how_many_more() -> None:
    more = Badge(detector="paused", severity="notice", since=SINCE)
    with translation.override("en"):
        time = CityTime(NOON, ZoneInfo("Asia/Seoul"))
        line = trust_line(trust(badges=(FROZEN, more)), time)
    assert (line.badge, line.severity) == ("frozen +1", "doubtful")
    assert ("doubtful", "frozen, since 14:05") in line.lineage


def test_a_detector_without_words_is_shown_by_its_id_and_facts() -> None:
    odd = Badge(detector="odd-thing", severity="notice", since=SINCE)
    assert badge_words((odd,)) == "odd-thing"
    assert sentence("odd-thing", {"columns": ["a", "b"]}) == "columns: a, b"


def test_every_detector_has_words() -> None:
    code = "".join(path.read_text() for path in DETECTORS.glob("*.py"))
    for name in BADGES:
        assert name == name.lower()
    stated = {
        line.split('"')[1]
        for line in code.splitlines()
        if line[:1].isupper() and ' = "' in line and "-" in line
    }
    assert stated
    assert stated <= BADGES.keys()
