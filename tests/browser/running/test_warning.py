"""A warning's whole life in a living city: drafted, approved by another, seen, cancelled."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from simin.web.sign_in.people import PASSWORD
from tests.browser.running.steps import address
from tests.integration.command.running import RunningCity

HEADLINE = "Smoke over the harbour"
#: Real milliseconds within which the engine's frame has reached a page that is open.
SOON = 20_000


@pytest.fixture
def citizen(browser: Browser, city: RunningCity) -> Iterator[Page]:
    """Somebody who has the page open all the time, and never loads it again."""
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address(city)}/en/")
    page.evaluate("window.neverLoadedAgain = true")
    yield page
    context.close()


@pytest.fixture
def publisher(browser: Browser, city: RunningCity) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, city, "publisher")
    yield page
    context.close()


def sign_in(page: Page, city: RunningCity, name: str) -> None:
    page.goto(f"{address(city)}/en/account/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)


def an_incident(city: RunningCity, page: Page) -> str:
    """The first that the living city has, open to all; it may take a while."""
    for _ in range(120):
        for card in city.get("/live/snapshot")["cards"]:
            if card["kind"] == "incident" and card["form"] == "open":
                return str(card["id"])
        page.wait_for_timeout(500)
    raise AssertionError("nothing happened in this city for a minute")


def test_from_an_incident_to_every_citizen_and_back(
    city: RunningCity, page: Page, publisher: Page, citizen: Page
) -> None:
    sign_in(page, city, "duty")
    page.goto(f"{address(city)}/en/card/{an_incident(city, page)}")
    page.get_by_role("link", name="Draft a warning").click()
    page.fill("[name=headline_en]", HEADLINE)
    page.fill("[name=headline_ko]", "항구에 연기")
    # The city lives ten minutes in a second; six hours would be over before the story is.
    now = datetime.fromisoformat(city.get("/live/snapshot")["city_time"])
    ends = now.astimezone(ZoneInfo("Asia/Seoul")) + timedelta(days=6)
    page.fill("[name=expires]", f"{ends:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Save the draft").dblclick()
    expect(page.get_by_text("You wrote this. A second person approves it")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Approve"))).to_have_count(0)
    draft = page.url

    publisher.goto(draft)
    expect(publisher.locator(".as-citizen")).to_contain_text(HEADLINE)
    publisher.get_by_role("button", name="Approve and warn the public").click()
    expect(publisher.get_by_text("The public is warned.")).to_be_visible()

    shown = citizen.locator(".warnings .warning")
    expect(shown).to_contain_text(HEADLINE, timeout=SOON)
    expect(citizen.locator("[data-announce]")).to_contain_text(f"Warning: {HEADLINE}")

    page.reload()
    page.get_by_role("link", name="Cancel the warning").click()
    page.fill("[name=reason_en]", "It was steam.")
    page.fill("[name=reason_ko]", "수증기였습니다.")
    page.get_by_role("button", name="Cancel the warning").click()
    expect(page.get_by_text("The warning is cancelled.")).to_be_visible()
    expect(shown).to_have_count(0, timeout=SOON)
    expect(citizen.locator(".warnings")).to_be_hidden()
    assert citizen.evaluate("window.neverLoadedAgain") is True

    page.get_by_role("link", name="As citizens see it").click()
    expect(page.get_by_text("It was steam.")).to_be_visible()
