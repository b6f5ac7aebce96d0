"""A citizen's phone: the neighbourhood by position, the page without a network, a moment before."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import kiosk_town, screen_city

#: Real milliseconds in which a frame is fetched where there is no stream, and the page asks again.
SOON = 60_000
pytestmark = pytest.mark.usefixtures("gateway")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        locale="en-GB", viewport={"width": 390, "height": 844}, service_workers="allow"
    )
    yield context.new_page()
    context.close()


def test_where_somebody_is_stays_in_the_browser(
    live_server: LiveServer, context: object, page: Page
) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 126.925, "latitude": 37.475})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(f"{live_server.url}/en/near/")
    page.get_by_role("button", name="Where I am").click()
    page.wait_for_url("**/en/near/jongno/")
    expect(page.locator(".near-verdict")).to_be_visible()
    assert not any("126.9" in one or "37.47" in one for one in asked)
    page.get_by_label("Remember it in this browser").check()
    page.goto(f"{live_server.url}/en/")
    expect(page.locator("[data-near-remembered] a")).to_have_attribute("href", "/en/near/jongno/")
    assert page.context.cookies() == []


def test_a_place_follows_the_picture_and_a_press_chooses_another(
    live_server: LiveServer, page: Page
) -> None:
    page.goto(f"{live_server.url}/en/near/jongno/")
    warnings, sentence = page.locator("#warnings"), page.locator(".near-verdict")
    expect(warnings).to_contain_text("No warning is in force here.")
    screen_city.publish([kiosk_town.warning("Smoke over the station", "extreme")])
    expect(warnings).to_contain_text("Smoke over the station", timeout=SOON)
    expect(sentence).to_contain_text("A warning is in force: Smoke over the station")

    box = page.get_by_role("combobox", name="Your neighbourhood or district")
    box.fill("atlantis")
    expect(page.locator("[data-near-told]")).to_contain_text("No place is called that.")
    box.fill("mapo")
    found = page.get_by_role("option", name="Mapo")
    found.hover()
    page.mouse.down()
    assert page.url.endswith("/en/near/jongno/")
    page.mouse.up()
    page.wait_for_url("**/en/near/mapo/")


def test_without_a_network_the_last_picture_stands_with_its_age(
    live_server: LiveServer, phone: Page
) -> None:
    address = live_server.url.replace("127.0.0.1", "localhost")
    phone.goto(f"{address}/en/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.reload()
    expect(phone.locator("#glance")).to_be_visible()
    kept = phone.locator("html[data-kept-at]")
    expect(kept).to_have_count(0)
    phone.goto(f"{address}/en/near/")
    phone.context.set_offline(True)
    phone.reload()
    expect(kept).to_have_count(1)
    expect(phone.locator('[data-band="kept"]')).to_contain_text("kept in this browser 1 minute ago")
    phone.goto(f"{address}/en/search/?q=never")
    expect(phone.locator('[data-band="kept"]')).to_contain_text("is not kept in this browser")
    phone.goto(f"{address}/en/")
    phone.reload()  # not what the browser itself has for two seconds
    expect(kept).to_have_count(1)
    expect(phone.locator("#glance svg.map")).to_be_visible()
    expect(phone.locator('[data-band="offline"]')).to_contain_text("No connection. The picture of")


def test_a_moment_before_stays_still(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/en/")
    page.get_by_text("Look at an earlier moment").click()
    page.get_by_role("button", name="Show", exact=True).last.click()
    expect(page.get_by_role("status").filter(has_text="As known at")).to_be_visible()
    page.get_by_role("link", name="Back to live").click()
    expect(page.get_by_text("As known at")).to_be_hidden()
