"""Fixtures of the screens' tests: the sample city behind a real server, and the gateway's answers.

The live gateway does not run beside Django's test server; its snapshot and frames are answered from
the same tables here, at the edge of the browser. Its stream is refused, as a bad proxy would.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity.roles import Role
from simin.domains.picture import queries
from simin.domains.picture.frame import View
from simin.domains.picture.models import StoredFrame
from simin.domains.picture.wire import encode
from tests.factories import people, screen_city


@pytest.fixture
def screen_town(browser: Browser, transactional_db: None) -> Iterator[None]:
    screen_city.build()
    yield
    queries.forget_kept()


@pytest.fixture
def gateway(context: BrowserContext, screen_town: None) -> None:
    context.route("**/live/**", answer)


def answer(route: Route) -> None:
    address = route.request.url
    view = View.OFFICE if "ticket=" in address else View.PUBLIC
    frame = re.search(r"/frames/(\d+)", address)
    if frame:
        found = StoredFrame.objects.filter(number=frame[1]).first()
        body = bytes(getattr(found, view.value)) if found else b"{}"
        return route.fulfill(status=200 if found else 404, body=body)
    if "/snapshot" in address:
        asked = re.search(r"at=(\d+)", address)
        number = int(asked[1]) if asked else queries.head()
        return route.fulfill(body=encode(queries.at(number, view)), content_type="application/json")
    return route.fulfill(status=404, body="")


def sign_in(page: Page, live_server: LiveServer) -> None:
    """The browser is signed in as the mayor."""
    people.account("mayor", Role.MAYOR)
    page.goto(f"{live_server.url}/account/login/")
    page.fill("[name=login]", "mayor")
    page.fill("[name=password]", people.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "login" not in address)


def words_on(page: Page) -> list[str]:
    """Every text of every card and list, in order."""
    texts: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('[data-bind]')]
            .filter((part) => !part.closest('template, [data-timebar], [data-band]'))
            .filter((part) => !part.querySelector('[data-bind]'))
            .map((part) => [part.dataset.bind, part.textContent.replace(/\\s+/g, ' ').trim()])
            .map(([name, text]) => `${name}: ${text}`)"""
    )
    return texts
