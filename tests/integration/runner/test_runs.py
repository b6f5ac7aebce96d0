"""Whole runs of feeds that behave."""

from datetime import timedelta

import pytest

from simin.domains.observations.models import LatestObservation, Observation, Source
from simin.ingest.feeds import Schedule
from simin.ingest.models import (
    DailyCalls,
    FeedState,
    Quarantined,
    RawBody,
    RawPayload,
    Run,
    StandingRecord,
)
from simin.ingest.runner import quarantine
from simin.ingest.runner.outcome import Outcome
from tests.factories.city_server import Seen, reply
from tests.factories.feed_bench import Bench, reading, rows
from tests.factories.observed import HOUR, NOON


def test_what_a_source_says_is_kept_with_its_run(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 12), reading("west", 30.5))))
    report = bench.run(bench.feed())
    assert (report.outcome, report.fetched, report.stored) == (Outcome.COMPLETE, 2, 2)
    run = Run.objects.get(feed="air")
    assert (run.id, run.outcome, run.parsed, run.rejected) == ("air@1", "complete", 2, 0)
    latest = LatestObservation.objects.get(datastream__slug="air/pm25/west")
    assert (latest.result, latest.run, latest.phenomenon_time) == (30.5, "air@1", NOON)
    assert Source.objects.get(id="network").last_success_at == bench.clock.now()


def test_the_same_answer_again_changes_nothing(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 12), reading("west", 30))))
    bench.run(bench.feed())
    before = list(Observation.objects.values())
    again = bench.run(bench.feed())
    assert (again.stored, again.repeated, again.fetched) == (0, 2, 2)
    assert list(Observation.objects.values()) == before


def test_a_bad_record_goes_to_quarantine_and_the_rest_is_kept(bench: Bench) -> None:
    bad, unknown = reading("east", "점검중"), reading("nowhere", 4)
    bench.city.on("/air", reply(rows(bad, unknown, reading("west", 30))))
    first, second = bench.run(bench.feed()), bench.run(bench.feed())
    assert (first.fetched, first.stored, first.rejected) == (3, 1, 2)
    assert (second.stored, second.repeated, second.rejected) == (0, 1, 2)
    kept = {row.where: row for row in Quarantined.objects.all()}
    assert len(kept) == 2 and {row.times for row in kept.values()} == {2}
    assert "점검중".encode() in bytes(kept["row 1"].raw) and kept["row 1"].reason.startswith("v:")
    assert any("no datastream" in row.reason for row in kept.values())


def test_layers_reconcile(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", "x"), reading("no", 1), reading("west", 2))))
    bench.run(bench.feed())
    bench.run(bench.feed())
    first, again = Run.objects.order_by("id")
    assert (first.fetched, first.parsed) == (again.fetched, again.parsed) == (3, 2)
    assert (first.stored, first.repeated, first.rejected) == (1, 0, 2)
    assert (again.stored, again.repeated, again.rejected) == (0, 1, 2)


def test_pages_are_followed_and_each_is_asked_once(bench: Bench) -> None:
    page = f"{bench.city.url}/air?page=2"
    bench.city.on("/air", reply(rows(reading("east", 1), next=page)), reply(rows(next=page)))
    report = bench.run(bench.feed())
    assert (report.calls, report.stored) == (2, 1)
    assert bench.city.targets() == ["/air", "/air?page=2"]


def test_a_run_goes_on_from_its_cursor(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 1), cursor="7")), reply(rows()))
    bench.run(bench.feed())
    bench.run(bench.feed())
    assert bench.city.targets() == ["/air", "/air?after=7"]


def test_a_run_that_broke_off_goes_on_behind_its_last_kept_page(bench: Bench) -> None:
    page = f"{bench.city.url}/two"
    bench.city.on("/air", reply(rows(reading("east", 1), next=page, cursor="1")))
    bench.city.on("/two", reply(status="503 Busy"))
    report = bench.run(bench.feed())
    assert (report.outcome, report.stored) == (Outcome.UNAVAILABLE, 1)
    bench.run(bench.feed())
    assert bench.city.targets()[2] == "/air?after=1"


def test_a_source_that_says_nothing_changed_is_asked_so(bench: Bench) -> None:
    def answer(seen: Seen) -> list[bytes]:
        if seen.headers.get("if-none-match") == '"v1"':
            return [reply(status="304 Not Modified")]
        return [reply(rows(reading("east", 1)), etag='"v1"', last_modified="yesterday")]

    bench.city.on("/air", answer)
    assert bench.run(bench.feed()).outcome is Outcome.COMPLETE
    again = bench.run(bench.feed())
    assert (again.outcome, again.fetched) == (Outcome.UNCHANGED, 0)
    assert bench.city.seen[1].headers["if-modified-since"] == "yesterday"


def test_what_is_asked_no_more_leaves_no_validators(bench: Bench) -> None:
    """Names of requests may hold the period that is asked for."""
    first, second = (f"{bench.city.url}/page?of={day}" for day in (1, 2))
    body = rows(reading("east", 1))
    bench.city.on("/page", reply(body, etag='"v"'))
    bench.city.on("/air", reply(rows(next=first)), reply(rows(next=second)), reply(status="503 No"))
    for kept in ({first}, {second}, {second}):
        bench.run(bench.feed())
        assert set(FeedState.objects.get().validators) == kept


def test_a_feed_that_is_told_otherwise_begins_anew(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 1), cursor="7"), etag='"v1"'))
    bench.run(bench.feed())
    bench.run(bench.feed(period=60))
    assert bench.city.targets() == ["/air", "/air"]
    assert "if-none-match" not in bench.city.seen[1].headers


def test_the_answer_is_kept_as_it_came(bench: Bench) -> None:
    body = rows(reading("east", 1))
    bench.city.on("/air", reply(body, content_type="application/json"))
    bench.run(bench.feed())
    raw = RawPayload.objects.get(run="air@1")
    assert raw.content() == body
    assert (raw.status, raw.content_type, raw.size) == (200, "application/json", len(body))


def test_the_same_answer_is_kept_once_and_told_of_each_run(bench: Bench) -> None:
    body = rows(*(reading("east", 1, NOON + n * HOUR / 60) for n in range(40)))
    assert len(body) > quarantine.SMALL
    bench.city.on("/air", reply(body))
    bench.city.on("/other", reply(body))
    for _ in range(3):
        bench.run(bench.feed())
        bench.clock.at += timedelta(days=10)
    bench.run(bench.feed("/other", id="other"))
    assert [bytes(raw.body) for raw in RawPayload.objects.all()] == [b""] * 4
    assert {raw.content() for raw in RawPayload.objects.all()} == {body}
    assert RawBody.objects.count() == 2, "feeds share nothing"
    quarantine.forget(bench.clock.now() + timedelta(days=11))
    left = RawPayload.objects.filter(feed="air")
    assert [(raw.run, raw.content() == body) for raw in left] == [("air@3", True)]
    quarantine.forget(bench.clock.now() + timedelta(days=41))
    assert not RawPayload.objects.exists() and not RawBody.objects.exists()


def test_a_dry_run_keeps_nothing(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 1), reading("west", "?"))))
    report = bench.try_out(bench.feed())
    assert (report.outcome, report.parsed, report.rejected) == (Outcome.COMPLETE, 1, 1)
    assert report.records[0].values["result"] == 1.0
    tables = [Run, FeedState, Observation, Quarantined, RawPayload, RawBody, StandingRecord]
    assert [table for table in tables if table.objects.exists()] == []


def test_a_past_period_is_filled_without_moving_the_feed(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 1), cursor="7")))
    feed = bench.feed(backfill_step=86400)
    bench.run(feed)
    before = FeedState.objects.values().get()
    old = [reading("east", n, NOON - n * 24 * HOUR) for n in (2, 1)]
    bench.city.on("/air", *(reply(rows(one, cursor="99")) for one in old))
    reports = bench.fill(feed, NOON - timedelta(days=2), NOON)
    assert [report.stored for report in reports] == [1, 1]
    assert bench.city.targets()[1:] == ["/air?from=2022-03-03", "/air?from=2022-03-04"]
    after = FeedState.objects.values().get()
    assert after.pop("runs") == before.pop("runs") + 2
    assert after == before


def test_the_days_calls_of_a_key_are_shared(bench: Bench) -> None:
    bench.secrets.values["key"] = "long-enough-key"
    bench.city.on("/air", reply(rows()))
    schedule = Schedule(every=60, pause=0.0, calls_a_day=3)
    feeds = [bench.feed(id=name, schedule=schedule, secrets=("key",)) for name in ("one", "two")]
    outcomes = [bench.run(feed).outcome for feed in (*feeds, *feeds)]
    assert outcomes == [*[Outcome.COMPLETE] * 3, Outcome.QUOTA]
    assert len(bench.city.seen) == 3
    assert DailyCalls.objects.get().calls == 3
    state = FeedState.objects.get(feed="two")
    assert (state.problem, f"{state.next_run:%Y-%m-%dT%H:%M}") == ("", "2022-03-05T15:00")
    assert Source.objects.get(id="network").down_since is None


def test_secrets_are_nowhere_in_the_database(bench: Bench) -> None:
    key = "k3y/that+must not leak"
    bench.secrets.values["key"] = key

    def echo(seen: Seen) -> list[bytes]:
        there = f"{bench.city.url}{seen.target}"
        return [reply(rows({"id": seen.target, "v": seen.headers["x-key"]}, next=there))]

    bench.city.routes["/air/k3y%2Fthat%2Bmust%20not%20leak"] = echo
    feed = bench.feed("/air/{secret:key}", headers={"X-Key": "{secret:key}"}, secrets=("key",))
    report = bench.run(feed)
    assert report.rejected == 1 and bench.city.seen[0].headers["x-key"] == key
    tables = [Run, FeedState, Quarantined, RawPayload]
    kept = repr([list(table.objects.values()) for table in tables]) + repr(report)
    kept += "".join(raw.content().decode() for raw in RawPayload.objects.all())
    assert "k3y" not in kept and "{secret:key}" in kept
    assert report.calls == 1  # the echoed address is the one that was asked


@pytest.mark.parametrize("origin", ["http://localhost:1", "http://127.0.0.1:1", "https://{own}"])
def test_another_origin_gets_no_secret(bench: Bench, origin: str) -> None:
    bench.secrets.values["key"] = "long-enough-key"
    feed = bench.feed(headers={"X-Key": "{secret:key}"}, secrets=("key",))
    elsewhere = origin.replace("{own}", f"127.0.0.1:{bench.city.port}")
    bench.city.on("/air", reply(rows(next=f"{elsewhere}/{{secret:key}}")))
    report = bench.run(feed)
    assert (report.outcome, report.problem) == (Outcome.UNAVAILABLE, "the secret key is not set")
    assert len(bench.city.seen) == 1


def test_a_table_that_is_sent_again_as_it_was_is_not_read_again(bench: Bench) -> None:
    sent = reply(rows(*({"id": number, "v": number} for number in range(3))))
    bench.city.on("/rows", sent, sent, reply(rows({"id": 0, "v": 9})))
    assert bench.run(bench.table()).stored == 3
    again = bench.run(bench.table())
    assert (again.outcome, again.fetched, again.calls) == (Outcome.UNCHANGED, 0, 1)
    assert RawPayload.objects.count() == 1
    assert bench.run(bench.table(), confirmed=True).stored == 1


def test_observations_that_are_sent_again_are_read_again(bench: Bench) -> None:
    bench.city.on("/air", reply(rows(reading("east", 1))))
    assert [bench.run(bench.feed()).fetched for _ in range(2)] == [1, 1]
