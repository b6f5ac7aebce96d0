"""axe-core finds nothing on any card page, in both themes and languages."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings

pytestmark = pytest.mark.usefixtures("town")

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
LOOKS = [(language, theme) for language in ("", "/en") for theme in ("light", "dark")]


@pytest.mark.parametrize("card", CARDS)
def test_nothing_is_found(
    live_server: LiveServer, page: Page, strict_findings: Findings, card: str
) -> None:
    for language, theme in LOOKS:
        mark = "&" if "?" in card else "?"
        page.goto(f"{live_server.url}{language}/card/{card}{mark}theme={theme}")
        assert strict_findings(page) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_runs_off_the_screen(live_server: LiveServer, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for card in CARDS:
        page.goto(f"{live_server.url}/en/card/{card}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, card
