"""The board of feeds after real runs: what each stands for, and what was counted on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found, Severity
from simin.ingest.models import (
    FeedHour,
    FeedState,
    FeedTally,
    Quarantined,
    RawPayload,
    Run,
)
from simin.ingest.oversight import board, intake, orders
from simin.ingest.oversight.board import Standing
from simin.ingest.oversight.declared import Stream, declare
from simin.ingest.oversight.standing import State
from simin.kit.disk import Shortage
from tests.factories import source_town
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows
from tests.factories.observed import HOUR, ZONE


def standing(bench: Bench, feed: str = "air") -> Standing:
    found = board.one(feed, bench.clock.now(), ZONE)
    assert found is not None
    return found


def test_a_feed_that_never_ran_waits(declared: Bench) -> None:
    assert standing(declared).state is State.WAITING


def test_a_good_run_makes_a_feed_live_and_is_counted(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12), reading("west", 30))))
    declared.run(declared.feed())
    found = standing(declared)
    assert (found.state, found.today, found.last_outcome) == (State.LIVE, 2, "complete")
    assert found.strip == " " * 23 + "g"
    assert FeedTally.objects.get(feed="air").stored == 2


@pytest.mark.parametrize(
    ("answer", "state", "letter"),
    [
        (reply(status="503 Service Unavailable"), State.DOWN, "x"),
        (reply(status="403 Forbidden"), State.REFUSING, "f"),
        (reply(rows(*[reading("east", "x")] * 6)), State.QUARANTINE, "f"),
        (reply(rows(reading("east", "x"), reading("west", 2))), State.QUARANTINE, "r"),
    ],
)
def test_a_feed_in_trouble_shows_it_and_keeps_the_hour(
    declared: Bench, answer: bytes, state: State, letter: str
) -> None:
    declared.city.on("/air", answer)
    declared.run(declared.feed())
    assert (standing(declared).state, standing(declared).strip[-1]) == (state, letter)


def test_the_worst_run_of_an_hour_marks_it(declared: Bench) -> None:
    good = reply(rows(reading("east", 12)))
    declared.city.on("/air", reply(status="503 Busy"), good)
    declared.run(declared.feed())
    declared.run(declared.feed())
    assert (standing(declared).state, standing(declared).strip[-1]) == (State.LIVE, "x")
    assert FeedHour.objects.get(feed="air").runs == 2


@pytest.mark.parametrize(
    ("age", "state"),
    [(HOUR, State.LIVE), (3 * HOUR, State.LATE), (5 * HOUR, State.STALE)],
)
def test_a_feed_that_brings_nothing_grows_old(
    declared: Bench, age: timedelta, state: State
) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    declared.run(declared.feed())
    declared.clock.at += age
    assert standing(declared).state is state


def test_what_cannot_run_says_why(bench: Bench) -> None:
    feeds = [bench.feed(id="a"), bench.feed(id="b", enabled=False), bench.feed(id="c")]
    declare(feeds, [], missing={"a": ["key"]}, replayed=False)
    orders.pause("c", account="kim", why="moved", at=bench.clock.now())
    states = {each.feed: each.state for each in board.board(bench.clock.now(), ZONE)}
    assert states == {"a": State.NO_KEY, "b": State.OFF, "c": State.PAUSED}


def test_in_a_replayed_city_feeds_rest_and_streams_play(bench: Bench) -> None:
    streams = [
        Stream(name="pm", source="network", kind="recording", owner="climate", licence="x"),
        Stream(name="made", source="network", kind="synthetic", owner="climate", licence="x"),
    ]
    declare([bench.feed()], streams, missing={}, replayed=True)
    states = {each.feed: each.state for each in board.board(bench.clock.now(), ZONE)}
    expected = {"air": State.RESTING, "pm": State.REPLAYED, "made": State.SYNTHETIC}
    assert states == expected


def test_a_finding_makes_a_feed_suspect(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    declared.run(declared.feed())
    found = Found(detector="frozen", subject="air/pm25/east", severity=Severity.DOUBTFUL)
    observations.report_findings(
        source="network", feed="air", detectors={"frozen"}, found=[found],
        at=declared.clock.now(), run="air@1",
    )  # fmt: skip
    assert standing(declared).state is State.SUSPECT


def test_a_feed_that_left_the_pack_leaves_the_board(declared: Bench) -> None:
    declare([declared.feed()], [], missing={}, replayed=False)
    assert [each.feed for each in board.board(declared.clock.now(), ZONE)] == ["air"]


def test_problems_stand_first(db: Any) -> None:
    source_town.build(40)
    states = [each.state for each in board.board(source_town.NOW, ZONE)]
    wrong = [state for state in states if state.wrong]
    assert states[: len(wrong)] == wrong == sorted(wrong, key=lambda state: state.urgency)


def test_the_board_costs_the_same_however_many_feeds_there_are(db: Any) -> None:
    costs = []
    for count in (20, 60):
        for model in (FeedState, Run, FeedHour, FeedTally, Quarantined, RawPayload):
            model.objects.all().delete()
        source_town.build(count)
        with CaptureQueriesContext(connection) as asked:
            board.board(source_town.NOW, ZONE)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8


def test_a_full_disk_is_said_on_the_board(declared: Bench, keeper: Client) -> None:
    intake.stop(Shortage(100 << 20, 256 << 20), at=declared.clock.now())
    said = keeper.get("/en/desk/sources/").content.decode()
    assert "the disk has 100 MiB left, 256 must stay free" in said
    assert keeper.get("/desk/sources/board.json").json()["halted"]
