"""Whatever the order of arrival, the city knows the same in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simin.domains.observations import chunk_file, journal, queries, sealing, services
from simin.domains.observations.models import (
    DailyRollup,
    Datastream,
    FamilyHour,
    HourlyRollup,
    LatestObservation,
    Observation,
    Segment,
    Superseded,
)
from simin.domains.observations.observation import NewObservation, as_columns
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

SLUGS = ("air/pm25/east", "air/pm25/west")
ARRIVAL = NOON + 60 * HOUR

#: Which datastream, which of 12 moments over two days, which version of it.
KEYS = st.tuples(st.sampled_from(SLUGS), st.integers(0, 11), st.integers(0, 2))


def version(slug: str, moment: int, number: int, result: int, flagged: bool) -> NewObservation:
    """Quarters, so that sums are exact; every version has another result."""
    at = NOON + moment * timedelta(minutes=250)
    flags = ("통신장애",) if flagged else ()
    value = (3 * result + number) / 4
    return observed(slug, at, value, *flags, result_time=at + number * HOUR)


HISTORIES = st.dictionaries(
    KEYS, st.tuples(st.integers(-50, 50), st.booleans()), min_size=1, max_size=14
).map(lambda found: [version(*key, *value) for key, value in found.items()])


def known() -> list[object]:
    """Everything that reads are answered from, but for how often something arrived."""
    latest = LatestObservation.objects.values_list(
        "datastream__slug", "phenomenon_time", "result_time", "result", "quality"
    )
    spans = [
        model.objects.order_by("datastream__slug", "start").values_list(
            "datastream__slug", "start", "count", "total", "minimum", "maximum", "last",
            "last_at", "invalid",
        )
        for model in (HourlyRollup, DailyRollup)
    ]  # fmt: skip
    return [list(latest.order_by("datastream__slug")), *map(list, spans)]


class AnyOrder(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(HISTORIES, st.data())
    def test_any_order_of_arrival_gives_what_the_clean_history_gives(
        self, history: list[NewObservation], data: st.DataObject
    ) -> None:
        found_observed_town()
        repeats = data.draw(st.lists(st.sampled_from(history), max_size=4))
        arriving = data.draw(st.permutations(history + repeats))
        size = data.draw(st.integers(1, 6))
        for start in range(0, len(arriving), size):
            recorded(*arriving[start : start + size], at=ARRIVAL)
        after_arrival = known()
        self._clean()
        recorded(*_clean(history), at=ARRIVAL)
        assert after_arrival == known()

    def _clean(self) -> None:
        Observation.objects.all().delete()
        Datastream.objects.all().delete()
        found_observed_town()
        assert known() == [[], [], []]


class AnyGrouping(TestCase):
    """Recorded, or appended and folded when it happens, sealed in between: all the same."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(HISTORIES, st.data())
    def test_any_way_in_gives_what_the_clean_history_gives(
        self, history: list[NewObservation], data: st.DataObject
    ) -> None:
        chunk_file.forget()
        found_observed_town()
        arriving = data.draw(st.permutations(history + history[:2]))
        size = data.draw(st.integers(1, 6))
        with TemporaryDirectory() as folder, self.settings(SIMIN_OBSERVATIONS=Path(folder)):
            for start in range(0, len(arriving), size):
                part = arriving[start : start + size]
                data.draw(st.sampled_from((record, append, append_and_fold, record_and_seal)))(part)
            services.fold_pending(zone=ZONE)
            after_arrival = known(), searched(), families()
            assert searched() == naive(history)
        Observation.objects.all().delete()
        for model in (Segment, Superseded, FamilyHour, Datastream):
            model._default_manager.all().delete()
        found_observed_town()
        recorded(*_clean(history), at=ARRIVAL)
        assert after_arrival == (known(), searched(), families())


def record(part: list[NewObservation]) -> None:
    recorded(*part, at=ARRIVAL)


def append(part: list[NewObservation]) -> None:
    ids = dict(Datastream.objects.values_list("slug", "id"))
    columns = as_columns(part, [ids[new.datastream] for new in part])
    services.append(columns, run="run-1", received_at=ARRIVAL)


def append_and_fold(part: list[NewObservation]) -> None:
    append(part)
    services.fold_pending(zone=ZONE)


def record_and_seal(part: list[NewObservation]) -> None:
    record(part)
    with sealing_all():
        services.seal()


@contextmanager
def sealing_all() -> Iterator[None]:
    """Nothing is too little to be sealed."""
    before = journal.HOT, sealing.ENOUGH
    journal.HOT, sealing.ENOUGH = 1, 1
    try:
        yield
    finally:
        journal.HOT, sealing.ENOUGH = before


def searched() -> list[tuple[object, ...]]:
    slugs = dict(Datastream.objects.values_list("id", "slug"))
    page = queries.search(limit=1000, count=True)
    assert page.total == len(page.rows)
    return sorted(
        (slugs[row.datastream_id], row.phenomenon_time, row.result, row.quality)
        for row in page.rows
    )


def naive(history: list[NewObservation]) -> list[tuple[object, ...]]:
    return sorted(
        (new.datastream, new.phenomenon_time, new.result, "\n".join(new.quality))
        for new in _clean(history)
    )


def families() -> list[object]:
    return list(queries.hours_of_family("air/pm25", NOON, ARRIVAL))


def _clean(history: list[NewObservation]) -> list[NewObservation]:
    """Each observation once, in its last version, in order of time."""
    last = {}
    for new in sorted(history, key=lambda new: (new.result_time, new.phenomenon_time)):  # type: ignore[arg-type,return-value]
        last[new.datastream, new.phenomenon_time] = new
    return sorted(last.values(), key=lambda new: new.phenomenon_time)


@pytest.mark.django_db
def test_the_last_word_wins_where_no_result_times_are_told() -> None:
    found_observed_town()
    for hour, result in enumerate((1.0, 2.0, 1.0)):
        recorded(observed(SLUGS[0], NOON, result), at=NOON + hour * HOUR)
    assert queries.latest([SLUGS[0]])[0].result == 1.0
