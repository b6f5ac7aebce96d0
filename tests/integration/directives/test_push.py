"""Web Push through a push service on loopback that takes, refuses, forgets and falls silent."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from py_vapid import Vapid02
from pytest_django.fixtures import Settings as SettingsWrapper

from simin.domains.directives import services
from simin.domains.directives.models import DeliveryAttempt
from simin.domains.identity import queries as identity
from simin.domains.identity import services as people
from simin.domains.identity.queries import PushSubscription
from simin.kit.clock import FixedClock
from simin.kit.delivery import ATTEMPTS, Channel, Message, pause
from simin.kit.web_push import key_in
from simin.workflows import directives_are_delivered, dispatch
from simin.workflows.channels import Push, Webhook
from tests.factories.city_server import CityServer, city_server, reply
from tests.factories.directive_town import issued, state
from tests.factories.push_service import Browser

SEOUL = ZoneInfo("Asia/Seoul")
CREATED = reply(status="201 Created")


@pytest.fixture
def service(clock: FixedClock) -> Iterator[CityServer]:
    with city_server() as server:
        server.otherwise = lambda _: [CREATED]
        yield server


def hosts(service: CityServer) -> list[str]:
    return [f"127.0.0.1:{service.port}"]


def browser(service: CityServer, name: str = "phone", username: str = "climate") -> Browser:
    one = Browser(f"{service.url}/push/{name}")
    account = identity.account(username)
    people.tell_in_browser(account, one.subscription, label=name, hosts=hosts(service))
    return one


def push(service: CityServer, home: Path) -> Push:
    key = key_in(home / "push.key")
    return Push(key, "mailto:city@city.example", SEOUL, link, hosts=hosts(service))


def link(message: Message) -> str:
    return f"https://city.example/desk/directives/{message.number}/"


def webhook(service: CityServer) -> Webhook:
    return Webhook(
        f"{service.url}/sms", "a shared secret", SEOUL, link, private_hosts=hosts(service)
    )


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


def test_the_browser_alone_reads_it_and_it_names_nothing_that_is_withheld(
    service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    phone = browser(service)
    one = issued(title="The dam at Example Street", text="Confidential.")
    assert Run(clock, push(service, tmp_path))() == 1
    (seen,) = service.seen
    told = phone.read(seen.body)
    assert (told["tag"], told["path"]) == (f"directive-{one}", f"/desk/directives/{one}/")
    assert one in told["body"] and "2022-03-06 14:00" in told["body"]
    assert b"dam" not in seen.body and "dam" not in str(told) and "Confidential" not in str(told)
    assert seen.headers["content-encoding"] == "aes128gcm" and seen.headers["ttl"] == "86400"
    assert Vapid02.verify(seen.headers["authorization"])
    assert len(seen.headers["topic"]) == 32
    assert state(one) == "delivered"


def test_every_browser_is_told_and_one_that_is_gone_is_forgotten(
    service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    browser(service, "old")
    phone = browser(service, "phone")
    service.on("/push/old", reply(status="410 Gone"))
    issued()
    assert Run(clock, push(service, tmp_path))() == 1
    assert len(service.seen) == 2
    assert [one.endpoint for one in identity.browsers("climate")] == [phone.endpoint]


@pytest.mark.parametrize("status", ["410 Gone", "404 Not Found"])
def test_where_no_browser_is_left_the_next_channel_comes_at_once(
    status: str, service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    browser(service)
    service.on("/push/phone", reply(status=status))
    issued()
    run = Run(clock, push(service, tmp_path), webhook(service))
    assert run() == 0
    assert run() == 1
    assert tries() == [("push", "bounced"), ("webhook", "sent")]
    assert identity.browsers("climate") == []


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Not now"])
def test_a_service_that_is_down_is_tried_again_then_the_next_channel(
    status: str, service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    browser(service)
    service.on("/push/phone", reply(status=status))
    issued()
    run = Run(clock, push(service, tmp_path), webhook(service))
    run()
    for attempt in range(1, ATTEMPTS):
        run(pause(attempt))
    assert tries() == [("push", "unsent")] * ATTEMPTS
    assert run() == 1
    assert tries()[-1] == ("webhook", "sent")
    assert len(identity.browsers("climate")) == 1


def test_a_service_that_comes_back_brings_it(
    service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    phone = browser(service)
    service.on("/push/phone", reply(status="500 Broken"), CREATED)
    issued()
    run = Run(clock, push(service, tmp_path))
    assert (run(), run(pause(1))) == (0, 1)
    assert phone.read(service.seen[1].body) == phone.read(service.seen[0].body)


def test_nobody_listens(service: CityServer, clock: FixedClock, tmp_path: Path) -> None:
    browser(service)
    channel = push(service, tmp_path)
    service.stop()
    issued()
    assert Run(clock, channel)() == 0
    assert tries() == [("push", "unsent")]


def test_an_address_that_is_taken_no_more_is_not_asked(
    service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    """The installation named the host once and does so no more."""
    browser(service)
    key = key_in(tmp_path / "push.key")
    issued()
    Run(clock, Push(key, "mailto:city@city.example", SEOUL, link))()
    assert service.seen == [] and tries() == [("push", "bounced")]


def test_a_redirect_into_the_citys_network_is_not_followed(
    service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    browser(service)
    service.on("/push/phone", reply(status="302 Found", location=f"{service.url}/inside"))
    issued()
    Run(clock, push(service, tmp_path))()
    assert service.targets() == ["/push/phone"]
    assert tries() == [("push", "bounced")]


def test_the_browser_of_whoever_signs_in_next_is_theirs(service: CityServer) -> None:
    one = browser(service)
    people.tell_in_browser(identity.account("fire"), one.subscription, hosts=hosts(service))
    assert identity.browsers("climate") == []
    assert [row.endpoint for row in identity.browsers("fire")] == [one.endpoint]


PAGE = "/en/desk/notifications/"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(identity.account(username))
    return client


def form(one: Browser) -> dict[str, str]:
    told = one.subscription
    return {"endpoint": told.endpoint, "p256dh": told.p256dh, "auth": told.auth, "label": "Chrome"}


def test_a_browser_is_entered_shown_and_removed(
    service: CityServer, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.SIMIN_PUSH_HOSTS = tuple(hosts(service))
    settings.SIMIN_PUSH_KEY = tmp_path / "push.key"
    client, one = signed_in("climate"), Browser(f"{service.url}/push/a")
    assert client.post(PAGE, form(one)).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Chrome" in page and key_in(settings.SIMIN_PUSH_KEY).public in page
    (row,) = PushSubscription.objects.all()
    signed_in("fire").post(f"{PAGE}{row.pk}/remove/")
    assert PushSubscription.objects.exists()
    client.post(f"{PAGE}{row.pk}/remove/")
    assert not PushSubscription.objects.exists()


def test_an_address_inside_the_city_is_refused(
    service: CityServer, settings: SettingsWrapper, tmp_path: Path
) -> None:
    settings.SIMIN_PUSH_KEY = tmp_path / "push.key"
    answer = signed_in("climate").post(PAGE, form(Browser("https://127.0.0.1/admin")))
    assert answer.status_code == 400 and "not known here" in answer.content.decode()
    assert not PushSubscription.objects.exists() and service.seen == []


def test_citizens_have_no_such_page(clock: FixedClock) -> None:
    assert signed_in("citizen").get(PAGE).status_code == 403
    assert Client().get("/push-worker.js").headers["Content-Type"].startswith("text/javascript")


def test_the_directives_page_shows_every_attempt_to_whom_it_concerns(
    service: CityServer, clock: FixedClock, tmp_path: Path
) -> None:
    browser(service)
    service.on("/push/phone", reply(status="503 Not now"), reply(status="410 Gone"))
    one = issued()
    run = Run(clock, push(service, tmp_path))
    run()
    page = signed_in("mayor").get(f"/en/desk/directives/{one}/").content.decode()
    assert "not taken" in page and "(503)" in page and "next try" in page
    run(pause(1))
    run()
    page = signed_in("mayor").get(f"/en/desk/directives/{one}/").content.decode()
    assert 'data-outcome="bounced"' in page and "could not be delivered" in page
    assert (
        'id="deliveries"'
        not in signed_in("climate").get(f"/en/desk/directives/{one}/").content.decode()
    )
