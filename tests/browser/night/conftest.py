"""The invented town, running with engine, worker and gateway, and the devices of those on duty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.night.people import PHONE, WALL, sign_in
from tests.integration.command.running import RunningCity, running_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    with running_city(Path(tmp_path_factory.mktemp("night"))) as city:
        city.make("sample", "--speed", "6")
        city.start("demo")
        yield city


@pytest.fixture
def device(browser: Browser, city: RunningCity) -> Iterator[Callable[..., Page]]:
    """A device of somebody, or of nobody in particular. What a page throws fails the test."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(username: str = "", *, phone: bool = False) -> Page:
        context = browser.new_context(
            locale="en-GB", viewport=PHONE if phone else WALL, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{username}: {error}"))
        if username:
            sign_in(page, city, username)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
