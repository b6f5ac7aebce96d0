"""Who is asked when."""

from datetime import timedelta

from structlog.testing import capture_logs

from simin.ingest.feeds import Schedule
from simin.ingest.models import FeedState, Run
from simin.ingest.runner import book
from simin.ingest.runner.outcome import Outcome
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows

GOOD = reply(rows(reading("east", 1)))


def minutes(bench: Bench, number: float) -> None:
    bench.clock.advance(timedelta(minutes=number))


def test_a_feed_runs_when_its_turn_comes(bench: Bench) -> None:
    bench.city.on("/air", GOOD)
    feed = bench.feed(schedule=Schedule(every=600, jitter=60, pause=0.0))
    asked = []
    for _ in range(13):
        bench.beat(feed)
        asked.append(len(bench.city.seen))
        minutes(bench, 1)
    assert asked == [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]


def test_a_failing_feed_waits_and_a_refused_one_stops_until_it_changes(bench: Bench) -> None:
    bench.city.on("/air", reply(status="500 Oops"), reply(status="403 No"), GOOD)
    feed = bench.feed(schedule=Schedule(every=5, pause=0.0))
    for _ in range(2):
        bench.beat(feed)
    assert FeedState.objects.get().backing_off_until == bench.clock.now() + timedelta(seconds=30)
    bench.beat(feed)
    assert len(bench.city.seen) == 1
    minutes(bench, 1)
    bench.beat(feed)
    assert FeedState.objects.get().stopped
    minutes(bench, 600)
    bench.beat(feed)
    assert len(bench.city.seen) == 2
    changed = bench.feed(schedule=Schedule(every=6, pause=0.0))
    for _ in range(2):
        bench.beat(changed)
    assert len(bench.city.seen) == 3
    assert not FeedState.objects.get().stopped


def test_a_run_by_hand_starts_a_stopped_feed_again(bench: Bench) -> None:
    bench.city.on("/air", reply(status="403 No"), GOOD)
    bench.run(bench.feed())
    bench.run(bench.feed())
    state = FeedState.objects.get()
    assert (state.stopped, state.problem) == (False, "")


def test_a_feed_that_is_off_or_lacks_its_secret_is_not_asked(bench: Bench) -> None:
    bench.city.on("/air", GOOD)
    off = bench.feed(id="off", enabled=False)
    keyed = bench.feed(id="keyed", secrets=("key",))
    with capture_logs() as logs:
        for _ in range(3):
            bench.beat(off, keyed)
    assert bench.city.seen == []
    assert {log["event"] for log in logs} == {"feed has no secret"}
    bench.secrets.values["key"] = "given now"
    for _ in range(2):
        bench.beat(off, keyed)
    assert len(bench.city.seen) == 1


def test_what_a_killed_engine_left_open_is_closed(bench: Bench) -> None:
    book.begin(bench.feed(), city_time=bench.clock.now())
    assert book.mark_interrupted() == 1
    assert Run.objects.get().outcome == Outcome.INTERRUPTED
