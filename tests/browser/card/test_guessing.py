"""A guess by keyboard and a line by pointer; axe-core finds nothing before or after."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Findings
from tests.browser.standing import LOOKS, too_wide, town_behind_server
from tests.factories import card_town

transactional_db = town_behind_server(card_town.build)


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_guessed_drawn_and_seen(
    live_server: LiveServer,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    page.add_init_script(f"localStorage.setItem('simin.theme', '{theme}')")
    page.set_viewport_size({"width": size[0], "height": size[1]})

    def sound() -> None:
        assert strict_findings(page) == [], page.url
        assert too_wide(page) == [], page.url
        page.set_viewport_size({"width": size[0], "height": size[1]})

    page.goto(f"{live_server.url}{language}/guess/air/pm25/")
    page.locator("#guess-slide").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#guess-number")).to_have_value("51")
    page.locator("#guess-number").fill("20")
    expect(page.locator("#guess-slide")).to_have_value("20")
    sound()
    page.keyboard.press("Enter")
    expect(page.locator(".guess-yours .value")).to_have_text("20")
    sound()
    page.locator('a[href$="/line/"]').click()
    _draw(page)
    sound()
    page.locator("form[data-guess-line] button").click()
    expect(page.locator(".guess-drawn.is-hidden")).to_have_count(1)
    sound()
    page.goto(f"{live_server.url}{language}/guess/")
    sound()
    assert page.context.cookies() == []


def _draw(page: Page) -> None:
    """One stroke through the open stretch fills every field."""
    box = page.locator(".guess-open").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, middle, steps=20)
    page.mouse.up()
    said = [page.locator(f"#point{place}").input_value() for place in range(4)]
    assert all(said) and len(set(said)) == 1
