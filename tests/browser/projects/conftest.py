"""A town with projects and its picture, and people's screens."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity import queries as identity
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.projects import cards, services
from simin.domains.projects.services import HandedPhoto
from simin.kit import pictures
from simin.kit.clock import FixedClock
from tests.browser.screens import answer
from tests.browser.standing import signed_in
from tests.factories.directive_town import reader
from tests.factories.observed import NOON
from tests.factories.pictures import photo
from tests.factories.project_town import project_town

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def clock(browser: Browser, transactional_db: None) -> Iterator[FixedClock]:
    picture.forget_kept()
    with project_town() as clock:
        _photograph()
        publishing.publish(
            changed=cards.shown(NOON), at=datetime.now(UTC), city_time=NOON, speed=1.0
        )
        yield clock
    picture.forget_kept()


def _photograph() -> None:
    shown = [
        HandedPhoto(
            picture=pictures.picture(photo(colour=colour)), spot="gate", taken_on=day, public=True
        )
        for colour, day in (("#8a5a2b", date(2021, 6, 1)), ("#2b6a8a", date(2022, 3, 1)))
    ]
    services.add_photos("bridge", shown, by=reader("climate"))


@pytest.fixture
def screen_of(
    browser: Browser, live_server: LiveServer, clock: FixedClock
) -> Iterator[Callable[[str], Page]]:
    """A phone; nobody's where the name is empty. What a page throws fails the test."""
    contexts, wrong = list[BrowserContext](), list[str]()

    def screen(username: str) -> Page:
        context = browser.new_context(
            locale="en-GB", viewport=PHONE, has_touch=True, reduced_motion="reduce"
        )
        contexts.append(context)
        context.route("**/live/**", answer)
        if username:
            signed_in(context, live_server, identity.account(username))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield screen
    for context in contexts:
        context.close()
    assert wrong == []
