"""The town of the card pages behind a real server."""

import pytest
from playwright.sync_api import Browser

from simin.domains.picture import queries
from tests.factories import card_town


@pytest.fixture
def town(browser: Browser, transactional_db: None) -> None:
    queries.forget_kept()
    card_town.build()
