"""The browser checks the log by itself: what is honest is proved, a forged tile is refuted."""

from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.transparency import services
from simin.domains.transparency.folder import LogFolder
from simin.domains.transparency.keys import signer_of
from simin.domains.transparency.log import Log
from simin.live.log_door import LogDoor
from simin.workflows import frames_are_logged
from tests.browser.conftest import Findings
from tests.factories import screen_city

pytestmark = pytest.mark.usefixtures("gateway")


@pytest.fixture
def folder(screen_town: None, tmp_path: Path, page: Page) -> LogFolder:
    """The log's files, at the edge of the browser."""
    made = LogFolder(tmp_path / "log")
    extend(made)
    door = LogDoor(made.folder)

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3].partition("?")[0]
        if not door.answers(path):
            return route.fallback()
        content = made.read(path.removeprefix("/log/"))
        return route.fulfill(status=200 if content else 404, body=content or b"")

    page.route("**/log/**", answer)
    return made


def extend(folder: LogFolder) -> None:
    with transaction.atomic():
        frames_are_logged.log_new_frames()
    signer = signer_of(folder.folder.parent / "log.key", folder, "city.example/log")
    services.extend(Log(folder, signer))


def test_pressed_from_the_equality_mark_it_proves_and_then_refutes(
    live_server: LiveServer, page: Page, folder: LogFolder, findings: Findings
) -> None:
    page.goto(f"{live_server.url}/en/".replace("127.0.0.1", "localhost"))
    page.get_by_role("button", name="Verify").click()
    page.get_by_role("link", name="Check it against the city's signed log").click()
    prove = page.locator("[data-prove]")
    prove.click()
    outcome = page.locator("[data-proof-outcome]")
    expect(outcome).to_have_text("Proved: this browser sees what the city signed for everyone.")
    assert findings(page) == []
    screen_city.publish([screen_city.valued("air/pm25", 12.0)])
    extend(folder)
    prove.click()
    expect(page.get_by_text("of last time are the first of today's")).to_be_visible()
    folder.write("tile/0/000.p/14", bytes(14 * 32))
    prove.click()
    expect(outcome).to_contain_text("Refuted")
