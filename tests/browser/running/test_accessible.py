"""The screens of a living city, live map and incidents included: axe finds nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Findings
from tests.browser.running.steps import address, sign_in
from tests.integration.command.running import RunningCity

PATHS = ["/", "/en/", "/office/", "/en/office/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 12_000), (1440, 900)])
def test_axe_finds_nothing_on_the_living_city(
    city: RunningCity, page: Page, findings: Findings, theme: str, width: int, height: int
) -> None:
    sign_in(page, city)
    page.set_viewport_size({"width": width, "height": height})
    for path in PATHS:
        page.goto(f"{address(city)}{path}?theme={theme}")
        page.locator("#glance").scroll_into_view_if_needed()
        expect(page.locator(".city-map.is-live")).to_be_visible(timeout=30_000)
        assert findings(page) == [], path
