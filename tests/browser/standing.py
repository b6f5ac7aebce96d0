"""A town behind the server for a whole module of looks, where no test changes anything.

It takes the place of pytest-django's fixture of the same name, which would flush the database
after each test: ``transactional_db = town_behind_server(build)`` in the module.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import TimeoutError as TooLongError
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity.queries import Account
from simin.domains.picture import queries as picture
from simin.kit.clock import SystemClock, wire

#: Language, theme and size of a look by axe. What it judges depends on each of them, and hardly on
#: how they are combined: two looks see every language, theme and layout.
LOOKS = (("/en", "light", (1440, 900)), ("", "dark", (390, 844)))
#: Phone, tablet, desk and a large desk.
SIZES = ((390, 844), (768, 1024), (1440, 900), (1920, 1080))


def town_behind_server[T](build: Callable[[], T]) -> Any:
    """A fixture of the module that holds what ``build`` made, committed; flushed at the end."""

    @pytest.fixture(scope="module")
    def transactional_db(
        browser: Any, django_db_setup: None, django_db_blocker: Any
    ) -> Iterator[T]:
        with django_db_blocker.unblock():
            picture.forget_kept()
            try:
                yield build()
            finally:
                call_command("flush", verbosity=0, interactive=False)
                wire(SystemClock())
                picture.forget_kept()

    return transactional_db


def signed_in(context: BrowserContext, server: LiveServer, account: Account) -> None:
    """``context`` is theirs from now on; no form is filled in."""
    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])


def open_look(
    page: Page, server: LiveServer, path: str, language: str, theme: str, size: tuple[int, int]
) -> None:
    """``path`` begins with a slash and may have a query."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    mark = "&" if "?" in path else "?"
    page.goto(f"{server.url}{language}{path}{mark}theme={theme}")


def too_wide(page: Page, sizes: Iterable[tuple[int, int]] = SIZES) -> list[int]:
    """Widths at which the page, as it is open, runs off the screen."""
    found = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if not _fits(page, width):
            found.append(width)
    return found


def _fits(page: Page, width: int) -> bool:
    """A live chart takes its new width a moment after the window."""
    try:
        page.wait_for_function(
            "width => document.documentElement.scrollWidth <= width", arg=width, timeout=3000
        )
    except TooLongError:
        return False
    return True
