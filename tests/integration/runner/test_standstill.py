"""Feeds that nobody runs, that say nothing new, and whose past comes otherwise: each a finding."""

from datetime import timedelta

import pytest

from simin.domains.observations import queries as observations
from simin.ingest.feeds import Schedule
from simin.ingest.oversight.declared import declare
from simin.ingest.runner.standstill import look_for_paused
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows
from tests.factories.observed import NOON

MINUTE = timedelta(minutes=1)


def standing(bench: Bench) -> set[str]:
    return {one.detector for one in observations.findings(["network"])}


@pytest.fixture
def declared(bench: Bench) -> Bench:
    bench.city.on("/air", reply(rows(reading("east", 1))))
    feed = bench.feed(budget=600, schedule=Schedule(every=60, pause=0.0))
    declare([feed], [], missing={}, replayed=False)
    bench.beat(feed)
    return bench


def test_a_feed_whose_turns_pass_is_told_until_it_runs(declared: Bench) -> None:
    feed = declared.feed(budget=600, schedule=Schedule(every=60, pause=0.0))
    assert look_for_paused(declared.clock.now()) == 0
    declared.clock.advance(6 * MINUTE)
    assert look_for_paused(declared.clock.now()) == 1
    assert "paused" in standing(declared)
    declared.beat(feed)
    look_for_paused(declared.clock.now())
    assert "paused" not in standing(declared)


def test_a_source_that_answers_and_says_nothing_new_is_told(declared: Bench) -> None:
    feed = declared.feed(budget=600, schedule=Schedule(every=60, pause=0.0))
    for _ in range(3):
        declared.run(feed)
        declared.clock.advance(MINUTE)
    assert "frozen-source" not in standing(declared)
    declared.run(feed)
    assert "frozen-source" in standing(declared)
    newer = reading("east", 2, at=declared.clock.now())
    declared.city.on("/air", reply(rows(newer)))
    declared.run(feed)
    assert "frozen-source" not in standing(declared)


def test_a_past_that_comes_otherwise_is_told(declared: Bench) -> None:
    times = [NOON - number * MINUTE for number in range(60)]
    for value in (1, 2):
        sent = [reading("east", value, at=at) for at in times]
        declared.city.on("/air", reply(rows(*sent)))
        declared.run(declared.feed())
    assert "replaced-history" in standing(declared)
