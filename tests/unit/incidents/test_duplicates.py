"""What may be the same, by place, time and kind."""

from datetime import datetime, timedelta

import pytest

from simin.domains.incidents.duplicates import Limits, Sighting, likeness
from simin.kit.errors import RejectedError
from tests.factories.incidents import NOON

LIMITS = Limits(metres=300, minutes=30, alike=("rescue",))
#: Degrees of latitude of a metre.
METRE = 1 / 111_195


def sighting(number: str = "1", *, after: float = 0, metres: float = 0, **told: object) -> Sighting:
    fields: dict[str, object] = {
        "id": number,
        "kind": "fire",
        "at": NOON + timedelta(minutes=after),
        "source": f"source-{number}",
        "longitude": 127.0,
        "latitude": 37.5 + metres * METRE,
        "district": "east",
        "neighbourhood": "동쪽동",
    }
    return Sighting(**{**fields, **told})  # type: ignore[arg-type]


def test_near_soon_and_of_a_kind() -> None:
    found = likeness(sighting(), sighting("2", after=-6, metres=140), LIMITS)
    assert found is not None and found.metres == pytest.approx(140, abs=1)
    assert (found.other, found.minutes, found.same_kind) == ("2", -6, True)


@pytest.mark.parametrize(
    "told",
    [
        {"metres": 301.0},
        {"after": 30.1},
        {"after": -30.1},
        {"kind": "flood"},
        {"source": "source-1"},
        {"longitude": None, "latitude": None, "neighbourhood": "서쪽동"},
        {"longitude": None, "latitude": None, "district": "west"},
        {"longitude": None, "latitude": None, "neighbourhood": ""},
    ],
)
def test_what_speaks_against_it(told: dict[str, object]) -> None:
    assert likeness(sighting(), sighting("2", **told), LIMITS) is None  # type: ignore[arg-type]


def test_another_word_for_the_same_event() -> None:
    found = likeness(sighting(), sighting("2", kind="rescue"), LIMITS)
    assert found is not None and not found.same_kind


def test_without_a_point_the_neighbourhood_speaks() -> None:
    found = likeness(sighting(), sighting("2", longitude=None, latitude=None), LIMITS)
    assert found is not None and found.metres is None


def test_what_people_typed_is_not_told_apart_by_its_source() -> None:
    one, other = sighting(source="desk"), sighting("2", source="desk")
    assert likeness(one, other, LIMITS) is not None


def test_nothing_is_like_itself() -> None:
    assert likeness(sighting(), sighting(), LIMITS) is None


@pytest.mark.parametrize("limits", [{"metres": 0.0}, {"minutes": 2000.0}])
def test_limits_have_limits(limits: dict[str, float]) -> None:
    with pytest.raises(RejectedError):
        Limits(**limits).check()  # type: ignore[arg-type]


def test_the_nearer_and_sooner_weighs_less() -> None:
    near, far = (
        likeness(sighting(), sighting("2", metres=metres, after=after), LIMITS)
        for metres, after in ((10, 1), (290, 25))
    )
    assert near and far and near.weight < far.weight
    assert isinstance(sighting().at, datetime)
