"""Word of steps through channels: what bounces goes to the next one; a drill says so first."""

import contextlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from simin.domains.incidents import queries as incidents
from simin.domains.procedures import services
from simin.domains.procedures.models import Notice, NoticeAttempt
from simin.kit.clock import FixedClock
from simin.kit.delivery import ATTEMPTS, BouncedError, Message, Recipient, UnsentError, pause
from simin.workflows.channels import Webhook
from tests.factories.city_server import city_server, reply
from tests.factories.procedure_town import beat, burning, done


class Way:
    """A channel that answers what it is told to, in turn."""

    def __init__(self, name: str, *answers: Exception | None) -> None:
        self.name = name
        self.answers = list(answers) or [None]
        self.sent: list[Message] = []

    def reaches(self, recipient: Recipient) -> bool:
        return True

    def send(self, message: Message) -> None:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is not None:
            raise answer
        self.sent.append(message)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=5)


def tries() -> list[tuple[str, str]]:
    return list(NoticeAttempt.objects.order_by("id").values_list("channel", "outcome"))


def test_an_owner_is_told_when_it_begins_and_once(clock: FixedClock, now: datetime) -> None:
    one = burning(clock)
    way = Way("first")
    assert services.deliver_due([way], now) == 1
    (message,) = way.sent
    assert (message.recipient.username, message.act) == ("duty", "open")
    assert message.title == f"{'Confirm'} ({one})" or one in message.title
    assert services.deliver_due([way], now) == 0


def test_what_bounces_goes_to_the_next_channel(clock: FixedClock, now: datetime) -> None:
    burning(clock)
    first, second = Way("first", BouncedError("no such number")), Way("second")
    assert services.deliver_due([first, second], now) == 0
    assert services.deliver_due([first, second], now) == 1
    assert tries() == [("first", "bounced"), ("second", "sent")]


def test_a_channel_that_is_down_is_tried_again_and_then_left(
    clock: FixedClock, now: datetime
) -> None:
    burning(clock)
    first, second = Way("first", UnsentError("busy")), Way("second")
    for attempt in range(ATTEMPTS):
        services.deliver_due([first, second], now)
        now += pause(attempt + 1)
    services.deliver_due([first, second], now)
    assert tries() == [("first", "unsent")] * ATTEMPTS + [("second", "sent")]


def test_where_no_channel_reaches_anybody_the_timeline_says_so(
    clock: FixedClock, now: datetime
) -> None:
    one = burning(clock)
    for _ in range(2):
        services.deliver_due([Way("only", BouncedError("never"))], now)
    assert "Could not be told: Confirm" in [e.text["en"] for e in incidents.timeline(one)]
    assert Notice.objects.get().state == Notice.DEAD


def test_what_was_done_meanwhile_is_told_to_nobody(clock: FixedClock, now: datetime) -> None:
    one = burning(clock)
    done(one, "confirm")
    done(one, "arrive", by="fire", text="There.")
    way = Way("first")
    services.deliver_due([way], now)
    assert all("Confirm" not in message.title for message in way.sent)


def test_late_is_told_to_the_owner_and_to_whom_it_went_up(clock: FixedClock, now: datetime) -> None:
    one = burning(clock)
    done(one, "confirm")
    beat(clock)
    clock.advance(timedelta(minutes=10))
    beat(clock)
    way = Way("first")
    services.deliver_due([way], now)
    told = {(message.recipient.username, message.act) for message in way.sent}
    assert {("fire", "late"), ("vice2", "escalate"), ("duty", "escalate")} <= told


@contextlib.contextmanager
def gateway() -> Iterator[tuple[Webhook, list[dict[str, object]]]]:
    with city_server() as server:
        server.on("/sms", reply(b"{}"))
        bodies: list[dict[str, object]] = []
        hook = Webhook(
            f"{server.url}/sms",
            "secret",
            ZoneInfo("Asia/Seoul"),
            lambda message: "https://city.example/desk/steps/",
            private_hosts=[f"127.0.0.1:{server.port}"],
        )
        yield hook, bodies
        bodies += [json.loads(seen.body) for seen in server.seen]


def test_word_of_a_drill_says_so_first(clock: FixedClock, now: datetime) -> None:
    burning(clock, drill=True)
    with gateway() as (hook, bodies):
        assert services.deliver_due([hook], now) == 1
    (body,) = bodies
    assert str(body["text"]).startswith(("[DRILL]", "[훈련]"))
    assert body["drill"] is True and "step" in body and "directive" not in body
