"""From a site without a network to the citizen's slider, by keyboard too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.projects import queries
from simin.kit.clock import FixedClock
from tests.browser.conftest import Findings
from tests.browser.standing import too_wide
from tests.factories.pictures import photo
from tests.factories.project_town import project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/en/desk/projects/"
PAGES = (
    DESK, f"{DESK}bridge/", f"{DESK}bridge/report/", f"{DESK}tables/", "/en/desk/pledges/",
    "/en/desk/pledges/river/", "/en/card/city/projects", "/en/card/project/bridge",
    "/en/card/city/pledges", "/en/card/pledge/green",
)  # fmt: skip


def test_a_report_waits_for_the_network_and_the_photo_is_compared(
    screen_of: Callable[[str], Page], live_server: LiveServer, tmp_path: Path
) -> None:
    officer = screen_of("climate")
    officer.goto(f"{live_server.url}{DESK}bridge/report/")
    shown = tmp_path / "gate.jpg"
    shown.write_bytes(photo(colour="#117733"))
    officer.fill("#percent", "44.5")
    officer.fill("#text", "The deck lies.")
    officer.fill("#report-spot", "gate")
    officer.set_input_files("#report-photo", shown)
    officer.context.set_offline(True)
    officer.get_by_role("button", name="Send the report").click()
    expect(officer.locator("[data-waiting-reports]")).to_contain_text("Kept on this phone")
    assert queries.whole(project(), public=False).reports == []
    officer.context.set_offline(False)
    officer.evaluate("dispatchEvent(new Event('online'))")
    officer.wait_for_url(f"**{DESK}bridge/")
    expect(officer.get_by_text("The deck lies.").first).to_be_visible()
    assert (project().actual, len(queries.whole(project(), public=False).photos)) == (44.5, 3)

    citizen = screen_of("")
    citizen.goto(f"{live_server.url}/en/card/project/bridge")
    slider = citizen.get_by_role("slider", name="Divide between before and after")
    slider.focus()
    for _ in range(5):
        citizen.keyboard.press("ArrowRight")
    expect(slider).to_have_value("55")
    at = "getComputedStyle(document.querySelector('[data-compare]')).getPropertyValue('--at')"
    assert citizen.evaluate(at) == "55%"
    assert citizen.locator(".photo-strip li").count() == 2


def test_the_pages_are_accessible_and_fit(
    screen_of: Callable[[str], Page],
    live_server: LiveServer,
    clock: FixedClock,
    findings: Findings,
) -> None:
    page = screen_of("mayor")
    for path in PAGES:
        page.goto(f"{live_server.url}{path}")
        assert findings(page) == [], path
        assert too_wide(page) == [], path
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}{DESK}bridge/".replace("/en/", "/"))
    assert findings(page) == []
