"""axe-core finds nothing in the office, at a desk, on a phone and on the wall, and it fits."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from tests.browser.conftest import Findings
from tests.browser.screens import answer
from tests.browser.standing import LOOKS, SIZES, open_look, signed_in, too_wide, town_behind_server
from tests.factories import people, screen_city

WALL = (3840, 2160)
#: All of a phone's page is in view, so that everything is drawn.
TALL = 8000


def build() -> Account:
    screen_city.build()
    return people.account("mayor", Role.MAYOR)


transactional_db = town_behind_server(build)


@pytest.mark.parametrize(("language", "theme", "size"), [*LOOKS, ("", "dark", WALL)])
def test_axe_finds_nothing_and_every_size_fits(
    transactional_db: Account,
    live_server: LiveServer,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    page.context.route("**/live/**", answer)
    signed_in(page.context, live_server, transactional_db)
    seen = (size[0], TALL) if size[0] < 600 else size
    open_look(page, live_server, "/office/", language, theme, seen)
    assert strict_findings(page) == []
    assert too_wide(page, [*SIZES, WALL]) == []
