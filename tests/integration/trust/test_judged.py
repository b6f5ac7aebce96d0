"""What arrives is judged whichever way it came; findings open, stand and end with it."""

from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean

import pytest

from simin.domains.observations import queries, services
from simin.domains.observations.definition import (
    DatastreamDefinition,
    Limits,
    PropertyDefinition,
    ThingDefinition,
)
from simin.domains.observations.finding import Finding
from simin.kit.clock import FixedClock
from simin.workflows import dispatch, observations_are_judged
from tests.factories import published
from tests.factories.observed import HOUR, NOON, ZONE, family, observed, recorded, source

pytestmark = pytest.mark.django_db
DISTRICTS = ("a", "b", "c", "d", "e", "f")


@pytest.fixture(autouse=True)
def _town() -> None:
    source()
    family("air/pm25", districts=DISTRICTS)
    limits = Limits(frozen_after=300, may_stand_at=(0.0,), plausible=(1.0, 2000.0), outlier=50.0)
    words = {"ko": "먼지", "en": "dust"}
    services.define_properties(
        [
            PropertyDefinition(id="pm25", name=words, unit="µg/m³", limits=limits),
            PropertyDefinition(
                id="no2", name=words, unit="ppm", limits=Limits(plausible=(0.0, 0.5))
            ),
        ]
    )


def hour(number: int, *results: float) -> list[Finding]:
    """One hour of all districts arrives; what stands then."""
    at = NOON + number * HOUR
    recorded(*(observed(f"air/pm25/{d}", at, r) for d, r in zip(DISTRICTS, results, strict=True)))
    return judged(at)


def judged(at: datetime) -> list[Finding]:
    dispatch.run_pending([observations_are_judged], clock=FixedClock(at))
    return queries.findings()


def test_a_value_that_stands_is_found_and_ends_when_it_moves() -> None:
    for number in range(5):
        assert hour(number, 31.0, 10 + number, 20 + number, 0, 12 + number, 30 - number) == []
    (found,) = hour(5, 31.0, 15, 25, 0, 17, 25)
    assert (found.detector, found.subject, found.since) == ("frozen", "air/pm25/a", NOON)
    assert (found.evidence["values"], found.run) == (6, "run-1")
    assert hour(6, 30.0, 14, 24, 0, 16, 26) == []


def test_a_batch_of_many_hours_that_moved_within_is_not_frozen() -> None:
    hour(0, 31.0, 10, 20, 0, 12, 30)
    recorded(
        *(
            observed("air/pm25/a", NOON + n * HOUR, 31.0 if n == 9 else 40.0 + n)
            for n in range(1, 10)
        )
    )
    assert judged(NOON + 9 * HOUR) == []
    recorded(observed("air/pm25/a", NOON + 10 * HOUR, 31.0))
    assert judged(NOON + 10 * HOUR) == []


def test_an_outlier_that_its_neighbours_contradict_is_found_and_dust_passes() -> None:
    (found,) = hour(0, 404, 29, 31, 28, 30, 27)
    assert (found.detector, found.subject) == ("contradicted-outlier", "air/pm25/a")
    assert found.evidence["neighbours"] == 29
    assert hour(1, 404, 390, 410, 380, 402, 377) == []


def test_another_unit_stands_until_it_is_undone() -> None:
    hour(0, 10, 20, 30, 40, 50, 60)
    (found,) = hour(1, 100, 205, 303, 404, 500, 598)
    assert (found.detector, found.severity, found.evidence["factor"]) == ("unit-jump", "wrong", 10)
    assert found.since == NOON + HOUR
    assert len(hour(2, 110, 190, 310, 390, 510, 590)) == 1
    assert hour(3, 11, 19, 31, 39, 51, 59) == []


def test_values_that_are_another_substances_are_found() -> None:
    for number in range(4):
        hour(number, *(0.02 + n / 1000 + number / 1000 for n in range(6)))
    mistaken = [one for one in queries.findings() if one.detector == "mistaken-column"]
    assert [(one.subject, one.evidence["rather"]) for one in mistaken] == [("air/pm25", "no2")]
    for number in range(4, 60, 5):
        hour(number, 10, 20, 30, 40, 50, 60 + number)
    assert [one for one in queries.findings() if one.detector == "mistaken-column"] == []


def test_a_property_without_limits_is_not_judged() -> None:
    family("bikes/free", districts=DISTRICTS)
    for number in range(30):
        at = NOON + number * timedelta(hours=1)
        recorded(*(observed(f"bikes/free/{d}", at, 5.0) for d in DISTRICTS))
        assert judged(at) == []


def test_another_unit_is_undone_across_hours_that_are_missing() -> None:
    hour(0, 10, 20, 30, 40, 50, 60)
    hour(1, 100, 205, 303, 404, 500, 598)
    assert hour(9, 10, 21, 30, 41, 50, 59) == []


def test_another_unit_that_stays_for_a_month_is_the_usual_one() -> None:
    hour(0, 10, 20, 30, 40, 50, 60)
    hour(1, 100, 205, 303, 404, 500, 598)
    days = 24
    assert len(hour(29 * days, 110, 190, 310, 390, 510, 590)) == 1
    assert hour(31 * days + 2, 120, 200, 300, 400, 500, 600) == []


def guro(shared: Path) -> dict[str, list[tuple[datetime, float]]]:
    """Real hours of PM10 of one district by day."""
    told = published.lines(
        shared / "data/seoul_pm_hourly_gu/pm_hourly_25gu_2022-01_08.csv.gz", "utf-8"
    )
    column = told[0].index("구로구_10PM")
    days: dict[str, list[tuple[datetime, float]]] = {}
    for row in told[1:]:
        at = datetime.strptime(row[0], "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
        days.setdefault(row[0].split()[0], []).append((at, float(row[column])))
    return days


def official_day(hours: list[tuple[datetime, float]], value: float) -> list[Finding]:
    """The hours of a day came, then its official value."""
    thing = ThingDefinition(id="guro", name={"en": "Guro"}, district="guro")
    for slug, period in (("hours/pm25/guro", 3600), ("days/pm25/guro", 86400)):
        services.define_datastreams(
            [
                DatastreamDefinition(
                    slug=slug, family=slug.rpartition("/")[0], property="pm25", source="network",
                    thing=thing, period=period, district="guro",
                )
            ]
        )  # fmt: skip
    recorded(*(observed("hours/pm25/guro", at, result) for at, result in hours))
    recorded(observed("days/pm25/guro", hours[0][0], value), at=hours[-1][0])
    found = judged(hours[-1][0])
    return [one for one in found if one.detector == "contradicted-outlier"]


def test_404_on_a_day_whose_hours_say_29_is_wrong_and_its_number_is_not_used(shared: Path) -> None:
    hours = next(told for told in guro(shared).values() if 28.5 <= mean(v for _, v in told) <= 29.5)
    (found,) = official_day(hours, 404.0)
    assert (found.severity, found.subject) == ("wrong", "days/pm25/guro")
    assert round(found.evidence["hours"]) == 29


def test_the_largest_real_day_of_dust_passes(shared: Path) -> None:
    hours = max(guro(shared).values(), key=lambda told: mean(v for _, v in told))
    day = mean(value for _, value in hours)
    assert day > 100 and official_day(hours, day) == []
