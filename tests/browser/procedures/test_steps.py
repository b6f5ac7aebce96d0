"""An officer does a step on a phone with a photo; the pages fit, and axe finds nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.procedures import services
from simin.kit import file_store
from simin.kit.clock import FixedClock
from simin.kit.file_store import RememberedStore
from tests.browser.conftest import Findings
from tests.browser.standing import too_wide
from tests.factories.pictures import photo
from tests.factories.procedure_town import (
    actor,
    beat,
    burning,
    defined,
    done,
    number,
    procedure,
    states,
    step,
)
from tests.integration.procedures.test_drills import SMOKE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = ViewportSize(width=1440, height=900)


@pytest.fixture(autouse=True)
def _files() -> Iterator[None]:
    kept = RememberedStore()
    file_store.wire(lambda owner: kept)
    yield
    file_store.wire(None)


def test_a_photo_from_a_phone_finishes_a_step(
    screen_of: Callable[..., Page], live_server: LiveServer, clock: FixedClock, tmp_path: Path
) -> None:
    look = step("look", evidence="photo", detail={"en": "From the street.", "ko": "길에서."})
    defined(procedure("fire", step("confirm", 3, role="duty_officer"), look, kind="fire"))
    one = burning(clock, "phone")
    page = screen_of("fire")
    page.goto(f"{live_server.url}/en/desk/steps/")
    taken = tmp_path / "site.jpg"
    taken.write_bytes(photo())
    asked = page.locator(f"#step-{number(one, 'look')}")
    asked.get_by_text("Add a photo and finish").click()
    asked.locator("input[type=file]").set_input_files(taken)
    asked.get_by_role("button", name="Finish the step").dblclick()
    expect(asked).to_have_count(0)
    assert states(one)["look"] == "done"
    page.goto(f"{live_server.url}/en/desk/steps/of/{one}/")
    expect(page.locator(".evidence img")).to_be_visible()


def test_by_keyboard_each_step_has_one_main_action(
    screen_of: Callable[..., Page], live_server: LiveServer, clock: FixedClock
) -> None:
    one = burning(clock, "keys")
    page = screen_of("duty", DESK)
    page.goto(f"{live_server.url}/en/desk/steps/of/{one}/")
    first = page.locator("[data-main]").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-state=done]")).to_have_count(1)
    assert states(one)["confirm"] == "done"
    expect(page.locator("[data-state=open] [data-main]")).to_have_count(1)


@pytest.mark.parametrize("size", [DESK, ViewportSize(width=390, height=844)])
def test_the_pages_are_accessible_and_fit(
    screen_of: Callable[..., Page],
    live_server: LiveServer,
    clock: FixedClock,
    findings: Findings,
    size: ViewportSize,
) -> None:
    services.define_scenarios([SMOKE])
    one = burning(clock, "axe")
    done(one, "confirm")
    clock.advance(timedelta(minutes=11))
    beat(clock)
    held = services.Held(scenario=SMOKE.id, told=SMOKE)
    drill = services.start_drill(held, by=actor("duty"), key="axe")
    beat(clock)
    page = screen_of("duty", size, "dark" if size == DESK else "light")
    paths = ("steps/", f"steps/of/{one}/", "procedures/", "procedures/fire/", "stage/")
    more = ("procedures/fire/edit/", "procedures/drills/", f"procedures/drills/{drill}/")
    for path in (*paths, *more):
        page.goto(f"{live_server.url}/en/desk/{path}")
        assert findings(page) == [], path
        assert too_wide(page) == [], path
