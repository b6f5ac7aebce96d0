"""What sources post: taken from whom it should come, kept before it is acknowledged, once."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from simin.domains.observations import queries as observations
from simin.domains.observations.models import Observation
from simin.ingest.feeds import Column, Mapping, Moment
from simin.ingest.models import (
    FeedState,
    Quarantined,
    RawPayload,
    Run,
    SchemaVersion,
    StandingRecord,
)
from simin.ingest.oversight import board, mappings, orders
from simin.ingest.oversight.declared import declare
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.standing import State
from simin.ingest.pushed import book, desk
from simin.sources.webhook.source import Webhook
from tests.factories.observed import NOON, ZONE, found_observed_town
from tests.factories.posted import KEY, Town, readings, signature, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Iterator[Town]:
    found_observed_town()
    one = Town()
    one.opens(told())
    yield one
    desk._Open.desk = None


def post(body: bytes, feed: str = "dust", **headers: str) -> Any:
    given = headers or signature(body)
    client = Client(enforce_csrf_checks=True)
    kind = "application/json"
    return client.post(f"/hooks/{feed}", body, content_type=kind, headers=given)


def test_what_is_posted_is_kept_and_counted(town: Town) -> None:
    answer = post(readings(("east", 12), ("west", 30)))
    assert (answer.status_code, answer.json()) == (
        202,
        {"stored": 2, "repeated": 0, "rejected": 0},
    )
    assert sorted(Observation.objects.values_list("result", flat=True)) == [12, 30]
    run = Run.objects.get()
    assert (run.id, run.outcome) == ("dust@2022-03-05T07", "complete")
    assert (run.fetched, run.parsed, run.stored) == (2, 2, 2)
    assert FeedState.objects.get().last_success_at == town.clock.now()
    assert RawPayload.objects.get().run == run.id


def test_the_same_again_changes_nothing(town: Town) -> None:
    body = readings(("east", 12))
    assert [post(body).json()["repeated"] for _ in range(3)] == [0, 1, 1]
    assert Observation.objects.count() == 1
    run = Run.objects.get()
    assert (run.fetched, run.stored, run.repeated) == (3, 1, 2)


def test_a_run_is_an_hour(town: Town) -> None:
    post(readings(("east", 12)))
    town.clock.advance(timedelta(hours=1))
    post(readings(("east", 13), minute=30))
    assert [run.stored for run in Run.objects.order_by("id")] == [1, 1]
    assert FeedState.objects.get().runs == 2


def test_a_bad_record_goes_to_quarantine_and_the_rest_is_kept(town: Town) -> None:
    answer = post(readings(("east", 12), ("west", "much"), ("nowhere", 3)))
    assert answer.status_code == 202
    assert (answer.json()["stored"], answer.json()["rejected"]) == (1, 2)
    assert "pm25" in answer.json()["reasons"][0]["reason"]
    assert Quarantined.objects.count() == 2


def test_what_cannot_be_read_is_refused_and_kept_to_be_looked_at(town: Town) -> None:
    answer = post(b"<html>")
    assert answer.status_code == 422
    assert "HTML" in answer.json()["message"]
    assert bytes(Quarantined.objects.get().raw) == b"<html>"
    assert Run.objects.get().outcome == "implausible"
    assert post(readings(("east", 1))).status_code == 202
    run = Run.objects.get()
    assert (run.outcome, run.problem, run.fetched, run.rejected) == ("complete", "", 2, 1)


def test_a_kind_that_fails_costs_the_delivery_and_not_the_desk(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(Webhook, "parse", fails)
        answer = post(readings(("east", 12)))
    reason = "the kind failed: ZeroDivisionError"
    assert (answer.status_code, answer.json()["message"]) == (422, reason)
    assert Quarantined.objects.get().reason == reason
    assert post(readings(("east", 12))).status_code == 202


def test_a_delivery_that_mostly_cannot_be_read_speaks_against_its_feed(town: Town) -> None:
    answer = post(readings(("east", 1), *[("west", "x")] * 5))
    assert (answer.status_code, answer.json()["stored"]) == (202, 1)
    run, state = Run.objects.get(), FeedState.objects.get()
    assert run.outcome == "implausible"
    assert run.problem == state.problem != ""
    assert "5 of 6 records" in run.problem
    post(readings(("east", 1), ("west", 2)))
    assert (Run.objects.get().outcome, FeedState.objects.get().problem) == ("complete", "")


def test_all_records_rejected_is_422(town: Town) -> None:
    assert post(readings(("east", "x"))).status_code == 422


@pytest.mark.parametrize(
    "headers", [{"X-None": "1"}, signature(b"other"), signature(readings(("east", 1)), "wrong-key")]
)
def test_what_is_not_signed_is_not_looked_at(town: Town, headers: dict[str, str]) -> None:
    answer = post(readings(("east", 1)), **headers)
    assert answer.status_code == 401
    assert not Run.objects.exists() and not RawPayload.objects.exists()
    assert KEY not in answer.content.decode()


def test_wrong_signatures_are_slowed_down(town: Town) -> None:
    answers = [post(b"{}", X="1").status_code for _ in range(desk.WRONG_A_MINUTE + 1)]
    assert answers[-2:] == [401, 429]


def test_behind_a_proxy_the_wrong_signatures_of_one_slow_down_nobody_else(
    town: Town, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    stranger = {"X": "1", "X-Forwarded-For": "203.0.113.9"}
    answers = [post(b"{}", **stranger).status_code for _ in range(desk.WRONG_A_MINUTE + 1)]
    assert answers[-1] == 429
    body = readings(("east", 12))
    known = {**signature(body), "X-Forwarded-For": "203.0.113.7"}
    assert post(body, **known).status_code == 202


def test_a_signature_of_long_ago_is_refused(town: Town) -> None:
    signing = {"secret": "key", "time_header": "x-time", "prefix": "v0="}
    town.opens(told(options={"signature": signing}))
    body = readings(("east", 1))

    def sent(age: int) -> int:
        at = str(int(town.clock.now().timestamp()) - age)
        made = signature(at.encode() + b"." + body)["X-Hub-Signature-256"]
        headers = {"X-Hub-Signature-256": made.replace("sha256=", "v0="), "X-Time": at}
        return int(post(body, **headers).status_code)

    assert (sent(0), sent(200), sent(400), sent(-400)) == (202, 202, 401, 401)


def test_unknown_feeds_and_other_methods(town: Town) -> None:
    assert post(b"{}", feed="none").status_code == 404
    assert Client().get("/hooks/dust").status_code == 405


def test_too_large_is_refused_before_it_is_read(town: Town) -> None:
    town.opens(told(max_bytes=100))
    assert post(readings(("east", 1), ("west", 2))).status_code == 413
    assert not Run.objects.exists()


def test_more_than_its_allowance_waits(town: Town) -> None:
    town.opens(told(options={"signature": {"secret": "key"}, "calls_a_minute": 2}))
    body = readings(("east", 1))
    answers = [post(body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
    assert answers[2]["retry-after"] == "30"


def test_a_replayed_city_takes_nothing(town: Town) -> None:
    town.closed = "this city is replayed"
    assert post(readings(("east", 1))).status_code == 503


def test_what_could_not_be_kept_is_not_acknowledged(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(book, "take", full)
    answer = post(readings(("east", 1)))
    assert answer.status_code == 503 and answer["retry-after"]


def test_a_broker_notifies(town: Town) -> None:
    mapping = Mapping(
        at=Moment(fields=("pm25@at",)),
        placeholders={"district": "id"},
        names={"district": {"urn:ngsi-ld:Air:east": "east"}},
        columns=(Column(field="pm25", to="air/pm25/{district}"),),
    )
    town.opens(
        told(id="air", kind="ngsi_ld", mapping=mapping, options={"notified": {"secret": "key"}})
    )
    entity = {
        "id": "urn:ngsi-ld:Air:east",
        "type": "Air",
        "pm25": {"type": "Property", "value": 7, "observedAt": NOON.isoformat()},
    }
    notice = {"id": "urn:n:1", "type": "Notification", "subscriptionId": "s", "data": [entity]}

    def notify(token: str) -> int:
        given = {"Authorization": f"Bearer {token}"}
        kind = "application/ld+json"
        answer = Client().post(
            "/ngsi-ld/notify/air", json.dumps(notice), content_type=kind, headers=given
        )
        return answer.status_code

    assert (notify("wrong"), notify(KEY), notify(KEY)) == (401, 200, 200)
    assert Observation.objects.get().result == 7


def test_a_posted_feed_stands_on_the_board(town: Town) -> None:
    feed = told()
    declare([feed], [], missing={}, replayed=False, ways={feed.id: "posted"})
    post(readings(("east", 12), ("west", 30)))
    found = board.one(feed.id, town.clock.now(), ZONE)
    assert found is not None
    assert (found.state, found.today, found.strip[-1]) == (State.LIVE, 2, "g")
    with pytest.raises(NotNowError, match="pushed"):
        orders.order(feed.id, orders.Act.RUN, account="kim", at=town.clock.now())


def test_a_posted_feed_is_paused_and_taken_again(town: Town) -> None:
    feed = told()
    declare([feed], [], missing={}, replayed=False, ways={feed.id: "posted"})
    orders.pause(feed.id, account="kim", why="", at=town.clock.now())
    answer = post(readings(("east", 12)))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    orders.resume(feed.id, account="kim")
    assert post(readings(("east", 12))).status_code == 202


def test_a_saved_mapping_counts_for_what_is_posted_next(town: Town) -> None:
    feed = told()
    declare([feed], [], missing={}, replayed=False, ways={feed.id: "posted"})
    row = Mapping(records=feed.mapping.records, into="row", key=("district",))
    mappings.save(feed.id, row, "", why="rows now", account="kim", at=town.clock.now())
    post(readings(("east", 12)))
    assert StandingRecord.objects.get().feed == feed.id and not Observation.objects.exists()


def test_what_is_pushed_is_looked_at_as_what_is_asked_for(town: Town) -> None:
    """Renamed before it breaks anything, and a source that says nothing new."""
    districts = [("east", 1), ("west", 2)] * 3
    for minute in range(6):
        body = readings(*districts) if minute < 3 else renamed(*districts)
        assert post(body).status_code in {202, 422}
        town.clock.advance(timedelta(minutes=1))
    found = {one.detector: one for one in observations.findings(["network"])}
    assert found["renamed-column"].evidence["new"] == "pm2_5"
    assert SchemaVersion.objects.filter(feed="dust").count() == 2


def test_a_pushed_feed_that_says_nothing_new_is_told(town: Town) -> None:
    town.opens(told(budget=60))
    for _ in range(6):
        post(readings(("east", 1)))
        town.clock.advance(timedelta(minutes=1))
    assert "frozen-source" in {one.detector for one in observations.findings(["network"])}


def renamed(*pairs: tuple[str, Any]) -> bytes:
    return readings(*pairs).replace(b'"pm25"', b'"pm2_5"')
