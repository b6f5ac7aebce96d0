"""axe-core finds nothing on the citizens' page, from its top to its end, and it fits every size."""

import re

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings
from tests.browser.screens import answer
from tests.browser.standing import LOOKS, open_look, too_wide, town_behind_server
from tests.factories import screen_city

#: All of it is in view, so that everything is drawn.
TALL = 9000
transactional_db = town_behind_server(screen_city.build)


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_axe_finds_nothing_and_every_size_fits(
    live_server: LiveServer,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    page.context.route("**/live/**", answer)
    open_look(page, live_server, "/?district=mapo", language, theme, (size[0], TALL))
    assert strict_findings(page) == []
    assert too_wide(page) == []


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize(("language", "theme", "size"), LOOKS[:2])
def test_axe_finds_nothing_on_the_page_of_subscriptions(
    live_server: LiveServer,
    page: Page,
    strict_findings: Findings,
    settings: Settings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    settings.SIMIN_MAIL = True
    open_look(page, live_server, "/follow/?district=mapo", language, theme, (size[0], TALL))
    assert strict_findings(page) == []
    assert too_wide(page) == []
    page.get_by_role("button", name=re.compile("e-mail|전자우편")).wait_for()
