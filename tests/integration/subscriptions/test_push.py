"""In a browser: its own question is the consent, and a browser that is gone is forgotten."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from simin.domains.subscriptions.models import Following, Subscriber
from simin.domains.subscriptions.services import asking
from simin.kit.clock import city_clock
from tests.factories.city_server import CityServer, city_server, reply
from tests.factories.incidents import NOON
from tests.factories.push_service import Browser
from tests.factories.warnings import issued
from tests.integration.subscriptions.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(town: Town) -> Iterator[CityServer]:
    with city_server() as server:
        server.otherwise = lambda _: [reply(status="201 Created")]
        yield server


@pytest.fixture
def reached(service: CityServer, make_town: Callable[..., Town], settings: Any) -> Town:
    settings.SIMIN_PUSH_HOSTS = [f"127.0.0.1:{service.port}"]
    return make_town(f"127.0.0.1:{service.port}")


def entered(client: Client, browser: Browser, topic: str = "warnings") -> Any:
    keys = browser.subscription
    form = {"endpoint": keys.endpoint, "p256dh": keys.p256dh, "auth": keys.auth}
    return client.post("/en/follow/", form | {"topic": topic})


def test_a_browser_is_told_and_lists_what_it_follows(
    reached: Town, service: CityServer, client: Client
) -> None:
    browser = Browser(f"{service.url}/push/phone")
    answer = entered(client, browser)
    assert answer.status_code == 302 and not answer.cookies
    number = issued()
    assert reached.told() == 1 and reached.read() == []
    told = browser.read(service.seen[0].body)
    assert told["title"] == "Warning: Fire warning for Eastside"
    assert told["path"] == f"/en/card/warning/{number}"
    left = int((NOON + timedelta(hours=6) - city_clock().now()).total_seconds())
    assert service.seen[0].headers["ttl"] == str(left), "no service keeps it past its end"
    listed = client.post("/en/follow/browser/", {"endpoint": browser.endpoint})
    assert listed["Location"] == answer["Location"]
    assert "Warnings to the public" in client.get(listed["Location"]).content.decode()


def test_a_browser_that_is_gone_is_forgotten(
    reached: Town, service: CityServer, client: Client
) -> None:
    entered(client, Browser(f"{service.url}/push/phone"))
    service.otherwise = lambda _: [reply(status="410 Gone")]
    issued()
    assert reached.told() == 0
    assert not Subscriber.objects.exists()


def test_an_address_at_no_push_service_is_refused(reached: Town, client: Client) -> None:
    answer = entered(client, Browser("https://evil.example/push"))
    assert answer.status_code == 400 and not Subscriber.objects.exists()


def test_a_browser_that_follows_enough_is_told_so_and_of_no_mailbox(
    reached: Town, service: CityServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MOST_FOLLOWED", 1)
    browser = Browser(f"{service.url}/push/phone")
    assert entered(client, browser).status_code == 302
    assert entered(client, browser).status_code == 302, "the same again takes the other's place"
    answer = entered(client, browser, "pledges")
    said = answer.content.decode()
    assert answer.status_code == 400 and "mailbox" not in said
    assert "This browser follows as much as it can" in said
    assert Following.objects.count() == 1
