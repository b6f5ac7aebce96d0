"""A town with cards and an organisation, and two phones."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity import queries as identity
from simin.domains.picture import queries
from simin.kit.clock import FixedClock
from tests.browser.screens import answer
from tests.browser.standing import signed_in
from tests.factories import card_town
from tests.factories.directive_town import directive_town

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def clock(browser: Browser, transactional_db: None) -> Iterator[FixedClock]:
    queries.forget_kept()
    card_town.build()
    with directive_town(card_town.NOW, found=True) as clock:
        yield clock
    queries.forget_kept()


@pytest.fixture
def phone_of(
    browser: Browser, live_server: LiveServer, clock: FixedClock
) -> Iterator[Callable[[str], Page]]:
    """The phone of somebody who is signed in. What a page throws fails the test."""
    contexts, wrong = [], list[str]()

    def phone(username: str) -> Page:
        context = browser.new_context(
            locale="en-GB", viewport=PHONE, has_touch=True, reduced_motion="reduce"
        )
        contexts.append(context)
        context.route("**/live/**", answer)
        signed_in(context, live_server, identity.account(username))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield phone
    for context in contexts:
        context.close()
    assert wrong == []
