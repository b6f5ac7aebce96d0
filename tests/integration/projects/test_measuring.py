"""How much of their plan projects achieved, by district; a mean tells of nothing withheld."""

from datetime import date, timedelta

import pytest

from simin.domains.observations import queries as observations
from simin.domains.projects import services
from simin.kit.clock import FixedClock
from simin.workflows.projects_are_measured import as_time_passes
from tests.factories import observed
from tests.factories.directive_town import reader
from tests.factories.observed import NOON, ZONE
from tests.factories.project_town import bridge

FAMILY = "projects/progress"


@pytest.fixture(autouse=True)
def _family(clock: FixedClock) -> None:
    observed.source("network")
    observed.family(FAMILY, districts=("east", "west"))


def newest() -> dict[str, float | None]:
    return {one.slug.rsplit("/", 1)[1]: one.result for one in observations.latest_of([FAMILY])}


def test_each_district_has_the_mean_of_what_its_projects_achieved() -> None:
    assert as_time_passes([FAMILY], NOON, ZONE) == 2
    assert newest() == {"east": pytest.approx(90, abs=0.1), "west": 80}
    assert as_time_passes([FAMILY], NOON + timedelta(minutes=5), ZONE) == 0
    assert as_time_passes([FAMILY], NOON + timedelta(days=1), ZONE) == 2
    assert as_time_passes([], NOON, ZONE) == 0


def test_a_withheld_project_is_left_out() -> None:
    hidden = bridge(withheld="security", review_on=date(2022, 12, 31))
    services.take([hidden], by=reader("mayor"))
    assert as_time_passes([FAMILY], NOON, ZONE) == 1
    assert newest()["east"] == pytest.approx(100, abs=0.1)
