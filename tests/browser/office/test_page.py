"""The office: what it shows, and that the wall needs no scrolling."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import sign_in

pytestmark = pytest.mark.usefixtures("gateway")


@pytest.fixture(autouse=True)
def mayor(page: Page, live_server: LiveServer, gateway: None) -> None:
    sign_in(page, live_server)


def test_the_wall_needs_no_scrolling(live_server: LiveServer, page: Page) -> None:
    page.set_viewport_size({"width": 3840, "height": 2160})
    page.goto(f"{live_server.url}/office/")
    assert page.evaluate("document.documentElement.scrollHeight") == 2160
    smallest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.wall *')].filter((e) => e.checkVisibility()"
        " && e.children.length === 0 && e.textContent.trim() && !e.closest('svg'))"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert smallest >= 22, "too small to read from four metres"


def test_the_office_sees_what_is_withheld_and_that_it_is(
    live_server: LiveServer, page: Page
) -> None:
    page.goto(f"{live_server.url}/en/office/")
    shown = page.get_by_text("not shown to citizens").filter(visible=True)
    expect(shown).to_have_count(1)
    assert page.locator('.withheld[data-card^="incident"]').count() == 0


def test_themes_are_tabs_that_need_no_script(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/office/")
    page.get_by_text("Open city").first.click()
    expect(page.get_by_text("Complaints done in 3 days")).to_be_visible()
    page.get_by_text("Warm city").first.click()
    expect(page.get_by_text("Care gaps checked")).to_be_visible()
    expect(page.get_by_text("Complaints done in 3 days")).to_be_hidden()
