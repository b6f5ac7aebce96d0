"""axe-core finds nothing on any card page, and each fits every size."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings
from tests.browser.standing import LOOKS, open_look, too_wide, town_behind_server
from tests.factories import card_town

CARDS = [
    "air/pm25?district=west",
    "incident/2022-000001",
    "incident/2022-000002",
    "incident/2022-000003",
    "city/stage",
    "city/attention",
    "news/1",
    "air/none",
]
transactional_db = town_behind_server(card_town.build)


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
    for card in CARDS:
        open_look(page, live_server, f"/card/{card}", language, theme, size)
        assert strict_findings(page) == [], card
        assert too_wide(page) == [], card
