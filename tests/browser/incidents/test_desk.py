"""An operator takes a call, finds that it was told twice, draws its area, and closes it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.config.stories import STORIES
from simin.domains.incidents import queries, services
from simin.kit.clock import FixedClock
from simin.workflows import dispatch
from tests.browser.conftest import Findings
from tests.browser.standing import too_wide
from tests.factories.incident_town import LATITUDE, LONGITUDE, METRE
from tests.factories.incidents import minutes, reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def told_before() -> str:
    return reported(
        "1",
        source="119",
        severity="severe",
        longitude=LONGITUDE,
        latitude=LATITUDE + 140 * METRE,
        title={"en": "Warehouse fire, Eastside", "ko": "동쪽동 창고 화재"},
    )


def pictured(page: Page, name: str) -> None:
    """For a person to look at; only where ``PICTURES`` names a folder."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_call_becomes_an_incident_and_a_report(
    desk_of: Callable[..., Page], live_server: LiveServer, clock: FixedClock
) -> None:
    first = told_before()
    clock.at = minutes(6)
    desk = desk_of("duty")
    desk.goto(f"{live_server.url}/en/desk/incidents/")
    desk.get_by_role("link", name="New incident").click()
    desk.select_option("#kind", label="Fire")
    desk.select_option("#channel", label="120 call")
    desk.fill("#longitude", str(LONGITUDE))
    desk.fill("#latitude", str(LATITUDE))
    desk.fill("#text", "Black smoke behind the market")
    desk.get_by_role("button", name="Put it on the list").dblclick()
    expect(desk.get_by_text(f"May be the same as {first}")).to_be_visible()
    desk.get_by_role("button", name="It is the same: merge it into this one").click()
    expect(desk.get_by_text(f"Merged into this: {first}")).to_be_visible()

    desk.get_by_text("Draw it", exact=True).click()
    desk.get_by_role("button", name="Keep it and count who is inside").click()
    expect(desk.locator(".impact-people")).to_contain_text("About 685 people")
    expect(desk.locator(".nearest")).to_contain_text("Hall")
    desk.get_by_role("button", name="Send").click()
    desk.get_by_role("button", name="Set").first.click()
    clock.at = minutes(20)
    desk.get_by_role("button", name="Arrived").click()
    pictured(desk, "one")
    clock.at = minutes(60)
    desk.get_by_role("button", name="Closed").click()
    dispatch.run_pending(STORIES, clock=clock)
    desk.reload()
    desk.get_by_role("link", name="After-action report").click()
    expect(desk.locator(".missed")).to_contain_text("later than the target")
    pictured(desk, "report")


def test_the_pages_are_accessible_and_fit(
    desk_of: Callable[..., Page],
    live_server: LiveServer,
    clock: FixedClock,
    findings: Findings,
) -> None:
    one = told_before()
    reported("2", source="120", longitude=LONGITUDE, latitude=LATITUDE, drill=False)
    reported("3", kind="flood", drill=True)
    services.assign_unit(one, unit="pump-1", at=minutes(1), received_at=minutes(1))
    assert queries.incident(one)
    for language, theme, width in (("/en", "light", 1440), ("", "dark", 390)):
        page = desk_of("duty", width, 844, theme)
        for path in ("", "new/", f"{one}/", f"{one}/report/"):
            page.goto(f"{live_server.url}{language}/desk/incidents/{path}")
            for closed in page.locator("details").all():
                closed.evaluate("element => { element.open = true; }")
            pictured(page, f"{theme}-{path.replace('/', '-') or 'list'}")
            assert findings(page) == []
            assert too_wide(page) == []
