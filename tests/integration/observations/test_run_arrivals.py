"""The store counts what each run brought, twice: as it judges the rows, and where they are read."""

from datetime import timedelta

import pytest

from simin.domains.observations import journal, queries, sealing, services
from simin.domains.observations.models import Datastream, RunArrivals
from simin.domains.observations.reading import OfRun, There
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed

pytestmark = pytest.mark.django_db

EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()


def record(run: str, *told: services.NewObservation) -> services.Recorded:
    return services.record(told, run=run, received_at=NOON + 9 * HOUR, zone=ZONE)


def made_of(run: str) -> tuple[int, ...]:
    told = queries.of_runs([run])[run]
    return told.fresh, told.late, told.corrected, told.outdated, told.repeated, told.dropped


def there(run: str, first: int | None = None) -> There | None:
    told = queries.of_runs([run])[run]
    return queries.rows_of_run(run, first or told.first_position, told.last_position)


def test_each_arrival_is_counted_for_its_run() -> None:
    record("a@1", observed(EAST, NOON, 1.0), observed(WEST, NOON, 2.0))
    record(
        "a@2",
        observed(EAST, NOON, 1.0),
        observed(WEST, NOON, 3.0),
        observed(EAST, NOON - HOUR, 5.0),
        observed(EAST, NOON + HOUR, 6.0),
    )
    assert (made_of("a@1"), made_of("a@2")) == ((2, 0, 0, 0, 0, 0), (1, 1, 1, 0, 1, 0))
    assert there("a@1") == There(kept=2, counting=1), "one was corrected since"
    assert there("a@2") == There(kept=3, counting=3)


def test_a_run_that_goes_on_is_counted_from_where_it_was_looked_at() -> None:
    record("a#1", observed(EAST, NOON, 1.0))
    until = queries.of_runs(["a#1"])["a#1"].last_position
    record("other", observed(WEST, NOON, 1.0))
    record("a#1", observed(EAST, NOON + HOUR, 2.0), observed(WEST, NOON + HOUR, 2.0))
    assert made_of("a#1")[0] == 3
    assert there("a#1", first=until + 1) == There(kept=2, counting=2)


def test_runs_of_one_batch_are_told_apart() -> None:
    batches = [("a#1", [observed(EAST, NOON, 1.0)]), ("b#1", [observed(WEST, NOON, 1.0)])]
    services.record_together(batches, received_at=NOON, zone=ZONE)
    told = queries.of_runs(["a#1", "b#1"])
    assert [each.fresh for each in told.values()] == [1, 1]
    assert told["a#1"].last_position != told["b#1"].last_position


def test_what_retention_does_not_take_is_counted_as_dropped() -> None:
    record("a@1", observed(EAST, NOON, 1.0))
    Datastream.objects.filter(slug=EAST).update(keep_days=1)
    services.forget(now=NOON + timedelta(days=5), real=NOON, zone=ZONE)
    recorded = record("a@2", observed(EAST, NOON, 1.0), observed(WEST, NOON, 1.0))
    assert (recorded.accepted, recorded.dropped) == (1, 1)
    assert made_of("a@2") == (1, 0, 0, 0, 0, 1)


def test_sealed_rows_are_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "ENOUGH", 1)
    monkeypatch.setattr(journal, "HOT", 1)
    record("a@1", *(observed(EAST, NOON + n * timedelta(minutes=1), n) for n in range(5)))
    sealing.seal()
    record("a@2", observed(EAST, NOON, 40.0))
    assert there("a@1") == There(kept=5, counting=4)


def test_it_is_forgotten_with_the_answers() -> None:
    record("a@1", observed(EAST, NOON, 1.0))
    assert services.forget_run_arrivals(NOON + timedelta(days=20)) == 0
    assert services.forget_run_arrivals(NOON + timedelta(days=40)) == 1
    assert (RunArrivals.objects.count(), OfRun().all) == (0, 0)
