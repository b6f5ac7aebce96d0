"""The mayor directs from a card on a phone; the officer there reports with a photo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.kit.clock import FixedClock
from tests.browser.conftest import Findings
from tests.browser.standing import too_wide
from tests.factories.directive_town import JPEG, issued, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE = "2022-000001"


def test_from_a_card_to_a_report(
    phone_of: Callable[[str], Page], live_server: LiveServer, tmp_path: Path
) -> None:
    officer = phone_of("climate")
    officer.goto(f"{live_server.url}/en/desk/directives/")
    expect(officer.get_by_text("No directive here.")).to_be_visible()

    mayor = phone_of("mayor")
    mayor.goto(f"{live_server.url}/en/card/air/pm25")
    mayor.get_by_role("link", name="Direct", exact=True).click()
    mayor.select_option("#addressee", label="Climate")
    mayor.locator("#title").press_sequentially("wash the roads")
    mayor.get_by_role("button", name="Issue it now").dblclick()
    expect(mayor.get_by_text("Issued.", exact=True)).to_be_visible()

    # It appears on the open list by itself.
    officer.get_by_role("link", name="wash the roads").click(timeout=15_000)
    expect(officer.locator("article .directive-state")).to_contain_text("delivered")
    officer.get_by_role("button", name="Acknowledge").click()
    officer.get_by_role("button", name="Start").click()
    photo = tmp_path / "gate.jpg"
    photo.write_bytes(JPEG)
    officer.fill("#report-text", "Washed at both gates.")
    officer.set_input_files("#report-file", photo)
    officer.get_by_role("button", name="Send the report").click()
    expect(officer.locator("article .directive-state")).to_contain_text("reported")

    mayor.reload()
    expect(mayor.get_by_text("Washed at both gates.")).to_be_visible()
    mayor.get_by_role("button", name="Confirm that it was done").click()
    mayor.get_by_role("button", name="Close it").click()
    expect(mayor.locator("article .directive-state")).to_contain_text("closed")
    assert state(ONE) == "closed"
    mayor.goto(f"{live_server.url}/en/desk/directives/?state=")
    expect(mayor.locator(".directive-line")).to_have_count(1)


def test_the_pages_are_accessible_and_fit(
    phone_of: Callable[[str], Page],
    live_server: LiveServer,
    clock: FixedClock,
    findings: Findings,
) -> None:
    issued(text="Before school is out.", watchers=("fire",))
    page = phone_of("mayor")
    for path in ("", "new/", f"{ONE}/", f"{ONE}/change/", "load/", "templates/"):
        page.goto(f"{live_server.url}/en/desk/directives/{path}")
        assert findings(page) == []
        assert too_wide(page) == []
