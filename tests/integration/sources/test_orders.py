"""What the desk orders, worked by a scheduler; back-fills part by part, over restarts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, OperationalError

from simin.domains.audit import queries as audit
from simin.domains.observations.models import Observation
from simin.ingest.feeds import Mapping
from simin.ingest.models import Backfill, FeedOrder, FeedState, Run, StandingRecord
from simin.ingest.oversight import backfills, mappings, orders
from simin.ingest.oversight.declared import declare
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.orders import Act
from simin.ingest.oversight.queries import UnknownFeedError
from simin.ingest.runner import book, desk
from simin.kit.errors import RejectedError
from tests.factories.city_server import reply
from tests.factories.feed_bench import Bench, reading, rows
from tests.factories.observed import NOON

DAY = timedelta(days=1)


def ordered(bench: Bench, act: Act, feed: str = "air") -> FeedOrder:
    return orders.order(feed, act, account="kim", at=bench.clock.now())


def filled(bench: Bench, days: int = 3) -> Backfill:
    begin = NOON - days * DAY
    now = bench.clock.now()
    return backfills.start("air", begin, NOON, account="kim", now=now)


def test_a_feed_is_run_because_somebody_ordered_it(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    order = ordered(declared, Act.RUN)
    declared.beat(declared.feed())
    order.refresh_from_db()
    assert (order.state, order.result["outcome"], order.result["stored"]) == ("done", "complete", 1)
    assert audit.entries(limit=1)[0].action == "source-run-ordered"


def test_a_feed_that_was_refused_is_asked_again_when_ordered(declared: Bench) -> None:
    declared.city.on("/air", reply(status="403 No"), reply(rows(reading("east", 12))))
    declared.run(declared.feed())
    assert FeedState.objects.get().stopped
    ordered(declared, Act.RUN)
    declared.beat(declared.feed())
    assert not FeedState.objects.get().stopped


def test_the_same_order_is_left_once(declared: Bench) -> None:
    assert ordered(declared, Act.RUN).id == ordered(declared, Act.RUN).id


def test_trying_out_keeps_nothing_but_shows_what_came(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12), reading("west", "x"))))
    order = ordered(declared, Act.TRY)
    declared.beats(1, declared.feed(enabled=False))
    order.refresh_from_db()
    assert (order.result["fetched"], order.result["rejected"]) == (2, 1)
    assert order.result["records"][0]["values"]["result"] == 12
    assert not Observation.objects.exists() and not Run.objects.exists()


def test_deletions_are_confirmed_by_order(declared: Bench) -> None:
    many = [{"id": str(number), "v": 1} for number in range(10)]
    declared.city.on("/rows", reply(rows(*many)), reply(rows(many[0])))
    feed = declared.table()
    declared.run(feed)
    assert declared.run(feed).outcome == "implausible"
    ordered(declared, Act.CONFIRM, "rows")
    declared.beat(feed)
    assert StandingRecord.objects.filter(gone_at=None).count() == 1


def test_an_order_ends_though_the_database_failed(
    declared: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that stayed under way could be given to nobody until the engine starts anew."""
    failing, end = [1, 1], orders.end

    def fails(*args: Any, **kwargs: Any) -> None:
        if failing:
            failing.pop()
            raise OperationalError("database is locked")
        end(*args, **kwargs)

    monkeypatch.setattr(desk, "RESPITE", 0.01)
    monkeypatch.setattr(book, "begin", fails)
    monkeypatch.setattr(orders, "end", fails)
    order = ordered(declared, Act.RUN)
    declared.beat(declared.feed())
    order.refresh_from_db()
    assert (order.state, order.result["outcome"]) == ("failed", "broken")
    assert not failing
    assert ordered(declared, Act.RUN).id != order.id


def test_words_that_no_database_takes_leave_no_order_under_way(
    declared: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = orders.end

    def takes_no_words(order: int, result: dict[str, Any], **more: Any) -> None:
        if result["records"]:
            raise DataError("unsupported Unicode escape sequence")
        end(order, result, **more)

    monkeypatch.setattr(orders, "end", takes_no_words)
    declared.city.on("/air", reply(rows(reading("east", 12))))
    order = ordered(declared, Act.RUN)
    declared.beat(declared.feed())
    order.refresh_from_db()
    assert (order.state, order.result["stored"]) == ("done", 1)


def test_a_paused_feed_is_not_run_by_schedule(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    orders.pause("air", account="kim", why="they move", at=declared.clock.now())
    declared.beats(3, declared.feed())
    assert declared.city.seen == []
    orders.resume("air", account="kim")
    declared.beats(2, declared.feed())
    assert len(declared.city.seen) == 1


def test_a_saved_mapping_is_what_the_scheduler_runs_with(declared: Bench) -> None:
    declared.city.on("/air", reply(rows({"id": "1", "v": 3})))
    row = Mapping(into="row", key=("id",))
    mappings.save("air", row, "", why="not observed", account="kim", at=declared.clock.now())
    declared.beats(2, declared.feed())
    assert StandingRecord.objects.get(feed="air").values == {"v": 3}


def test_an_order_that_a_killed_engine_held_is_done_by_the_next(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    order = ordered(declared, Act.RUN)
    assert orders.take(["air"]) is not None and orders.take(["air"]) is None
    orders.release()
    declared.beat(declared.feed())
    order.refresh_from_db()
    assert order.state == "done"


def test_what_cannot_be_ordered_is_refused(bench: Bench) -> None:
    feeds = [bench.feed(), bench.feed(id="locked")]
    declare(feeds, [], missing={"locked": ["key"]}, replayed=True)
    for feed, act, reason in (("air", Act.RUN, "replayed"), ("locked", Act.TRY, "no-key")):
        with pytest.raises(NotNowError, match=reason):
            ordered(bench, act, feed)
    with pytest.raises(UnknownFeedError):
        ordered(bench, Act.RUN, "nothing")
    assert ordered(bench, Act.TRY).state == "waiting" and FeedOrder.objects.count() == 1


def test_a_replayed_city_only_tries_out(bench: Bench) -> None:
    declare([bench.feed()], [], missing={}, replayed=True)
    bench.city.on("/air", reply(rows(reading("east", 12))))
    order = ordered(bench, Act.TRY)
    bench.beats(3, bench.feed(), regular=False)
    order.refresh_from_db()
    assert order.state == "done" and len(bench.city.seen) == 1 and not Run.objects.exists()


def test_a_past_period_is_fetched_part_by_part(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    feed = declared.feed(backfill_step=86400)
    row = filled(declared)
    orders.pause("air", account="kim", why="", at=declared.clock.now())
    shares = []
    for _ in range(3):
        declared.beat(feed)
        row.refresh_from_db()
        shares.append(backfills.share(row))
    assert (shares, row.state, row.runs) == ([33, 66, 100], "done", 3)
    assert (row.stored, row.repeated) == (1, 2)
    assert [seen.target for seen in declared.city.seen] == [
        f"/air?from={NOON - day * DAY:%Y-%m-%d}" for day in (3, 2, 1)
    ]


def test_a_back_fill_goes_on_where_a_killed_engine_stopped(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    feed, row = declared.feed(backfill_step=86400), filled(declared)
    orders.pause("air", account="kim", why="", at=declared.clock.now())
    declared.beat(feed)
    row.refresh_from_db()
    assert row.state == "running" and row.done_until == NOON - 2 * DAY
    assert not backfills.hold_this(row.id, "command", now=declared.clock.now())
    declared.beats(2, feed)
    row.refresh_from_db()
    assert row.state == "done"


def test_a_back_fill_waits_while_its_source_does_not_answer(declared: Bench) -> None:
    declared.city.on("/air", reply(status="503 Busy"), reply(rows(reading("east", 12))))
    feed, row = declared.feed(backfill_step=86400), filled(declared, days=1)
    orders.pause("air", account="kim", why="", at=declared.clock.now())
    declared.beats(3, feed)
    row.refresh_from_db()
    assert (row.state, row.failures, len(declared.city.seen)) == ("waiting", 1, 1)
    assert "503" in row.problem
    declared.clock.at += timedelta(minutes=5)
    declared.beat(feed)
    row.refresh_from_db()
    assert (row.state, row.failures, row.problem) == ("done", 0, "")


def test_a_refused_back_fill_ends(declared: Bench) -> None:
    declared.city.on("/air", reply(status="403 No"))
    row = filled(declared)
    orders.pause("air", account="kim", why="", at=declared.clock.now())
    declared.beats(2, declared.feed(backfill_step=86400))
    row.refresh_from_db()
    assert (row.state, row.runs) == ("failed", 1)


def test_a_cancelled_back_fill_keeps_what_came(declared: Bench) -> None:
    declared.city.on("/air", reply(rows(reading("east", 12))))
    feed, row = declared.feed(backfill_step=86400), filled(declared)
    declared.beat(feed)
    backfills.cancel("air", row.id, account="kim", now=declared.clock.now())
    declared.beats(2, feed)
    row.refresh_from_db()
    assert (row.state, row.runs) == ("cancelled", 1)
    with pytest.raises(NotNowError, match="over"):
        backfills.cancel("air", row.id, account="kim", now=declared.clock.now())


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [(NOON, NOON, "until"), (NOON, NOON + 9 * DAY, "until"), (NOON - 4000 * DAY, NOON, "from")],
)
def test_a_period_that_makes_no_sense_names_its_field(declared, begin, end, field) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(RejectedError, match=field):
        backfills.start("air", begin, end, account="kim", now=declared.clock.now())


def test_two_back_fills_of_a_feed_do_not_run_at_once(declared: Bench) -> None:
    filled(declared)
    with pytest.raises(NotNowError, match="busy"):
        filled(declared)
