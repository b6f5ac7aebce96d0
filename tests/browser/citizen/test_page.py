"""The citizens' page: readable without a script, live with one, and the same words in both."""

import gzip

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.web import assets
from tests.browser.screens import words_on
from tests.factories import screen_city

pytestmark = pytest.mark.usefixtures("gateway")


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_script_writes_what_the_server_wrote(
    live_server: LiveServer, page: Page, browser: Browser, path: str
) -> None:
    address = f"{live_server.url}{path}?district=mapo"
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    page.goto(address)
    screen_city.publish([screen_city.valued("air/pm25", 47.0)])
    expect(page.locator('#now [data-card="air/pm25"] .value')).to_have_text("47", timeout=20_000)
    again = browser.new_context(java_script_enabled=False).new_page()
    again.goto(address)
    assert words_on(again) == words_on(page)
    assert plain.locator('#now [data-card="air/pm25"] .value').inner_text() == "46"


def test_everything_is_readable_without_a_script(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/en/")
    for words in ("Caution", "Warehouse fire, Mapo", "Air quality index", "Care gaps checked"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.goto(f"{live_server.url}/en/?domain=traffic")
    chosen = page.locator("[data-domain-switch] [aria-current]")
    expect(chosen).to_have_text("Traffic")


def test_withheld_shows_why_and_not_what(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/")
    withheld = page.locator(".withheld").first
    expect(withheld).to_contain_text("Privacy · Fire headquarters")
    assert "Lift rescue" not in withheld.inner_text()


def test_the_equality_mark_really_verifies(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/".replace("127.0.0.1", "localhost"))
    page.get_by_role("button", name="Verify").click()
    expect(page.locator("[data-verify-outcome]")).to_contain_text("Verified: this screen shows")
    page.get_by_role("button", name="Close").click()
    page.locator("[data-verify-dialog]").wait_for(state="hidden")


def test_a_forged_frame_is_not_verified(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/".replace("127.0.0.1", "localhost"))
    page.context.route("**/live/frames/**", lambda route: route.fulfill(body=b'{"number": 1}'))
    page.get_by_role("button", name="Verify").click()
    expect(page.locator("[data-verify-outcome]")).to_contain_text("Not verified")


def test_looking_back_says_so_and_returns(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/")
    slider = page.get_by_role("slider", name="Look back in time")
    slider.focus()
    slider.press("Home")
    band = page.locator('[data-band="past"]')
    expect(band).to_contain_text("not live")
    page.get_by_role("button", name="Back to live").click()
    expect(band).to_be_hidden()


def test_the_first_view_fits_a_slow_phone(live_server: LiveServer, page: Page) -> None:
    answer = page.goto(f"{live_server.url}/?district=mapo")
    assert answer is not None
    first = ["app.css", "app.js", "theme.js"]
    files = sum(len(gzip.compress(_built(name))) for name in first)
    assert len(gzip.compress(answer.body())) + files <= 100_000


def _built(name: str) -> bytes:
    return (assets.DIST / assets.manifest()[name]).read_bytes()
