"""A room with work on its screens, and the duty officer in front of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.picture import queries
from simin.kit.clock import FixedClock
from tests.browser.screens import answer
from tests.browser.standing import signed_in
from tests.factories import room_town


@pytest.fixture
def clock(browser: Browser, transactional_db: None) -> Iterator[FixedClock]:
    queries.forget_kept()
    with room_town.room_town(more=18) as clock:
        yield clock
    queries.forget_kept()


@pytest.fixture
def officer(page: Page, live_server: LiveServer, clock: FixedClock) -> Page:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.context.route("**/live/**", answer)
    signed_in(page.context, live_server, room_town.officer())
    return page
