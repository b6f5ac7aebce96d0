"""A kiosk before the sample city; the gateway's answers come from the same tables."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from simin.domains.picture import queries
from tests.browser.screens import answer
from tests.factories import kiosk_town


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        locale="en-GB", viewport={"width": 1080, "height": 1920}, reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def station(browser: Browser, context: BrowserContext, transactional_db: None) -> Iterator[None]:
    kiosk_town.build()
    context.route("**/live/**", answer)
    yield
    queries.forget_kept()
