"""A city's systems on a bad day: each failure has one answer, and nothing wrong is written."""

import gzip
import json
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DataError
from structlog.testing import capture_logs

from simin.domains.observations.models import Observation, Source
from simin.ingest.feeds import Feed
from simin.ingest.models import FeedState, RawPayload, Run, StandingRecord
from simin.ingest.oversight import board
from simin.ingest.oversight.declared import declare
from simin.ingest.oversight.standing import State
from simin.ingest.runner import execution
from simin.ingest.runner.outcome import Outcome, Report
from simin.sources import open311
from tests.factories.city_server import Pieces, redirect, reply
from tests.factories.feed_bench import Bench, reading, rows
from tests.factories.observed import ZONE

GOOD = reply(rows(reading("east", 1)))
HTML = reply(b"<html><body>Under maintenance</body></html>", content_type="text/html")
BOMB = reply(gzip.compress(b"[" * 40_000_000), content_encoding="gzip")
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n"

BAD_DAYS: dict[str, tuple[Pieces, Outcome, str]] = {
    "500": ([reply(status="500 Oops")], Outcome.UNAVAILABLE, "status 500"),
    "429": ([reply(status="429 Slow", retry_after="7200")], Outcome.UNAVAILABLE, "status 429"),
    "busy": ([reply(b'{"busy": 1}')], Outcome.UNAVAILABLE, "busy"),
    "hangs": ([HEAD, 3.0], Outcome.UNAVAILABLE, "no whole answer"),
    "drips": ([HEAD, *[b" ", 0.05] * 80], Outcome.UNAVAILABLE, "no whole answer"),
    "breaks off": ([HEAD, b'{"rows": ['], Outcome.UNAVAILABLE, "breaks off"),
    "401": ([reply(status="401 No")], Outcome.REFUSED, "status 401"),
    "404": ([reply(status="404 Gone")], Outcome.REFUSED, "status 404"),
    "metadata": ([redirect("http://169.254.169.254/")], Outcome.REFUSED, "link-local"),
    "inside": ([redirect("http://127.0.0.1:1/")], Outcome.REFUSED, "loopback"),
    "html": ([HTML], Outcome.IMPLAUSIBLE, "not JSON"),
    "truncated": ([reply(GOOD.partition(b"\r\n\r\n")[2][:-4])], Outcome.IMPLAUSIBLE, "not JSON"),
    "bomb": ([BOMB], Outcome.IMPLAUSIBLE, "more than"),
    "large": ([reply(b"0" * 2_000_000)], Outcome.IMPLAUSIBLE, "more than"),
    "schema": ([reply(b'{"lines": []}')], Outcome.BROKEN, "KeyError"),
}

#: What the board says of each family of failure.
ON_BOARD = {
    Outcome.UNAVAILABLE: State.DOWN,
    Outcome.REFUSED: State.REFUSING,
    Outcome.IMPLAUSIBLE: State.QUARANTINE,
    Outcome.BROKEN: State.DOWN,
}


@pytest.mark.parametrize("day", BAD_DAYS)
def test_a_bad_day_has_one_answer_and_writes_nothing(bench: Bench, day: str) -> None:
    answer, outcome, reason = BAD_DAYS[day]
    bench.patience = 0.4
    bench.city.on("/air", answer)
    feed = bench.feed(max_bytes=1_000_000)
    declare([feed], [], missing={}, replayed=False)
    report = bench.run(feed)
    shown = board.one(feed.id, bench.clock.now(), ZONE)
    assert shown is not None
    assert (shown.state, shown.problem) == (ON_BOARD[outcome], report.problem)
    assert report.outcome is outcome
    assert reason in report.problem
    assert not Observation.objects.exists()
    run = Run.objects.get()
    assert (run.outcome, run.problem, run.stored) == (outcome, report.problem, 0)
    assert Source.objects.get(id="network").failure == report.problem


def test_a_whole_feed_without_end_fills_no_memory(bench: Bench) -> None:
    body = rows({"id": "1", "v": "x" * 400}, next=f"{bench.city.url}/rows?page={{}}")
    pages = [reply(body.replace(b"{}", str(page).encode())) for page in range(20)]
    bench.city.on("/rows", *pages)
    report = bench.run(bench.table(max_bytes=600))
    assert (report.outcome, report.calls) == (Outcome.IMPLAUSIBLE, 6)
    assert "together more than 2400 bytes" in report.problem
    assert not StandingRecord.objects.exists()


@pytest.mark.parametrize("day", ["html", "truncated", "schema"])
def test_an_answer_that_nobody_could_read_is_kept_to_be_looked_at(bench: Bench, day: str) -> None:
    bench.city.on("/air", BAD_DAYS[day][0])
    bench.run(bench.feed())
    assert RawPayload.objects.get().run == "air@1"


def test_a_source_that_asks_for_time_gets_it(bench: Bench) -> None:
    bench.city.on("/air", BAD_DAYS["429"][0])
    bench.run(bench.feed())
    state = FeedState.objects.get()
    assert state.backing_off_until == bench.clock.now() + timedelta(hours=2)
    assert state.next_run == state.backing_off_until


def test_failure_is_told_once_and_recovery_once(bench: Bench) -> None:
    bench.city.on("/air", *[reply(status="500 Oops")] * 3, GOOD)
    with capture_logs() as logs:
        for _ in range(5):
            bench.run(bench.feed())
    assert [log["event"] for log in logs] == ["feed failed", "feed recovered"]
    source = Source.objects.get(id="network")
    assert (source.down_since, source.failure) == (None, "")
    assert FeedState.objects.get().failures == 0


def test_a_source_is_back_when_all_its_feeds_are(bench: Bench) -> None:
    bench.city.on("/air", GOOD)
    bench.city.on("/other", reply(status="500 Oops"), GOOD)
    other = bench.feed("/other", id="other")
    bench.run(other)
    bench.run(bench.feed())
    assert Source.objects.get(id="network").down_since is not None
    bench.run(other)
    assert Source.objects.get(id="network").down_since is None


def test_a_page_of_which_most_cannot_be_read_is_not_written(bench: Bench) -> None:
    bad = [reading("east", f"x{number}") for number in range(6)]
    bench.city.on("/air", reply(rows(*bad, reading("west", 2))))
    report = bench.run(bench.feed())
    assert (report.outcome, report.stored) == (Outcome.IMPLAUSIBLE, 0)
    assert "6 of 7 records cannot be read" in report.problem


def test_a_source_whose_pages_never_end_is_cut_off(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "MOST_CALLS", 5)
    pages = (reply(rows(next=f"{bench.city.url}/air?p={number}")) for number in range(50))
    bench.city.on("/air", *pages)
    report = bench.run(bench.feed())
    assert (report.outcome, report.calls) == (Outcome.IMPLAUSIBLE, 5)


def test_fields_that_change_are_noticed(bench: Bench) -> None:
    changed = {**reading("west", 2), "unit": "ppm"}
    bench.city.on("/air", GOOD, reply(rows(changed)))
    bench.run(bench.feed())
    bench.run(bench.feed())
    assert Run.objects.get(id="air@2").noticed == {"fields": "new: unit"}


def table(*ids: int) -> bytes:
    return reply(rows(*({"id": number, "v": number} for number in ids)))


def standing() -> set[str]:
    return set(StandingRecord.objects.filter(gone_at=None).values_list("key", flat=True))


def test_what_a_whole_feed_leaves_out_is_gone(bench: Bench) -> None:
    bench.city.on("/rows", table(*range(10)), table(*range(1, 11)), table(*range(10)))
    assert bench.run(bench.table()).stored == 10
    second = bench.run(bench.table())
    assert (second.stored, second.repeated, second.gone) == (1, 9, 1)
    assert standing() == {str(number) for number in range(1, 11)}
    third = bench.run(bench.table())
    assert (third.stored, third.gone) == (1, 1)
    assert "0" in standing()


def test_more_than_a_fifth_does_not_vanish_without_a_persons_word(bench: Bench) -> None:
    bench.city.on("/rows", table(*range(10)), table(*range(7), 20))
    bench.run(bench.table())
    report = bench.run(bench.table())
    assert report.outcome is Outcome.IMPLAUSIBLE
    assert "3 of 10 records would vanish" in report.problem
    assert standing() == {str(number) for number in range(10)}
    confirmed = bench.run(bench.table(), confirmed=True)
    assert (confirmed.outcome, confirmed.gone) == (Outcome.COMPLETE, 3)
    assert standing() == {str(number) for number in (*range(7), 20)}


def broken_page(bench: Bench) -> list[bytes]:
    bench.city.on("/two", reply(status="500 Oops"))
    return [reply(rows({"id": 1, "v": 1}, next=f"{bench.city.url}/two"))]


def short_page(_: Bench) -> list[bytes]:
    return [reply(rows(*({"id": n, "v": n} for n in range(9)), total=10))]


def bad_row(_: Bench) -> list[bytes]:
    return [reply(rows(*({"id": n, "v": n} for n in range(9)), {"v": 9}))]


@pytest.mark.parametrize("answer", [broken_page, short_page, bad_row])
def test_what_is_only_missing_today_is_not_gone(
    bench: Bench, answer: Callable[[Bench], list[bytes]]
) -> None:
    bench.city.on("/rows", table(*range(10)), answer(bench))
    bench.run(bench.table())
    bench.run(bench.table())
    assert standing() == {str(number) for number in range(10)}


def test_one_key_twice_in_an_answer_is_told(bench: Bench) -> None:
    bench.city.on("/rows", reply(rows({"id": 1, "v": "old"}, {"id": 1, "v": "new"})))
    report = bench.run(bench.table())
    assert (report.stored, report.rejected) == (1, 1)
    assert StandingRecord.objects.get().values == {"v": "new"}


@pytest.mark.parametrize("v", ["a\0b", "\ud800"])
def test_text_that_no_database_takes_goes_to_quarantine(bench: Bench, v: str) -> None:
    told = json.dumps({"rows": [{"id": 1, "v": v}, {"id": 2, "v": "good"}]}).encode()
    bench.city.on("/rows", reply(told))
    report = bench.run(bench.table())
    assert report.outcome in {Outcome.COMPLETE, Outcome.IMPLAUSIBLE}
    assert "1" not in standing()


def test_nothing_of_this_is_logged_with_an_address(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bench.city.on("/air", reply(status="500 Oops"))
    with capture_logs() as logs:
        bench.run(bench.feed())
    assert bench.city.url not in caplog.text + repr(logs)


def test_a_run_is_closed_also_where_its_words_cannot_be_kept(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run left open would begin anew each minute, and nothing would tell of it."""

    def refused(feed: Feed, report: Report, *args: object, **more: object) -> None:
        if report.records:
            raise DataError("a zero byte")

    monkeypatch.setattr("simin.ingest.runner.schemas.note", refused)
    bench.city.on("/air", reply(rows(reading("east", 1))))
    report = bench.run(bench.feed())
    assert (report.outcome, report.stored) == (Outcome.BROKEN, 1)
    assert Run.objects.get().outcome == Outcome.BROKEN
    assert FeedState.objects.get().problem.endswith("cannot be kept: DataError")


def test_people_behind_requests_are_not_in_the_raw_answer(bench: Bench) -> None:
    request = {"service_request_id": "1", "status": "open", "email": "kim@example.org"}
    body = json.dumps([{**request, "requested_datetime": "2026-03-02T00:00:00Z"}]).encode()
    bench.city.on("/requests", reply(body))
    bench.kinds["open311"] = open311.KIND
    report = bench.run(bench.feed("/requests", kind="open311"))
    assert (report.outcome, report.stored) == (Outcome.COMPLETE, 1)
    kept = RawPayload.objects.get().content()
    assert b"open" in kept and b"kim@" not in kept
