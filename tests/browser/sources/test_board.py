"""The board with few, some and many sources: nothing on a tile is cut, and many are one glance."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity.queries import Account
from simin.domains.identity.roles import Role
from tests.browser.standing import SIZES, signed_in, town_behind_server
from tests.factories import people, source_town

#: Of the town's tiles: those of one department are few, those of a search some.
SHOWN = {"few": "?owner=climate", "some": "?q=s-", "many": ""}
#: Words on tiles that are not all there, or lie over their neighbour.
CUT = """() => [...document.querySelectorAll('.tile')].flatMap((tile) => {
    const parts = [...tile.querySelectorAll('strong, .tile-state, .tile-age, .tile-today, .strip')]
        .filter((part) => part.checkVisibility() && part.getBoundingClientRect().width > 1);
    const cut = parts.filter((part) => part.scrollWidth > Math.ceil(part.clientWidth) + 1
        || part.scrollHeight > part.clientHeight + 2)
        .filter((part) => !part.matches('.strip'));
    const words = parts.map((part) => [part, part.getBoundingClientRect()]);
    const over = words.filter(([one, a]) => words.some(([other, b]) => one !== other
        && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2
        && b.top < a.bottom - 2)).map(([one]) => one);
    return [...new Set([...cut, ...over])].map((part) => `${tile.id}: ${part.textContent}`);
})"""


def build() -> Account:
    source_town.build(167)
    return people.account("keeper", Role.SOURCE_ADMINISTRATOR)


transactional_db = town_behind_server(build)


@pytest.fixture
def board(page: Page, live_server: LiveServer, transactional_db: Account) -> Page:
    signed_in(page.context, live_server, transactional_db)
    return page


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("density", SHOWN)
def test_nothing_on_a_tile_is_cut(
    board: Page, live_server: LiveServer, language: str, density: str
) -> None:
    board.goto(f"{live_server.url}{language}/desk/sources/{SHOWN[density]}")
    assert board.locator(f".tiles.is-{density}").count() == 1
    for width, height in SIZES:
        board.set_viewport_size({"width": width, "height": height})
        assert board.evaluate(CUT) == [], width


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)])
def test_all_167_are_seen_at_a_glance(
    board: Page, live_server: LiveServer, size: tuple[int, int]
) -> None:
    board.set_viewport_size({"width": size[0], "height": size[1]})
    board.goto(f"{live_server.url}/desk/sources/")
    assert board.locator(".tile").count() == 167
    assert board.evaluate("document.documentElement.scrollHeight") <= size[1]


def test_the_fewer_there_are_the_wider_they_stand(board: Page, live_server: LiveServer) -> None:
    def width(density: str) -> float:
        board.goto(f"{live_server.url}/en/desk/sources/{SHOWN[density]}")
        tile = board.locator(".tile-group:not(.is-wrong) .tile").first.bounding_box()
        assert tile
        return tile["width"]

    assert width("few") > width("some") > width("many")
