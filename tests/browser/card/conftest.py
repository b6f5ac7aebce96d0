"""The town of the card pages behind a real server."""

import pytest
from playwright.sync_api import Browser, BrowserContext

from simin.domains.picture import queries
from tests.browser.screens import answer
from tests.factories import card_town


@pytest.fixture
def town(browser: Browser, transactional_db: None) -> None:
    queries.forget_kept()
    card_town.build()


@pytest.fixture
def gateway(context: BrowserContext, town: None) -> None:
    """Frames of the town, answered at the edge of the browser."""
    context.route("**/live/**", answer)
