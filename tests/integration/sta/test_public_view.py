"""A withheld indicator's families are what the public does not see."""

from datetime import UTC, datetime

import pytest

from simin.domains.picture import queries as picture
from simin.domains.picture import services
from simin.web.sta.public_view import public_viewer
from tests.factories import cards
from tests.factories.indicators import CAI, PM25, define
from tests.factories.observed import found_observed_town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _town() -> None:
    picture.forget_kept()
    found_observed_town()
    define(PM25, CAI)


def test_before_anything_is_withheld_everything_is_seen() -> None:
    assert public_viewer().hidden == frozenset()


def test_what_a_withheld_card_rests_on_is_hidden() -> None:
    shown = [cards.withheld(PM25.id), cards.card(CAI.id)]
    services.publish(changed=shown, at=NOW, city_time=NOW, speed=1.0)
    assert public_viewer().hidden == frozenset(PM25.all_families)
