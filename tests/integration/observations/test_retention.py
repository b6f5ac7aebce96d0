"""Raw observations go when their time is over; what was made of them stays."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from simin.domains.observations import journal, queries, sealing, services
from simin.domains.observations.models import (
    Datastream,
    Observation,
    RemovedDatastream,
    Segment,
    Superseded,
)
from simin.domains.observations.removing import remove_datastream
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
FAMILY = "air/pm25"
EAST, WEST = f"{FAMILY}/east", f"{FAMILY}/west"
REAL = datetime(2026, 1, 1, tzinfo=UTC)
DAY = 24 * HOUR
NOW = NOON + 40 * DAY


@pytest.fixture(autouse=True)
def _town(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SIMIN_OBSERVATIONS = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(journal, "HOT", 3)
    monkeypatch.setattr(sealing, "ENOUGH", 1)
    found_observed_town()
    Datastream.objects.filter(slug=EAST).update(keep_days=10)
    for slug in (EAST, WEST):
        recorded(*(observed(slug, NOON + day * DAY, float(day)) for day in range(40)), at=NOW)


def forget() -> int:
    return services.forget(now=NOW, real=REAL, zone=ZONE)


def results(slug: str) -> list[float | None]:
    return [row.result for row in queries.raw(slug, limit=100).rows]


@pytest.mark.parametrize("sealed", [False, True])
def test_what_is_older_than_kept_is_gone_and_its_days_stay(sealed: bool) -> None:
    if sealed and connection.vendor != "sqlite":
        pytest.skip("nothing is sealed on PostgreSQL")
    if sealed:
        services.seal()
        assert Segment.objects.exists()
    days = queries.daily_of(["air/pm25"], NOON - DAY, NOW)
    kept = queries.kept()
    assert forget() > 0
    assert results(EAST) == [float(day) for day in range(39, 29, -1)]
    assert len(results(WEST)) == 40
    assert queries.search(count=True).total == 50
    assert queries.daily_of(["air/pm25"], NOON - DAY, NOW) == days
    assert queries.kept() == kept
    assert forget() == 0


def test_what_was_forgotten_does_not_come_back() -> None:
    forget()
    days = queries.daily([EAST], NOON - DAY, NOW)
    again = recorded(observed(EAST, NOON, 0.0), observed(EAST, NOON + 35 * DAY, 35.0), at=NOW)
    assert (again.accepted, again.repeated) == (0, 1)
    assert queries.daily([EAST], NOON - DAY, NOW) == days
    assert len(results(EAST)) == 10


def test_a_correction_of_what_is_kept_is_summed_up_from_all_of_its_hour() -> None:
    forget()
    recorded(observed(EAST, NOON + 31 * DAY, 99.0), at=NOW)
    (hour,) = queries.hourly([EAST], NOON + 31 * DAY, NOON + 31 * DAY + HOUR)
    assert hour.tally.total == 99.0


@pytest.mark.parametrize("sealed", [False, True])
def test_what_is_forgotten_leaves_no_note_for_every_later_question(sealed: bool) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL nothing is noted")
    if sealed:
        services.seal()
    recorded(observed(EAST, NOON + DAY, 99.0), at=NOW)
    assert Superseded.objects.count() == 1
    forget()
    assert not Superseded.objects.exists()


@pytest.mark.parametrize("sealed", [False, True])
def test_a_datastream_that_is_no_more_is_counted_and_kept_no_more(sealed: bool) -> None:
    if sealed and connection.vendor != "sqlite":
        pytest.skip("nothing is sealed on PostgreSQL")
    if sealed:
        services.seal()
    recorded(observed(EAST, NOON, 7.0), observed(WEST, NOON - HOUR, 7.0), at=NOW)
    remove_datastream(Datastream.objects.get(slug=WEST))
    span = NOON - DAY, NOW + DAY
    whole = [
        (hour.start, hour.count, hour.total) for hour in queries.hours_of_family(FAMILY, *span)
    ]
    assert whole == [
        (hour.start, hour.tally.count, hour.tally.total) for hour in queries.hourly([EAST], *span)
    ]
    Datastream.objects.update(keep_days=None)
    left = queries.search("datastream_id = ?", [Datastream.objects.get().pk], count=True).total
    assert forget() > 0
    assert queries.search(count=True).total == left == 40
    assert not Observation.objects.exclude(datastream_id=Datastream.objects.get().pk).exists()
    assert not RemovedDatastream.objects.exists()
    assert forget() == 0
