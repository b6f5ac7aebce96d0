"""A duty officer at work, hands on the keys; a second window and a colleague beside."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.incidents import queries
from tests.browser.conftest import Findings
from tests.browser.standing import LOOKS, open_look, too_wide
from tests.factories import room_town
from tests.factories.incidents import advanced, reported
from tests.factories.room_town import FIRE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = ((1920, 1080), (3840, 1080), (1440, 900))
#: Milliseconds within which frames that are fetched by number have come.
SOON = 20_000


def test_by_keys_from_the_board_to_the_note(officer: Page, live_server: LiveServer) -> None:
    page = officer
    page.goto(f"{live_server.url}/en/room/")
    page.keyboard.press("/")
    page.keyboard.type("wareh")
    expect(page.locator(".room-row")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    title = page.get_by_role("heading", name="Warehouse fire, Eastside")
    expect(title).to_be_visible()
    mark = page.locator(f'svg [data-incident="incident/{FIRE}"]')
    expect(mark).to_have_class(re.compile("is-selected"))

    second = page.context.new_page()
    second.goto(f"{live_server.url}/en/room/?screen=incident")
    expect(second.get_by_role("heading", name="Warehouse fire, Eastside")).to_be_visible()

    # A note is begun; a step by a colleague and one by hand refresh the page under it.
    page.keyboard.press("n")
    page.keyboard.type("The roof is open.")
    page.locator("#incident-title").focus()
    page.keyboard.press("a")
    line = page.locator(f"#row-{FIRE} .room-state")
    expect(line).to_have_text("Under control")
    expect(second.locator("[data-state]")).to_have_text("Under control")
    expect(page.locator("#note-text")).to_have_value("The roof is open.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".room-timeline li").first).to_contain_text("The roof is open.")
    expect(page.locator("#note-text")).to_have_value("")

    advanced(FIRE, "extinguished", 120)
    page.locator("#incident-title").focus()
    page.keyboard.press("a")
    # The same step of both is one step; the next one ends it, and that is asked twice.
    expect(line).to_have_text("Fire out")
    # The line comes first; a key acts on what is shown in full.
    expect(page.locator("[data-state]")).to_have_text("Fire out")
    page.keyboard.press("a")
    expect(page.get_by_text("Press again to end it.")).to_be_visible()
    expect(page.locator("[data-ends].is-armed")).to_be_focused()
    assert queries.incident(FIRE).state == "extinguished"
    page.keyboard.press("Enter")
    expect(page.locator(f"#row-{FIRE}")).to_have_count(0)
    assert queries.incident(FIRE).state == "closed"


def test_a_late_answer_does_not_undo_what_was_done(officer: Page, live_server: LiveServer) -> None:
    page = officer
    page.goto(f"{live_server.url}/en/room/incident/{FIRE}")
    late: list[tuple[Route, APIResponse]] = []
    page.route(
        "**/room/board*",
        lambda route: route.continue_() if late else late.append((route, route.fetch())),
    )
    page.keyboard.press("/")
    page.keyboard.type("wareh")
    while not late:
        page.wait_for_timeout(20)
    page.locator("#incident-title").focus()
    page.keyboard.press("a")
    line = page.locator(f"#row-{FIRE} .room-state")
    expect(line).to_have_text("Under control")
    route, answer = late[0]
    with page.expect_response("**/room/board*"), page.expect_response("**/room/board*"):
        route.fulfill(response=answer)
    expect(page.locator(".room-row")).to_have_count(1)
    expect(line).to_have_text("Under control")


def test_what_the_city_tells_appears_and_keys_can_be_switched_off(
    officer: Page, live_server: LiveServer
) -> None:
    page = officer
    page.goto(f"{live_server.url}/en/room/incident/{FIRE}")
    expect(page.locator('[data-connection="polling"]')).to_be_visible(timeout=SOON)
    new = reported("late", after=119, kind="flood", severity="extreme", title={"en": "Flood at 5"})
    advanced(FIRE, "extinguished", 120)
    room_town.publish()
    row = page.locator(f"#row-{new}")
    expect(row).to_have_class(re.compile("is-new"), timeout=SOON)
    expect(page.locator("[data-announce]")).to_contain_text("Flood at 5")
    expect(page.locator(f"#row-{FIRE} .room-state")).to_have_text("Fire out")
    expect(page.locator("[data-state]")).to_have_text("Fire out")

    page.keyboard.press("?")
    page.get_by_label(re.compile("Keys on")).uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") != "note-text"


def test_who_comes_second_sees_both(officer: Page, live_server: LiveServer) -> None:
    page = officer
    page.goto(f"{live_server.url}/en/room/incident/{FIRE}")
    advanced(FIRE, "extinguished", 120)
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("Somebody else was first")
    expect(page.get_by_role("alert")).to_contain_text("Fire out")
    assert queries.incident(FIRE).state == "extinguished"


@pytest.mark.parametrize(("language", "theme", "_size"), LOOKS)
def test_axe_finds_nothing_and_it_fits(
    officer: Page,
    live_server: LiveServer,
    strict_findings: Findings,
    language: str,
    theme: str,
    _size: tuple[int, int],
) -> None:
    for path in ("/room/", f"/room/incident/{FIRE}"):
        open_look(officer, live_server, path, language, theme, SCREENS[0])
        assert strict_findings(officer) == []
        assert too_wide(officer, [*SCREENS, (390, 844)]) == []
    officer.keyboard.press("?")
    assert strict_findings(officer) == []
