"""A report from the site that is not taken: it stays on the phone, and says what it waits for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_session_that_ended_costs_no_report(
    screen_of: Callable[[str], Page], live_server: LiveServer, findings: Findings
) -> None:
    page = screen_of("climate")
    address = f"{live_server.url}/en/desk/projects/bridge/report/"
    page.goto(address)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.fill("#text", "The deck lies.")
    page.get_by_role("button", name="Send the report").click()
    waiting = page.locator("[data-waiting-reports]")
    link = waiting.get_by_role("link", name="sign in")
    expect(link).to_have_attribute(
        "href", "/en/account/login/?next=%2Fen%2Fdesk%2Fprojects%2Fbridge%2Freport%2F"
    )
    expect(page.locator("#text")).to_have_value("")
    assert findings(page) == []
    # Signed in again, another one is begun while the first goes out: it is not written over.
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.fill("#text", "A second one.")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(waiting).to_contain_text("The report is kept.")
    expect(page.locator("#text")).to_have_value("A second one.")
