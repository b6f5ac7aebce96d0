"""Where one writer is all that a database has, chunks lie beside it and are folded once."""

from collections.abc import Iterator

import numpy as np
import pytest
from django.db import connection, transaction

from simin.domains.observations import chunk_file, pending, positions, queries, services
from simin.domains.observations.columns import micros
from simin.domains.observations.models import Chunk, Datastream, JournalMark
from tests.factories.observed import HOUR, NOON, ZONE, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST = "air/pm25/east"


@pytest.fixture(autouse=True)
def _town() -> Iterator[None]:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps chunks in a table")
    found_observed_town()
    yield


def append(*results: float, hour: int = 0) -> int:
    count = len(results)
    rows = {
        "datastream_id": np.full(count, Datastream.objects.get(slug=EAST).pk),
        "phenomenon_time": np.arange(count) * 60_000_000 + micros(NOON + hour * HOUR),
        "result": np.array(results),
    }
    return services.append(rows, run=None, received_at=NOON + 9 * HOUR).first


def results() -> list[float | None]:
    return [row.result for row in queries.search(order="observation").rows]


def test_a_chunk_that_the_file_still_has_is_not_folded_again() -> None:
    append(1.0, 2.0)
    services.fold_pending(zone=ZONE)  # in a test nothing commits, so the file still has it
    assert chunk_file.of_database().newest(0) is not None
    assert services.fold_pending(zone=ZONE).rows == 0
    assert results() == [1.0, 2.0]


def test_a_fold_that_is_rolled_back_left_its_chunks() -> None:
    append(1.0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.fold_pending(zone=ZONE)
        raise ZeroDivisionError
    assert (results(), services.fold_pending(zone=ZONE).rows) == ([], 1)


def test_what_is_appended_while_something_is_recorded_is_folded_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    allot, appended = pending.allot, list[int]()

    def appending_before(count: int) -> int:
        appended.append(append(1.0))
        return allot(count)

    monkeypatch.setattr(pending, "allot", appending_before)
    recorded(observed(EAST, NOON + 5 * HOUR, 2.0), at=NOON + 9 * HOUR)
    assert results() == [2.0]
    assert services.fold_pending(zone=ZONE).rows == 1
    rows = queries.search(order="observation").rows
    assert [(row.observation, row.result) for row in rows] == [
        (appended[0], 1.0),
        (appended[0] + 1, 2.0),
    ]


def test_a_file_that_is_gone_begins_behind_everything_that_was_kept() -> None:
    append(1.0, 2.0, 3.0)
    services.fold_pending(zone=ZONE)
    last = queries.search(order="observation DESC").rows[0].observation
    chunk_file.forget()
    assert append(4.0, hour=1) == last + 1
    services.fold_pending(zone=ZONE)
    assert results() == [1.0, 2.0, 3.0, 4.0]


def test_chunks_of_an_older_version_are_taken_over() -> None:
    first = append(1.0)
    (old,) = chunk_file.of_database().between(0, first)
    chunk_file.forget()
    Chunk.objects.create(first=first, rows=1, received_at=NOON + 9 * HOUR, payload=old.payload)
    JournalMark.objects.create(name="next", number=first + 1)
    assert append(2.0, hour=1) == first + 1
    assert services.fold_pending(zone=ZONE).rows == 2
    assert results() == [1.0, 2.0]
    assert not Chunk.objects.exists()
    assert positions.folded_until() == first + 2
