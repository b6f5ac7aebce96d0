"""A town with cards, an organisation and procedures; and somebody's screen."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity import queries as identity
from simin.domains.incidents import services as incidents
from simin.domains.picture import queries
from simin.kit.clock import FixedClock
from tests.browser.screens import answer
from tests.browser.standing import signed_in
from tests.factories import card_town
from tests.factories import incidents as happening
from tests.factories.directive_town import directive_town
from tests.factories.procedure_town import defined

PHONE = ViewportSize(width=390, height=844)


@pytest.fixture
def clock(browser: Browser, transactional_db: None) -> Iterator[FixedClock]:
    queries.forget_kept()
    card_town.build()
    incidents.define_kinds(happening.kinds())
    with directive_town(card_town.NOW, found=True) as clock:
        defined()
        yield clock
    queries.forget_kept()


@pytest.fixture
def screen_of(
    browser: Browser, live_server: LiveServer, clock: FixedClock
) -> Iterator[Callable[..., Page]]:
    """The phone, or another screen, of somebody who is signed in. What a page throws fails."""
    contexts, wrong = [], list[str]()

    def screen(username: str, size: ViewportSize = PHONE, theme: str = "light") -> Page:
        context = browser.new_context(
            locale="en-GB", viewport=size, reduced_motion="reduce", color_scheme=theme
        )
        contexts.append(context)
        context.route("**/live/**", answer)
        signed_in(context, live_server, identity.account(username))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield screen
    for context in contexts:
        context.close()
    assert wrong == []
