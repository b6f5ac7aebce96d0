"""Five layers, each counted in its own place; where two differ it is told with their numbers."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from simin.domains.indicators import cards
from simin.domains.observations import queries
from simin.domains.observations.models import Observation, RunArrivals
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.ingest.feeds import Feed
from simin.ingest.models import LayerCheck, StandingRecord
from simin.ingest.oversight.declared import declare
from simin.ingest.oversight.layers import layers_of
from simin.kit.clock import SystemClock, wire
from simin.kit.outbox import queries as outbox
from simin.kit.outbox import services as cursors
from simin.workflows.layers_are_compared import compare
from simin.workflows.picture_follows.follower import READER
from tests.factories import indicators
from tests.factories.city_server import city_server, reply
from tests.factories.feed_bench import Bench, reading, rows
from tests.factories.observed import HOUR, NOON, found_observed_town

ROWS = [{"id": name, "v": name * 2} for name in "abcdef"]


@pytest.fixture
def bench(db: None) -> Iterator[Bench]:
    found_observed_town()
    picture.forget_kept()
    with city_server() as city:
        bench = Bench(city)
        wire(bench.clock)
        yield bench
    wire(SystemClock())


def run(bench: Bench, feed: Feed, *told: dict[str, object]) -> None:
    path = feed.address.removeprefix(bench.city.url)
    bench.city.on(path, reply(rows(*told)))
    declare([feed], [], missing={}, replayed=False)
    bench.run(feed)


def looked(bench: Bench) -> dict[str, tuple[int, int]]:
    """What each layer expected and found, after a look."""
    compare(bench.clock.now())
    return {
        layer.name: (layer.expected, layer.found) for layer in layers_of(LayerCheck.objects.get())
    }


def differing() -> list[tuple[str, int, int]]:
    return [
        (one.subject, one.evidence["expected"], one.evidence["found"])
        for one in queries.findings()
        if one.detector == "layers-disagree"
    ]


def show(bench: Bench) -> None:
    """The picture follows."""
    indicators.define(indicators.PM25)
    now = bench.clock.now()
    publishing.publish(changed=cards.cards(None, now), at=now, city_time=now, speed=1.0)
    cursors.move(READER, outbox.head())


def test_a_run_is_followed_from_answer_to_card(bench: Bench) -> None:
    run(bench, bench.feed(), reading("east", 12), reading("west", 30), reading("west", "x"))
    show(bench)
    assert looked(bench) == {
        "fetched": (3, 3),
        "parsed": (2, 2),
        "stored": (2, 2),
        "served": (2, 2),
        "shown": (2, 2),
    }
    assert (LayerCheck.objects.get().agrees, differing()) == (True, [])


def test_rows_that_readers_do_not_find_are_told_until_they_do(bench: Bench) -> None:
    run(bench, bench.feed(), reading("east", 12), reading("west", 30))
    Observation.objects.filter(result=30).delete()
    looked(bench)
    assert (differing(), LayerCheck.objects.get().agrees) == ([("stored-served", 2, 1)], False)
    run(bench, bench.feed(), reading("east", 14, NOON + HOUR))
    looked(bench)
    assert differing() == []


def test_a_card_that_lacks_what_is_served_is_told(bench: Bench) -> None:
    run(bench, bench.feed(), reading("east", 12))
    show(bench)
    run(bench, bench.feed(), reading("east", 12), reading("west", 30))
    assert "shown" not in looked(bench), "on its way"
    cursors.move(READER, outbox.head())
    run(bench, bench.feed(), reading("east", 13), reading("west", 30))
    cursors.move(READER, outbox.head())
    looked(bench)
    assert differing() == [("served-shown", 2, 1)]


def test_what_the_store_did_not_count_is_told_as_the_run_closes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simin.domains.observations.run_arrivals.note", lambda *_: None)
    run(bench, bench.feed(), reading("east", 12), reading("west", 30))
    assert differing() == [("parsed-stored", 2, 0)]


def test_rows_of_a_data_set_are_counted_where_they_are_read(bench: Bench) -> None:
    table = bench.table()
    run(bench, table, *ROWS)
    assert looked(bench)["served"] == (6, 6)
    StandingRecord.objects.create(
        feed=table.id, key="z", kind="row", values={"v": "zz"}, digest="", first_run="", last_run=""
    )
    run(bench, table, *ROWS[:5], {"id": "f", "v": "other"}, {"id": "z", "v": "zz"})
    assert looked(bench)["served"] == (7, 7), "it came again, and was handed over"


def test_a_look_costs_the_same_however_much_there_is(bench: Bench) -> None:
    """It asks for the positions of the newest run alone, and asks no more often than at first."""
    asked = []
    for hour in range(4):
        run(bench, bench.feed(), reading("east", hour, NOON - hour * HOUR))
        with CaptureQueriesContext(connection) as context:
            looked(bench)
        asked.append(len(context))
    assert asked[1] == asked[2] == asked[3]
    last = RunArrivals.objects.get(run="air@4")
    assert (last.first_position, last.last_position) == (4, 4)
