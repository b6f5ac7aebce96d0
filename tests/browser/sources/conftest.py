"""A keeper of sources at the board of a town with many of them."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity.roles import Role
from tests.factories import people


@pytest.fixture
def keeper(page: Page, live_server: LiveServer) -> Page:
    people.account("keeper", Role.SOURCE_ADMINISTRATOR)
    page.goto(f"{live_server.url}/en/account/login/")
    page.fill("[name=login]", "keeper")
    page.fill("[name=password]", people.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/sources/")
    return page
