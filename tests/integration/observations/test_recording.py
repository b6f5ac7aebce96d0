"""What is recorded is kept once, corrected right, and told once."""

from datetime import timedelta

import pytest

from simin.domains.observations import queries, services
from simin.domains.observations.events import (
    ObservationsRecorded,
    SourceFailed,
    SourceRecovered,
)
from simin.domains.observations.models import Observation, Source
from simin.domains.observations.reading import Arrivals
from simin.domains.observations.tally import Tally
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories.observed import (
    HOUR,
    NOON,
    ZONE,
    family,
    found_observed_town,
    observed,
    recorded,
    source,
)

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()


def latest(slug: str) -> float | None:
    return queries.latest([slug])[0].result


def hour(slug: str) -> Tally:
    (span,) = queries.hourly([slug], NOON, NOON + HOUR)
    return span.tally


def day(slug: str) -> Tally:
    (span,) = queries.daily([slug], NOON - 24 * HOUR, NOON + HOUR)
    return span.tally


def test_a_batch_is_kept_and_told_once() -> None:
    done = recorded(observed(EAST, NOON, 12.0), observed(WEST, NOON + HOUR, 30.0))
    assert (done.accepted, done.repeated, done.corrected, done.late) == (2, 0, 0, 0)
    assert [
        (seen.slug, seen.result, seen.run) for seen in queries.latest_of_family("air/pm25")
    ] == [
        (EAST, 12.0, "run-1"),
        (WEST, 30.0, "run-1"),
    ]
    (told,) = outbox.after(0)
    assert told.event == ObservationsRecorded(
        datastreams=[EAST, WEST],
        families=["air/pm25"],
        until=NOON + HOUR,
        since=NOON,
        first=1,
        last=2,
    )
    assert told.occurred_at == NOON + HOUR


def test_the_same_batch_again_changes_nothing() -> None:
    batch = [observed(EAST, NOON + i * timedelta(minutes=5), float(i)) for i in range(9)]
    recorded(*batch)
    before = queries.raw(EAST), hour(EAST), day(EAST), queries.latest([EAST])
    again = recorded(*batch, run="run-2")
    assert (again.accepted, again.repeated) == (0, 9)
    assert (queries.raw(EAST), hour(EAST), day(EAST), queries.latest([EAST])) == before
    assert len(list(outbox.after(0))) == 1


def test_a_repeat_inside_a_batch_counts_once() -> None:
    done = recorded(observed(EAST, NOON, 5.0), observed(EAST, NOON, 5.0))
    assert (done.accepted, done.repeated) == (1, 1)
    assert hour(EAST).count == 1


def test_a_late_value_fills_its_hour_and_never_replaces_a_newer_one() -> None:
    recorded(observed(EAST, NOON + timedelta(minutes=30), 10.0))
    done = recorded(observed(EAST, NOON, 40.0), at=NOON + HOUR)
    assert (done.accepted, done.late) == (1, 1)
    assert latest(EAST) == 10.0
    assert (hour(EAST).count, hour(EAST).last, hour(EAST).maximum) == (2, 10.0, 40.0)
    assert queries.latest([EAST])[0].kept == 2


def test_a_correction_takes_its_old_value_out_of_everything() -> None:
    recorded(observed(EAST, NOON, 404.0), observed(EAST, NOON + timedelta(minutes=30), 20.0))
    done = recorded(observed(EAST, NOON, 29.0), at=NOON + HOUR)
    assert (done.accepted, done.corrected) == (0, 1)
    for tally in (hour(EAST), day(EAST)):
        assert (tally.count, tally.total, tally.maximum, tally.last) == (2, 49.0, 29.0, 20.0)
    assert latest(EAST) == 20.0
    assert [row.result for row in queries.raw(EAST).rows] == [20.0, 29.0, 404.0]


def test_a_correction_of_the_latest_value_replaces_it() -> None:
    recorded(observed(EAST, NOON, 404.0))
    recorded(observed(EAST, NOON, 29.0), at=NOON + HOUR)
    assert latest(EAST) == 29.0


def test_an_older_result_of_the_same_time_is_kept_but_does_not_count() -> None:
    recorded(observed(EAST, NOON, 29.0, result_time=NOON + 2 * HOUR))
    done = recorded(observed(EAST, NOON, 404.0, result_time=NOON))
    assert (done.accepted, done.late, done.corrected) == (1, 1, 0)
    assert (latest(EAST), hour(EAST).total, len(queries.raw(EAST).rows)) == (29.0, 29.0, 2)


def test_a_flagged_value_is_visible_and_not_summed_up() -> None:
    recorded(observed(EAST, NOON, 900.0, "점검및교정", "통신장애"))
    seen = queries.latest([EAST])[0]
    assert (seen.result, seen.quality, seen.valid) == (900.0, ("점검및교정", "통신장애"), False)
    assert hour(EAST) == Tally(invalid=1)


def test_a_flag_that_is_lifted_is_a_correction() -> None:
    recorded(observed(EAST, NOON, 12.0, "통신장애"))
    recorded(observed(EAST, NOON, 12.0))
    assert hour(EAST).total == 12.0
    assert hour(EAST).invalid == 0


def test_the_right_part_of_a_batch_is_kept() -> None:
    done = recorded(
        observed("air/pm25/nowhere", NOON, 1.0),
        observed(EAST, NOON, float("nan")),
        observed(EAST, NOON, 12.0),
        observed(EAST, NOON + 2 * HOUR, 12.0),
        at=NOON,
    )
    assert done.accepted == 1
    assert [(index, error.field) for index, error in done.rejected] == [
        (0, "datastream"),
        (1, "result"),
        (3, "phenomenon_time"),
    ]


def test_a_batch_of_nothing_but_errors_tells_nothing() -> None:
    recorded(observed(EAST, NOON, float("inf")))
    assert not list(outbox.after(0))
    assert services.record([], run=None, received_at=NOON, zone=ZONE).accepted == 0


def test_an_arrival_without_a_zone_is_refused_as_a_whole() -> None:
    with pytest.raises(RejectedError) as refused:
        recorded(observed(EAST, NOON, 1.0), at=NOON.replace(tzinfo=None))
    assert refused.value.field == "received_at"


def test_a_day_is_the_citys_day() -> None:
    midnight = NOON + 10 * HOUR  # 00:00 in the town
    recorded(observed(EAST, midnight - HOUR, 1.0), observed(EAST, midnight, 2.0))
    days = queries.daily_of(["air/pm25"], NOON - 24 * HOUR, NOON + 24 * HOUR)
    assert [(span.start, span.tally.total) for span in days] == [
        (midnight - 24 * HOUR, 1.0),
        (midnight, 2.0),
    ]


def test_a_source_fails_and_recovers_once_each() -> None:
    assert services.source_failed("network", reason="HTTP 500", at=NOON)
    assert not services.source_failed("network", reason="timeout", at=NOON + HOUR)
    state = queries.source("network")
    assert (state.down_since, state.failure) == (NOON, "timeout")
    assert services.source_recovered("network", at=NOON + 2 * HOUR)
    assert not services.source_recovered("network", at=NOON + 3 * HOUR)
    assert [told.event for told in outbox.after(0)] == [
        SourceFailed(source="network", reason="HTTP 500", since=NOON),
        SourceRecovered(source="network", down_since=NOON),
    ]
    assert queries.source("network").last_success_at == NOON + 2 * HOUR


def test_defining_again_keeps_what_is_observed() -> None:
    recorded(observed(EAST, NOON, 12.0))
    services.source_failed("network", reason="HTTP 500", at=NOON)
    before = Observation.objects.count(), Source.objects.get().down_since
    found_observed_town()
    assert (Observation.objects.count(), Source.objects.get().down_since) == before
    assert latest(EAST) == 12.0
    assert len(queries.datastreams("air/pm25")) == 2


def test_a_datastream_needs_its_source() -> None:
    with pytest.raises(RejectedError) as refused:
        family("air/pm10", source="nobody")
    assert refused.value.field == "datastreams.air/pm10/east.source"
    assert not queries.datastreams("air/pm10")


def test_counts_are_kept_by_source() -> None:
    source("other")
    family("air/no2", source="other", districts=[None])
    recorded(observed(EAST, NOON, 1.0), observed(WEST, NOON, 2.0), observed("air/no2", NOON, 3.0))
    recorded(observed(EAST, NOON, 1.5))
    assert queries.kept() == {"network": 3, "other": 1}


def test_what_became_of_rows_is_counted_by_source() -> None:
    recorded(observed(EAST, NOON, 1.0), observed(EAST, NOON + HOUR, 2.0))
    recorded(
        observed(EAST, NOON - HOUR, 0.0),
        observed(EAST, NOON, 1.0),
        observed(EAST, NOON + HOUR, 3.0),
        observed(EAST, NOON + HOUR, 4.0, result_time=NOON - HOUR),
        at=NOON + HOUR,
    )
    assert queries.arrivals() == {
        "network": Arrivals(kept=5, late=2, corrected=1, outdated=1, repeated=1)
    }


def test_raw_rows_are_paged_without_gap_or_repeat() -> None:
    recorded(*(observed(EAST, NOON + i * HOUR, float(i)) for i in range(7)))
    recorded(observed(EAST, NOON + 3 * HOUR, 33.0))
    seen, before = [], None
    while True:
        page = queries.raw(EAST, before=before, limit=3)
        seen += [row.result for row in page.rows]
        before = page.next
        if before is None:
            break
    assert seen == [6.0, 5.0, 4.0, 33.0, 3.0, 2.0, 1.0, 0.0]
    assert queries.raw(EAST, before=10_000_000).rows == []
