"""A fire, the live gateway beside the pages, and two browsers whose cameras are made up."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from simin.domains.identity import queries as identity
from simin.kit.file_store import RememberedStore
from simin.kit.tickets import TicketBooth
from simin.live.gateway import Gateway
from simin.live.server import build_server, listen
from simin.live.sqlite_store import SqliteStore
from simin.web.field.entering import now
from tests.browser.chromium import ARGUMENTS
from tests.browser.standing import signed_in
from tests.factories.field_town import SECRET, field_town, invited

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
CAMERAS = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
)


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Two browsers that draw and encode pictures on a busy machine take their time."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def store(browser: Browser, transactional_db: None) -> Iterator[RememberedStore]:
    with field_town() as store:
        yield store


@pytest.fixture
def gateway(store: RememberedStore, settings: Any) -> Iterator[None]:
    """The live gateway over the tests' database, on a port of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("the gateway of this test reads SQLite")
    found = SqliteStore(Path(str(connection.settings_dict["NAME"])))
    server = build_server(Gateway(found, TicketBooth(installed.SECRET_KEY)))
    listener = listen("127.0.0.1", 0)
    settings.SIMIN_LIVE_URL = f"http://127.0.0.1:{listener.getsockname()[1]}"
    connects = [*installed.SECURE_CSP["connect-src"], settings.SIMIN_LIVE_URL]
    settings.SECURE_CSP = {**installed.SECURE_CSP, "connect-src": connects}
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def with_cameras(browser: Browser, chromium: Path) -> Iterator[Browser]:
    """A second Chromium, of the same Playwright."""
    launched = browser.browser_type.launch(executable_path=chromium, args=[*ARGUMENTS, *CAMERAS])
    yield launched
    launched.close()


@pytest.fixture
def opened(with_cameras: Browser) -> Iterator[Callable[..., Page]]:
    """A page in a browser of its own; what it throws fails the test."""
    contexts, wrong = [], list[str]()

    def open_page(size: dict[str, int], **options: Any) -> Page:
        context = with_cameras.new_context(
            locale="en-GB",
            viewport=size,  # type: ignore[arg-type]
            reduced_motion="reduce",
            permissions=["camera", "microphone", "geolocation"],
            geolocation={"longitude": 127.01, "latitude": 37.51, "accuracy": 8},
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "response",
            lambda a: (
                a.status >= 400 and print("HTTP", a.status, a.request.method, a.url, a.text()[:300])
            ),
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def phone(
    opened: Callable[..., Page], live_server: LiveServer, store: RememberedStore, gateway: None
) -> Page:
    """The engine's phone, on the page of its link."""
    invited(now=now())
    page = opened(PHONE, has_touch=True)
    page.goto(f"{live_server.url}/en/field/{SECRET}/")
    return page


@pytest.fixture
def room(opened: Callable[..., Page], live_server: LiveServer, phone: Page) -> Page:
    """The duty officer, on the page of the same link."""
    page = opened(DESK)
    signed_in(page.context, live_server, identity.account("duty"))
    handle = phone.locator("[data-handle]").get_attribute("data-handle")
    page.goto(f"{live_server.url}/en/desk/field/{handle}/")
    return page
