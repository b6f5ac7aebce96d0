"""The page and the real gateway: it follows without a reload, survives a killed city, renews."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.browser.running.steps import (
    address,
    assert_same_picture,
    shown,
    sign_in,
    used_up_soon,
    wait_for_number,
)
from tests.integration.command.running import RunningCity


def test_the_first_change_comes_without_a_reload(city: RunningCity, page: Page) -> None:
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.goto(f"{address(city)}/en/")
    wait_for_number(page, above=shown(page)["number"])
    expect(page.locator("[data-timebar] [data-connection]")).to_have_attribute(
        "data-connection", "streaming"
    )
    assert_same_picture(page, city)
    assert len(loads) == 1


def test_a_killed_city_comes_back_and_nothing_is_missed(city: RunningCity, onlooker: Page) -> None:
    page = onlooker
    asked: list[int] = []
    page.on("request", lambda request: asked.extend(resumed_from(request.url)))
    page.goto(f"{address(city)}/en/")
    before = wait_for_number(page, above=shown(page)["number"])
    connection = page.locator("[data-timebar] [data-connection]")
    city.kill()
    expect(connection).to_have_attribute("data-connection", re.compile("reconnecting|offline"))
    city.start("demo")
    expect(connection).to_have_attribute("data-connection", "streaming", timeout=60_000)
    after = wait_for_number(page, above=before + 2)
    assert_same_picture(page, city)
    assert asked == sorted(asked)
    assert before <= asked[-1] <= after, "the stream goes on from what the page has"


def test_the_office_renews_a_ticket_that_is_used_up(city: RunningCity, page: Page) -> None:
    sign_in(page, city)
    given: list[str] = []

    def ticket(route: Route) -> None:
        given.append(route.request.url)
        if len(given) > 1:
            return route.continue_()
        return route.fulfill(body=json.dumps({"ticket": used_up_soon(city, seconds=4)}))

    page.route("**/office/ticket", ticket)
    page.goto(f"{address(city)}/en/office/")
    number = wait_for_number(page, above=shown(page)["number"])
    page.wait_for_timeout(5_000)
    wait_for_number(page, above=number)
    assert len(given) == 2
    expect(page.locator("[data-timebar] [data-connection]")).to_have_attribute(
        "data-connection", "streaming"
    )
    assert_same_picture(page, city)


def resumed_from(url: str) -> list[int]:
    found = re.search(r"/live/stream.*[?&]from=(\d+)", url)
    return [int(found[1])] if found else []
