"""A kiosk: taken over by a grave warning and let go again; through a night without network."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings
from tests.browser.screens import answer
from tests.factories import kiosk_town, screen_city
from tests.factories.kiosk_town import STATION

pytestmark = pytest.mark.usefixtures("station")
#: Real milliseconds in which a frame is fetched where there is no stream, and words change.
SOON = 30_000


def test_a_grave_warning_covers_the_screen_in_each_language_and_goes(
    page: Page, live_server: LiveServer, findings: Findings
) -> None:
    page.goto(f"{live_server.url}{STATION}?languages=en,ko", wait_until="domcontentloaded")
    over, main = page.locator("[data-takeover]"), page.locator(".k-main")
    expect(page.locator("[data-equality]")).to_contain_text("Picture #")
    page.get_by_role("button", name="Map").click()
    expect(page.locator('[data-panel="map"]')).to_be_visible()
    assert findings(page) == []
    screen_city.publish([kiosk_town.warning("Smoke over the station", "moderate")])
    expect(page.locator(".k-warned")).to_contain_text("Smoke over the station", timeout=SOON)
    expect(over).to_be_hidden()

    screen_city.publish([kiosk_town.warning("Leave the station now", "extreme")])
    expect(over.get_by_role("heading")).to_have_text("Leave the station now", timeout=SOON)
    expect(over).to_contain_text("Warning to the public · Extreme")
    assert main.evaluate("(main) => main.inert")
    assert findings(page) == []
    expect(over.get_by_role("heading")).to_have_text("역에서 나가십시오", timeout=SOON)
    over.get_by_role("button", name="English").click()
    expect(over.get_by_role("heading")).to_have_text("Leave the station now")

    kiosk_town.cancel_warnings()
    expect(over).to_be_hidden(timeout=SOON)
    assert not main.evaluate("(main) => main.inert")


def test_a_warning_in_force_covers_the_screen_after_a_restart_without_network(
    context: BrowserContext, live_server: LiveServer
) -> None:
    screen_city.publish([kiosk_town.warning("Leave the station now", "extreme")])
    page = context.new_page()  # whose console may complain: its network goes
    page.goto(f"{live_server.url}{STATION}?languages=en", wait_until="domcontentloaded")
    over = page.locator("[data-takeover]")
    expect(over).to_be_visible()
    page.wait_for_function("() => document.documentElement.dataset.kept === 'yes'", timeout=SOON)
    context.unroute("**/live/**")
    context.route("**/live/**", lambda route: route.abort())
    context.set_offline(True)
    page.reload()
    expect(over.get_by_role("heading")).to_have_text("Leave the station now")


def test_whoever_is_asked_may_stay_or_go_back(page: Page, live_server: LiveServer) -> None:
    page.clock.install()
    page.goto(f"{live_server.url}{STATION}?languages=en&reset=15", wait_until="domcontentloaded")
    question = page.get_by_role("dialog", name="Are you still there?")
    weather = page.locator('[data-panel="weather"]')
    page.get_by_role("button", name="Weather").click()
    page.clock.fast_forward(16_000)
    question.get_by_role("button", name="Yes, stay here").click()
    expect(question).to_be_hidden()
    expect(weather).to_be_visible()
    page.clock.fast_forward(16_000)
    question.get_by_role("button", name="Back to the start").press("Enter")
    expect(question).to_be_hidden()
    expect(page.locator('[data-panel="start"]')).to_be_visible()
    page.get_by_role("button", name="Weather").click()
    page.clock.fast_forward(16_000)
    question.get_by_role("button", name="Back to the start").click()
    expect(question).to_be_hidden()
    expect(weather).to_be_hidden()


def test_a_night_without_network_shows_the_last_picture_with_its_age(
    context: BrowserContext, live_server: LiveServer
) -> None:
    page = context.new_page()  # whose console may complain: its network goes
    page.goto(f"{live_server.url}{STATION}?languages=en,ja", wait_until="domcontentloaded")
    page.wait_for_function("() => document.documentElement.dataset.kept === 'yes'", timeout=SOON)
    screen_city.publish([screen_city.valued("air/cai", 77.0)])
    value = page.locator('[data-panel="start"] [data-card="air/cai"] [data-bind="value"]')
    before = value.inner_text()
    kiosk_town.stand("station", "central", {"ko": "다른역", "en": "Renamed"})

    context.unroute("**/live/**")
    context.route("**/live/**", lambda route: route.abort())
    context.set_offline(True)
    page.reload()
    expect(value).to_have_text(before)
    # The city would say the new name: what stands here was kept.
    expect(page.get_by_role("heading", level=1)).to_have_text("Central")
    band = page.locator('[data-band="offline"]')
    expect(band).to_contain_text("No connection. The picture of", timeout=SOON)
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("button", name="天気")).to_be_visible()

    context.set_offline(False)
    context.unroute("**/live/**")
    context.route("**/live/**", answer)
    expect(band).to_be_hidden(timeout=60_000)
