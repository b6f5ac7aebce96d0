"""Who is asked when."""

import asyncio
import contextlib
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import DatabaseError
from structlog.testing import capture_logs

from simin.ingest.feeds import Schedule
from simin.ingest.models import FeedState, Run
from simin.ingest.runner import book
from simin.ingest.runner.outcome import Outcome
from simin.ingest.runner.quarantine import forget
from simin.ingest.runner.runner import Runner
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows

GOOD = reply(rows(reading("east", 1)))


def minutes(bench: Bench, number: float) -> None:
    bench.clock.advance(timedelta(minutes=number))


def test_a_feed_runs_when_its_turn_comes(bench: Bench) -> None:
    bench.city.on("/air", GOOD)
    feed = bench.feed(schedule=Schedule(every=600, jitter=60, pause=0.0))
    asked = []
    for _ in range(40):
        bench.beat(feed)
        asked.append(len(bench.city.seen))
        minutes(bench, 1)
    turns = [minute for minute in range(1, 40) if asked[minute] > asked[minute - 1]]
    first, second, *later = turns
    assert (asked[0], first) == (0, 1)
    assert 5 <= second - first <= 17, "its own turn, half a period or more after the first"
    assert all(9 <= after - before <= 12 for before, after in pairwise([second, *later]))
    assert len(later) >= 2


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
    assert {log["event"] for log in logs} == {"feeds wait for secrets"}
    bench.secrets.values["key"] = "given now"
    for _ in range(2):
        bench.beat(off, keyed)
    assert len(bench.city.seen) == 1


def test_what_a_killed_engine_left_open_is_closed(bench: Bench) -> None:
    book.begin(bench.feed(), city_time=bench.clock.now())
    assert book.mark_interrupted(city_time=bench.clock.now()) == 1
    assert Run.objects.get().outcome == Outcome.INTERRUPTED


def test_a_run_that_is_stopped_under_way_is_closed(bench: Bench) -> None:
    bench.city.on("/air", [b"HTTP/1.1 200 OK\r\n", 3.0])

    async def stopped(runner: Runner) -> None:
        running = asyncio.create_task(runner.run(bench.feed()))
        while not bench.city.seen:
            await asyncio.sleep(0.01)
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running

    bench.with_runner(stopped)
    run, state = Run.objects.get(), FeedState.objects.get()
    assert run.outcome == Outcome.INTERRUPTED
    assert (state.problem, state.failures) == ("", 0)


def test_a_feed_of_a_source_that_is_not_loaded_is_closed_all_the_same(bench: Bench) -> None:
    bench.city.on("/air", reply(status="500 Oops"), GOOD)
    feed = bench.feed(source="unknown")
    assert bench.run(feed).outcome is Outcome.UNAVAILABLE
    assert bench.run(feed).outcome is Outcome.COMPLETE


def test_a_run_that_cannot_be_written_down_gives_its_feed_a_rest(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.city.on("/air", GOOD)
    monkeypatch.setattr(book, "close", out_of_disk)
    with capture_logs() as logs:
        bench.beats(4, bench.feed())
    assert len(bench.city.seen) == 1
    assert [log["event"] for log in logs] == ["the database failed"]


def out_of_disk(*_: object, **__: object) -> None:
    raise DatabaseError("database or disk is full")


def test_what_is_thirty_days_old_is_forgotten(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 1), reading("west", "x"))), reply(rows()))
    bench.run(bench.feed())
    bench.run(bench.feed())
    assert forget(bench.clock.now() + timedelta(days=29)) == 0
    assert forget(bench.clock.now() + timedelta(days=31)) == 4
    assert [run.id for run in Run.objects.all()] == ["air@1", "air@2"], "the newest stay"
