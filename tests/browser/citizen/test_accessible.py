"""axe-core finds nothing on the citizens' page, from its top to its end, and it fits every size."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from simin.domains.subscriptions import queries
from simin.domains.subscriptions import services as subscriptions
from simin.domains.subscriptions.services import Wish
from tests.browser.conftest import Findings
from tests.browser.screens import answer
from tests.browser.standing import LOOKS, open_look, too_wide, town_behind_server
from tests.factories import screen_city

#: All of it is in view, so that everything is drawn.
TALL = 9000


def build() -> list[str]:
    """Addresses of what somebody sees who follows, asked to, or has ended."""
    screen_city.build()
    now = datetime.now(UTC)
    mailbox = {"language": "en", "email": "a@example.org"}
    for topic, districts in (("warnings", ("mapo", "jongno")), ("pledges", ())):
        asked = subscriptions.ask(Wish(topic=topic, districts=districts, **mailbox), at=now)
        assert asked is not None
        subscriptions.confirm(asked, at=now)
    waiting = subscriptions.ask(Wish(topic="warnings", severity="severe", **mailbox), at=now)
    assert waiting is not None
    return [
        "/follow/?district=mapo",
        "/follow/?topic=pledges",
        "/follow/?sent=1",
        f"/follow/confirm/{queries.confirm_word(waiting)}/",
        "/follow/confirm/over/",
        f"/follow/stop/{queries.stop_word(asked)}/",
        "/follow/stop/over/",
        f"/follow/mine/{queries.mine_word(asked.subscriber)}/",
    ]


transactional_db = town_behind_server(build)


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_axe_finds_nothing_and_every_size_fits(
    live_server: LiveServer,
    page: Page,
    strict_findings: Findings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    page.context.route("**/live/**", answer)
    open_look(page, live_server, "/?district=mapo", language, theme, (size[0], TALL))
    assert strict_findings(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize(("language", "theme", "size"), LOOKS)
def test_axe_finds_nothing_on_the_pages_of_subscriptions(
    live_server: LiveServer,
    transactional_db: list[str],
    page: Page,
    strict_findings: Findings,
    settings: Settings,
    language: str,
    theme: str,
    size: tuple[int, int],
) -> None:
    settings.SIMIN_MAIL = True
    for address in transactional_db:
        open_look(page, live_server, address, language, theme, (size[0], TALL))
        assert page.locator("h1").count() == 1, address
        assert strict_findings(page) == [], address
        assert too_wide(page) == [], address
