"""axe-core finds nothing on the pages of warnings, and each fits every size."""

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from simin.domains.warnings import cards, services
from simin.kit.clock import FixedClock, wire
from tests.browser.conftest import Findings
from tests.browser.standing import LOOKS, open_look, signed_in, too_wide, town_behind_server
from tests.factories import card_town, people
from tests.factories.incidents import minutes
from tests.factories.warnings import WRITER, drafted, issued, reason, received

#: All of it is in view: what lies under a bar at the bottom is no target there.
TALL = 9000

#: In force, a draft, cancelled; and what another authority sent.
ADDRESSES = [
    "/",
    "/office/",
    "/desk/warnings/",
    "/desk/warnings/?q=dragon",
    "/desk/warnings/1/",
    "/desk/warnings/1/cancel/",
    "/desk/warnings/2/",
    "/desk/warnings/2/edit/",
    "/desk/warnings/3/",
    "/desk/warnings/99/",
    "/desk/warnings/from/2022-000001/",
    "/card/warning/1",
    "/card/warning/3",
    "/card/warning/received-1",
]


def build() -> Account:
    card_town.build()
    wire(FixedClock(minutes(105)))
    issued("one")
    drafted("two")
    services.cancel(issued("three"), reason=reason(), by=WRITER, at=minutes(5))
    services.receive(received(), received_at=minutes(1))
    card_town.publish(cards.shown(minutes(105)))
    return people.account("mayor", Role.MAYOR)


transactional_db = town_behind_server(build)


@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_axe_finds_nothing_and_every_size_fits(
    live_server: LiveServer,
    transactional_db: Account,
    context: BrowserContext,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    signed_in(context, live_server, transactional_db)
    for address in ADDRESSES:
        open_look(page, live_server, address, language, theme, (size[0], TALL))
        assert strict_findings(page) == [], address
        assert too_wide(page) == [], address


def test_what_is_wrong_is_found_by_its_field(
    live_server: LiveServer,
    transactional_db: Account,
    context: BrowserContext,
    strict_findings: Findings,
) -> None:
    page = context.new_page()  # its console may say that the form was not taken
    signed_in(context, live_server, transactional_db)
    page.goto(f"{live_server.url}/en/desk/warnings/from/2022-000001/")
    page.fill("[name=headline_ko]", "")
    page.fill("[name=radius_km]", "wide")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("link", name="Radius in kilometres").click()
    assert page.url.endswith("#radius_km")
    assert strict_findings(page) == []
