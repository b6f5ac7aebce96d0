"""A report names the field that cannot be taken."""

from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.incidents.errors import WrongTransitionError
from simin.domains.incidents.report import IncidentReport
from simin.domains.incidents.units import moves
from simin.domains.picture.card import Origin
from simin.kit.errors import RejectedError
from simin.kit.word_search import wanted, words_of

AT = datetime(2022, 3, 5, 5, tzinfo=UTC)


def told(**other: object) -> IncidentReport:
    fields: dict[str, object] = {
        "source": "fires",
        "external_id": "1",
        "kind": "fire",
        "reported_at": AT,
        "origin": Origin.REPLAYED,
    }
    return IncidentReport(**fields | other)  # type: ignore[arg-type]


def test_a_plain_report_is_taken() -> None:
    told(longitude=127.0, latitude=37.5, occurred_at=AT - timedelta(minutes=2)).check()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("source", {"source": ""}),
        ("external_id", {"external_id": ""}),
        ("severity", {"severity": "terrible"}),
        ("urgency", {"urgency": "soon"}),
        ("certainty", {"certainty": "sure"}),
        ("origin", {"origin": "invented"}),
        ("reported_at", {"reported_at": datetime(2022, 3, 5, 5)}),
        ("occurred_at", {"occurred_at": AT + timedelta(seconds=1)}),
        ("detected_at", {"detected_at": AT + timedelta(seconds=1)}),
        ("longitude", {"longitude": 127.0}),
        ("latitude", {"longitude": 37.5, "latitude": 127.0}),
        ("longitude", {"longitude": 181.0, "latitude": 37.5}),
    ],
)
def test_a_wrong_report_names_the_field(field: str, wrong: dict[str, object]) -> None:
    with pytest.raises(RejectedError) as caught:
        told(**wrong).check()
    assert caught.value.field == field


def test_words_are_found_folded_in_every_language() -> None:
    found = words_of([{"ko": "화재, 역삼동", "en": "Fire, Yeoksam-dong"}, "2022-000123", None])
    assert found == {"화재", "역삼동", "fire", "yeoksam", "dong", "2022", "000123"}
    assert wanted("  YEOKsam  2022 ") == ["2022", "yeoksam"]


@pytest.mark.parametrize(
    ("current", "wanted_state", "moved"),
    [
        ("ordered", "en_route", True),
        ("ordered", "released", True),
        ("arrived", "arrived", False),
        ("released", "ordered", True),
    ],
)
def test_a_unit_goes_on(current: str, wanted_state: str, moved: bool) -> None:
    assert moves(current, wanted_state) is moved


@pytest.mark.parametrize(
    ("current", "wanted_state"),
    [("arrived", "ordered"), ("released", "arrived"), ("ordered", "lost")],
)
def test_a_unit_does_not_go_back(current: str, wanted_state: str) -> None:
    with pytest.raises(WrongTransitionError, match="state"):
        moves(current, wanted_state)
