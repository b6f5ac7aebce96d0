"""A city with invented people behind a real server."""

import pytest
from playwright.sync_api import Browser

from simin.domains.identity import services
from simin.domains.identity.roles import Role
from simin.domains.picture import queries
from simin.web.sign_in.people import PASSWORD
from tests.factories import card_town, people


@pytest.fixture
def town(browser: Browser, transactional_db: None) -> None:
    queries.forget_kept()
    build()


def build() -> None:
    card_town.build()
    services.open_account(person=people.person("mayor", Role.MAYOR), password=PASSWORD)
