"""Messages through channels: real servers on loopback that refuse, fail, come back and bounce."""

import contextlib
import json
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from simin.domains.directives import queries, services
from simin.domains.directives.models import Delivery, DeliveryAttempt
from simin.domains.directives.states import Act
from simin.domains.identity.models import Account
from simin.kit.clock import FixedClock
from simin.kit.delivery import ATTEMPTS, Channel, Message, pause
from simin.workflows import directives_are_delivered, dispatch
from simin.workflows.channels import Email, Webhook
from simin.workflows.channels.webhook import signature
from tests.factories.city_server import CityServer, city_server, reply
from tests.factories.directive_town import issued, reader, state

SEOUL = ZoneInfo("Asia/Seoul")
SECRET = "a shared secret"


def link(message: Message) -> str:
    return page_of(message.number)


def page_of(directive: str) -> str:
    return f"https://city.example/desk/directives/{directive}/"


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs; ``codes`` is what RCPT is answered, in turn."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.codes = [250]
        self.taken: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def answer(self) -> int:
        return self.codes.pop(0) if len(self.codes) > 1 else self.codes[0]


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            match line.split()[0].upper():
                case "RCPT":
                    self.say(f"{self.server.answer()} said")
                case "DATA":
                    self.say("354 go on")
                    lines = list(iter(lambda: self.rfile.readline().decode(), ".\r\n"))
                    self.server.taken.append("".join(lines))
                    self.say("250 taken")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 well")


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def mail(settings: SettingsWrapper, clock: FixedClock) -> Iterator[MailServer]:
    with mail_server() as server:
        options = {"host": "127.0.0.1", "port": server.port, "timeout": 5}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        Account.objects.filter(username="climate").update(email="climate@city.example")
        yield server


@pytest.fixture
def gateway(clock: FixedClock) -> Iterator[CityServer]:
    with city_server() as server:
        server.on("/sms", reply(b"{}"))
        yield server


def webhook(gateway: CityServer) -> Webhook:
    return Webhook(
        f"{gateway.url}/sms", SECRET, SEOUL, link, private_hosts=[f"127.0.0.1:{gateway.port}"]
    )


def email() -> Email:
    return Email(SEOUL, link)


class Run:
    """The worker, whose clock is moved by hand."""

    def __init__(self, clock: FixedClock, *channels: Channel) -> None:
        self.clock = clock
        self.channels = channels
        self.now = datetime.now(UTC) + timedelta(seconds=5)

    def __call__(self, after: timedelta = timedelta(0)) -> int:
        dispatch.run_pending([directives_are_delivered], clock=self.clock)
        self.now += after
        return services.deliver_due(self.channels, self.now)


def tries() -> list[tuple[str, str]]:
    return list(DeliveryAttempt.objects.order_by("id").values_list("channel", "outcome"))


def test_an_e_mail_says_what_and_when_and_no_more(mail: MailServer, clock: FixedClock) -> None:
    one = issued(text="Confidential details.")
    assert Run(clock, email())() == 1
    (taken,) = mail.taken
    assert "climate@city.example" in taken and page_of(one) in taken
    assert "Confidential" not in taken
    assert state(one) == "delivered"


def test_a_webhook_is_signed_and_says_the_same_key_again(
    gateway: CityServer, clock: FixedClock
) -> None:
    gateway.on("/sms", reply(status="503 Not now"), reply(b"{}"))
    one = issued()
    run = Run(clock, webhook(gateway))
    assert run() == 0
    assert run(pause(1)) == 1
    first, second = gateway.seen
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    stamp, said = second.headers["x-simin-timestamp"], second.headers["x-simin-signature"]
    assert said == f"sha256={signature(SECRET.encode(), stamp, second.body)}"
    body = json.loads(second.body)
    assert body["to"] == {"account": "climate", "unit": "climate"}
    assert body["directive"] == one
    assert state(one) == "delivered"


def test_a_bounced_address_goes_to_the_next_channel(
    mail: MailServer, gateway: CityServer, clock: FixedClock
) -> None:
    mail.codes = [550]
    issued()
    run = Run(clock, email(), webhook(gateway))
    assert run() == 0
    assert run() == 1
    assert tries() == [("email", "bounced"), ("webhook", "sent")]


def test_a_server_that_is_down_is_tried_with_growing_pauses_then_the_next_channel(
    settings: SettingsWrapper, mail: MailServer, gateway: CityServer, clock: FixedClock
) -> None:
    mail.codes = [451]
    issued()
    run = Run(clock, email(), webhook(gateway))
    assert run() == 0
    for attempt in range(1, ATTEMPTS):
        assert run(pause(attempt) - timedelta(seconds=1)) == 0
        assert len(tries()) == attempt
        run(timedelta(seconds=1))
    assert tries() == [("email", "unsent")] * ATTEMPTS
    assert run() == 1
    assert tries()[-1] == ("webhook", "sent")


def test_a_server_that_does_not_listen_is_no_bounce(
    settings: SettingsWrapper, mail: MailServer, clock: FixedClock
) -> None:
    mail.server_close()
    mail.shutdown()
    issued()
    assert Run(clock, email())() == 0
    assert tries() == [("email", "unsent")]


def test_where_no_channel_is_left_the_chain_says_so_and_the_issuer_is_told(
    mail: MailServer, gateway: CityServer, clock: FixedClock
) -> None:
    mail.codes = [550]
    Account.objects.filter(username="mayor").update(email="mayor@city.example")
    one = issued()
    run = Run(clock, email())
    run()
    run()
    found = queries.directive(one, reader("mayor"))
    assert [entry.act for entry in queries.chain(found)] == ["draft", "issue", "undelivered"]
    assert found.state == "issued"
    mail.codes = [250]
    assert run() == 1
    assert "mayor@city.example" in mail.taken[-1]
    assert queries.verify() == (1, [])


def test_without_any_channel_nothing_is_said_and_nothing_waits(clock: FixedClock) -> None:
    one = issued()
    assert Run(clock)() == 0
    assert not Delivery.objects.filter(state=Delivery.WAITING).exists()
    assert len(queries.chain(queries.directive(one, reader("mayor")))) == 2


def test_nobody_is_told_twice_of_the_same(gateway: CityServer, clock: FixedClock) -> None:
    issued()
    run = Run(clock, webhook(gateway))
    assert run() == 1
    assert run(timedelta(days=1)) == 0
    services.tell_of("2022-000001", position=2, act="issue", by="mayor", now=run.now)
    assert run() == 0
    assert len(gateway.seen) == 1


def test_two_workers_do_not_send_one_message(gateway: CityServer, clock: FixedClock) -> None:
    """The second reads the row before the first has taken it."""
    issued()
    dispatch.run_pending([directives_are_delivered], clock=clock)
    row = Delivery.objects.get()
    Delivery.objects.update(next_at=row.next_at + timedelta(minutes=5))
    assert Run(clock, webhook(gateway))() == 0
    assert gateway.seen == []


def test_the_issuer_hears_of_the_report_and_the_unit_above_of_the_escalation(
    gateway: CityServer, clock: FixedClock
) -> None:
    one = issued()
    services.act(one, Act.ESCALATE, by=reader("mayor"))
    services.act(one, Act.ACKNOWLEDGE, by=reader("climate"))
    services.act(one, Act.START, by=reader("climate"))
    services.act(one, Act.REPORT, by=reader("climate"), text="Washed.")
    Run(clock, webhook(gateway))()
    told = sorted(
        (body["act"], body["to"]["account"])
        for body in (json.loads(each.body) for each in gateway.seen)
    )
    assert told == [
        ("escalate", "climate"), ("escalate", "vice1"), ("issue", "climate"), ("report", "mayor"),
    ]  # fmt: skip


def test_a_gateway_inside_the_network_that_the_city_did_not_allow_is_not_asked(
    gateway: CityServer, clock: FixedClock
) -> None:
    issued()
    guarded = Webhook(f"{gateway.url}/sms", SECRET, SEOUL, link)
    assert Run(clock, guarded)() == 0
    assert gateway.seen == []
    assert tries() == [("webhook", "bounced")]


def test_a_title_that_looks_like_a_secret_is_only_a_title(
    gateway: CityServer, clock: FixedClock
) -> None:
    issued(title="Rotate {secret:gateway} today")
    assert Run(clock, webhook(gateway))() == 1
    assert "{secret:gateway}" in json.loads(gateway.seen[0].body)["text"]


def test_pauses_double_up_to_an_hour() -> None:
    assert [pause(n).total_seconds() for n in (1, 2, 3, 20)] == [30, 60, 120, 3600]
