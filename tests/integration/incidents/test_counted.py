"""The counters become observations, and are zero at midnight."""

from datetime import timedelta

import pytest

from simin.domains.incidents import services
from simin.domains.incidents.services import CountOf, CountRule
from simin.domains.observations import queries as observations
from simin.domains.observations import services as recording
from simin.domains.observations.definition import (
    DatastreamDefinition,
    PropertyDefinition,
    SourceDefinition,
    ThingDefinition,
)
from simin.domains.picture.card import Origin
from simin.kit.clock import FixedClock
from simin.workflows import dispatch, incidents_are_counted
from tests.factories.incidents import NOON, advanced, found_town, minutes, reported

pytestmark = pytest.mark.django_db

MIDNIGHT = NOON + timedelta(hours=12)


def stream(slug: str, family: str, district: str | None = None) -> DatastreamDefinition:
    return DatastreamDefinition(
        slug=slug,
        family=family,
        property="number",
        source="fires",
        thing=ThingDefinition(id=f"count/{slug}", name={"en": slug}, district=district),
        period=3600,
        district=district,
    )


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    fires = SourceDefinition(id="fires", name={"en": "Fires"}, origin=Origin.REPLAYED, budget=7200)
    recording.define_sources([fires])
    recording.define_properties([PropertyDefinition(id="number", name={"en": "n"}, unit="건")])
    recording.define_datastreams(
        [
            stream("fire-open", "fire-open"),
            stream("fire-today", "fire-today"),
            stream("golden", "golden"),
            stream("all-today/east", "all-today", "east"),
            stream("all-today/west", "all-today", "west"),
        ]
    )
    services.define_counts(
        [
            CountRule(family="fire-open", of=CountOf.OPEN, kinds=("fire",)),
            CountRule(family="fire-today", of=CountOf.TODAY, kinds=("fire",)),
            CountRule(family="golden", of=CountOf.WITHIN_TARGET, kinds=("fire",)),
            CountRule(family="all-today", of=CountOf.TODAY),
        ]
    )


def told_until(after: float) -> None:
    dispatch.run_pending([incidents_are_counted], clock=FixedClock(minutes(after)))  # type: ignore[list-item]


def latest() -> dict[str, float | None]:
    families = ["fire-open", "fire-today", "golden", "all-today"]
    return {seen.slug: seen.result for seen in observations.latest_of(families)}


def test_events_move_the_counters() -> None:
    fire = reported("1")
    reported("2", kind="flood", district="west")
    told_until(1)
    assert latest() == {
        "fire-open": 1,
        "fire-today": 1,
        "golden": None,
        "all-today/east": 1,
        "all-today/west": 1,
    }
    advanced(fire, "arrived", 6)
    advanced(fire, "closed", 30)
    told_until(30)
    assert latest()["fire-open"] == 0
    assert latest()["fire-today"] == 1
    assert latest()["golden"] == 100.0


def test_only_what_changed_is_recorded() -> None:
    reported("1")
    told_until(1)
    reported("2", kind="flood", district="west", after=2)
    told_until(2)
    changed = {
        seen.slug
        for seen in observations.latest_of(["fire-today", "all-today"])
        if seen.phenomenon_time == minutes(2)
    }
    assert changed == {"all-today/west"}


def test_the_counts_of_the_day_are_zero_at_midnight_and_open_ones_stay() -> None:
    reported("1")
    told_until(1)
    assert incidents_are_counted.roll_over(MIDNIGHT - timedelta(seconds=1)) > 0
    assert latest()["fire-today"] == 1
    assert incidents_are_counted.roll_over(MIDNIGHT) == 5
    assert latest()["fire-today"] == 0
    assert latest()["all-today/east"] == 0
    assert latest()["fire-open"] == 1


def test_an_hour_is_recorded_once() -> None:
    assert incidents_are_counted.roll_over(NOON) == 5
    assert incidents_are_counted.roll_over(NOON + timedelta(minutes=59)) == 0
    assert incidents_are_counted.roll_over(NOON + timedelta(minutes=60)) == 5


def test_a_count_of_replayed_incidents_says_the_original_time() -> None:
    year = timedelta(days=364)
    reported("1", recorded_at=NOON - year)
    told_until(1)
    (seen,) = observations.latest(["fire-today"])
    assert seen.recorded_at == minutes(1) - year
