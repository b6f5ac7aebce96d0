"""The chart and the map that take over from the server's drawings."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings

pytestmark = pytest.mark.usefixtures("town")
SLOW = 30_000


@pytest.fixture
def pm25(live_server: LiveServer, page: Page) -> Page:
    page.goto(f"{live_server.url}/en/card/air/pm25?district=west")
    return page


def test_the_chart_takes_over_and_says_values_with_their_unit(pm25: Page) -> None:
    over = pm25.locator(".chart .u-over")
    expect(over).to_be_visible(timeout=SLOW)
    over.hover()
    reading = pm25.locator(".chart-reading")
    expect(reading).to_be_visible()
    expect(reading).to_contain_text("Whole city")
    expect(reading).to_contain_text("West")
    expect(reading).to_contain_text("µg/m³")


def test_the_chart_follows_the_theme(pm25: Page) -> None:
    expect(pm25.locator(".chart canvas")).to_be_visible(timeout=SLOW)
    pm25.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(pm25.locator(".chart canvas")).to_have_count(1)
    expect(pm25.locator(".chart canvas")).to_be_visible()


def test_the_live_map_takes_over_in_place_and_opens_a_panel(pm25: Page, findings: Findings) -> None:
    drawn = pm25.locator("[data-label=west]")
    pm25.locator(".card-districts").scroll_into_view_if_needed()
    before = drawn.bounding_box()
    name = pm25.locator(".map-name", has_text="West")
    expect(name).to_be_visible(timeout=SLOW)
    after = name.bounding_box()
    assert before and after
    assert abs(before["x"] + before["width"] / 2 - after["x"] - after["width"] / 2) < 4
    assert abs(before["y"] + before["height"] / 2 - after["y"] - after["height"] / 2) < 6
    name.click(force=True)
    panel = pm25.locator(".map-panel")
    expect(panel).to_contain_text("West")
    expect(panel.get_by_role("link")).to_have_attribute("href", "/en/card/air/pm25?district=west")
    assert findings(pm25) == []
    pm25.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_without_webgl_the_drawing_stays(live_server: LiveServer, page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{live_server.url}/en/")
    page.locator("[data-map]").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    expect(page.locator("svg.map")).to_be_visible()
    expect(page.locator(".map-live")).to_have_count(0)


def test_everything_is_there_without_javascript(live_server: LiveServer, page: Page) -> None:
    browser = page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False, locale="en-GB")
    still = plain.new_page()
    still.goto(f"{live_server.url}/en/card/air/pm25?district=west")
    expect(still.locator(".chart-line.look-city")).to_be_visible()
    still.get_by_role("link", name="Week").click()
    expect(still.get_by_role("link", name="Week")).to_have_attribute("aria-current", "true")
    still.get_by_role("link", name="Smallest").click()
    expect(still.locator("th[aria-sort=ascending]")).to_be_visible()
    still.locator("#compare").select_option("north")
    still.get_by_role("button", name="Add").click()
    expect(still.locator(".look-district-2").first).to_be_visible()
    still.get_by_role("link", name="Older").click()
    expect(still.get_by_role("link", name="Newest")).to_be_visible()
    plain.close()
