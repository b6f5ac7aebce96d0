"""A town with a drawn map, units and data sets, and the desk of whoever runs its incidents."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity import queries as identity
from simin.domains.picture import queries
from simin.kit.clock import FixedClock
from tests.browser.screens import answer
from tests.browser.standing import signed_in
from tests.factories.incident_town import incident_town, shelters


@pytest.fixture
def clock(browser: Browser, transactional_db: None) -> Iterator[FixedClock]:
    queries.forget_kept()
    with incident_town() as clock:
        shelters()
        yield clock
    queries.forget_kept()


@pytest.fixture
def desk_of(
    browser: Browser, live_server: LiveServer, clock: FixedClock
) -> Iterator[Callable[..., Page]]:
    """The desk of somebody who is signed in. What a page throws fails the test."""
    contexts, wrong = [], list[str]()

    def desk(username: str, width: int = 1440, height: int = 900, theme: str = "light") -> Page:
        context = browser.new_context(
            locale="en-GB",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme="dark" if theme == "dark" else "light",
        )
        contexts.append(context)
        context.route("**/live/**", answer)
        signed_in(context, live_server, identity.account(username))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield desk
    for context in contexts:
        context.close()
    assert wrong == []
