"""The copy of the hot rows follows what is sealed, without reading all of them anew."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.observations import journal, mirror, queries, sealing, services
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db(transaction=True)
EAST = "air/pm25/east"
REAL = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no copy of hot rows")
    settings.SIMIN_OBSERVATIONS = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(journal, "HOT", 3)
    monkeypatch.setattr(sealing, "ENOUGH", 1)
    found_observed_town()
    yield
    mirror.forget()


def bring(first: int, last: int) -> None:
    recorded(
        *(observed(EAST, NOON + hour * HOUR, float(hour)) for hour in range(first, last)),
        at=NOON + last * HOUR,
    )


def found() -> list[float | None]:
    rows = queries.search("result >= ?", [0.0], order="result", limit=100).rows
    return [row.result for row in rows]


def test_after_sealing_the_positions_alone_are_read_and_nothing_is_lost_or_doubled() -> None:
    bring(0, 10)
    assert found() == [float(hour) for hour in range(10)]
    assert services.seal() > 0
    with CaptureQueriesContext(connection) as seen:
        assert found() == [float(hour) for hour in range(10)]
    asked = [query["sql"] for query in seen.captured_queries if '_observation"' in query["sql"]]
    whole = [statement for statement in asked if '"result"' in statement]
    assert all('position" >= ' in statement for statement in whole)
    assert asked, "the positions are read"
    bring(10, 13)
    recorded(observed(EAST, NOON + 11 * HOUR, 50.0), at=NOON + 20 * HOUR)
    assert found() == [*(float(h) for h in range(11)), 12.0, 50.0]
    services.seal()
    assert found() == [*(float(h) for h in range(11)), 12.0, 50.0]


def test_rows_that_the_copy_never_had_are_read() -> None:
    bring(0, 4)
    assert len(found()) == 4
    bring(4, 10)
    assert services.seal() > 0
    assert found() == [float(hour) for hour in range(10)]
