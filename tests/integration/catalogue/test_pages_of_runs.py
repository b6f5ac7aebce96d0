"""What the pages of a run bring is read once the run was closed, however it ended."""

from collections.abc import Iterator

import pytest

from simin.domains.catalogue import queries
from simin.domains.catalogue.errors import UnknownVersionError
from simin.ingest.feeds import Feed, Mapping
from simin.ingest.feeds import mapping as said
from simin.ingest.runner import book, tables
from simin.ingest.runner.keeping import Arriving
from simin.ingest.runner.outcome import Outcome
from simin.kit.clock import SystemClock, wire
from tests.factories.city_server import city_server, reply
from tests.factories.feed_bench import Bench, rows
from tests.factories.observed import found_observed_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench() -> Iterator[Bench]:
    found_observed_town()
    with city_server() as city:
        bench = Bench(city)
        wire(bench.clock)
        yield bench
    wire(SystemClock())


def feed(bench: Bench) -> Feed:
    columns = (said.Column(field="v", to="v", type="integer"),)
    return bench.table("/rows", whole=False, mapping=Mapping(into="row", columns=columns))


def test_two_pages_are_one_version_at_the_end_of_their_run(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    hand_over = tables.hand_over

    def watched(arriving: Arriving, *told: object) -> object:
        kept = hand_over(arriving, *told)  # type: ignore[arg-type]
        seen.append(len(queries.versions("rows", 9)))
        return kept

    monkeypatch.setattr(tables, "hand_over", watched)
    page = f"{bench.city.url}/two"
    bench.city.on("/rows", reply(rows({"id": "a", "v": 1}, next=page)))
    bench.city.on("/two", reply(rows({"id": "b", "v": 2})))
    bench.run(feed(bench))
    assert seen == [0, 0]
    newest = queries.version("rows")
    assert (newest.number, newest.rows, newest.added) == (1, 2, 2)


def test_what_came_before_a_run_broke_off_is_read(bench: Bench) -> None:
    page = f"{bench.city.url}/two"
    bench.city.on("/rows", reply(rows({"id": "a", "v": 1}, next=page)))
    bench.city.on("/two", reply(status="503 Busy"))
    assert bench.run(feed(bench)).outcome is Outcome.UNAVAILABLE
    assert queries.version("rows").rows == 1


def test_what_came_before_an_engine_was_killed_is_read_when_another_begins(bench: Bench) -> None:
    bench.city.on("/rows", reply(rows({"id": "a", "v": 1})))
    close, book.close = book.close, lambda *_, **__: None  # type: ignore[assignment]
    try:
        bench.run(feed(bench))
    finally:
        book.close = close
    with pytest.raises(UnknownVersionError):
        queries.version("rows")
    book.mark_interrupted(city_time=bench.clock.now())
    assert queries.version("rows").rows == 1
