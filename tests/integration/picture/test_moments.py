"""The time bar's thirty days: every frame of the last day, then a picture of five minutes each."""

from datetime import UTC, datetime, timedelta

import pytest

from simin.domains.picture import queries, services
from simin.domains.picture.errors import ForgottenFrameError
from simin.domains.picture.frame import View
from simin.domains.picture.models import Checkpoint
from simin.domains.places import services as places
from tests.factories.cards import card
from tests.factories.places import city as a_city

pytestmark = pytest.mark.django_db
START = datetime(2022, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    """Whose days count what is withheld."""
    queries.forget_kept()
    places.define_city(a_city(), at=START)


def publish(minutes: int) -> None:
    at = START + timedelta(minutes=minutes)
    services.publish(changed=[card("air/pm25", value=minutes)], at=at, city_time=at, speed=1.0)


def test_a_picture_of_each_moment_stays_and_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "CHECKPOINT_EVERY", 2)
    for step in range(30):
        publish(step)
    then = queries.at(11, View.PUBLIC)
    services.forget(keep=6)
    queries.forget_kept()
    kept = [number for number, _ in queries.moments()]
    assert kept[:6] == [1, 6, 11, 16, 21, 24]
    assert queries.at(11, View.PUBLIC) == then
    assert queries.moment_at(START + timedelta(minutes=14)) == 11
    assert queries.moment_at(START - timedelta(minutes=1)) is None
    with pytest.raises(ForgottenFrameError):
        queries.at(10, View.PUBLIC)


def test_a_city_that_is_replayed_fast_keeps_no_picture_of_each_moment() -> None:
    for second in range(90):
        at = START + timedelta(seconds=second)
        services.publish(
            changed=[card("air/pm25", value=second)],
            at=at,
            city_time=START + 60 * timedelta(seconds=second),
            speed=60.0,
        )
    assert list(Checkpoint.objects.values_list("number", flat=True)) == [1, 61]


def test_after_thirty_days_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "CHECKPOINT_EVERY", 2)
    for day in range(40):
        publish(day * 24 * 60)
    services.forget(keep=4)
    oldest = Checkpoint.objects.order_by("number").values_list("city_time", flat=True)[0]
    assert timedelta(days=28) <= START + timedelta(days=39) - oldest <= timedelta(days=30)
