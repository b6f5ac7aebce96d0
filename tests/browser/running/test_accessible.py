"""The screens of a living city, live map and incidents included: axe finds nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Findings
from tests.browser.running.steps import address, sign_in
from tests.integration.command.running import RunningCity

#: Two looks see every language, theme and layout (``tests.browser.standing.LOOKS``).
LOOKS = [("/en/", "light", (1440, 900)), ("/", "dark", (390, 12_000))]


@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_axe_finds_nothing_on_the_living_city(
    city: RunningCity,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    sign_in(page, city)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in ("", "office/"):
        page.goto(f"{address(city)}{language}{path}?theme={theme}")
        page.locator("#glance").scroll_into_view_if_needed()
        expect(page.locator(".city-map.is-live")).to_be_visible(timeout=30_000)
        assert strict_findings(page) == [], path


def test_the_table_of_districts_is_within_reach_below_the_live_map(
    city: RunningCity, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address(city)}/en/")
    page.locator("#glance").scroll_into_view_if_needed()
    expect(page.locator(".city-map.is-live")).to_be_visible(timeout=30_000)
    page.get_by_text("Districts as a table").click()
    first = page.locator("[data-leads-to]").first
    first.click()
    expect(page).to_have_url(re.compile(r"/en/card/.+\?district="))
