"""Fixtures of tests that open pages in a real browser: a Chromium a session, a context a test.

Whatever a page writes to the console as an error, or throws, fails the test: a refused script or
style of the Content-Security-Policy shows up there.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from simin.web import assets
from tests.browser.chromium import ARGUMENTS

#: Said by the browser where the live gateway does not run beside the pages under test, and where
#: two people were at one thing, which is an answer and no fault.
EXPECTED = ("/live/", "404 (Not Found)", "409 (Conflict)")

# No test depends on how fast the machine is.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The server's threads each open the database: one in memory would be one connection for
    all of them, and two requests at once would spoil each other's answers."""
    given = connections["default"].settings_dict
    if given["ENGINE"] == "django.db.backends.sqlite3":
        given["TEST"]["NAME"] = str(Path(os.environ["SIMIN_HOME"]) / "browser.sqlite3")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    # Playwright's loop runs in this thread to the end, and Django takes that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if not (assets.DIST / "manifest.json").exists():
        pytest.skip("the front end is not built; run make build")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        locale="en-GB",
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
        # It would fetch pages of its own accord, past the routes of a test.
        service_workers="block",
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: (
            wrong.append(said.text)
            if said.type == "error" and not any(part in said.text for part in EXPECTED)
            else None
        ),
    )
    yield page
    assert wrong == []


type Findings = Callable[[Page], list[str]]

#: Rules of WCAG that axe leaves out unless asked.
STRICT = {
    "rules": {"label-content-name-mismatch": {"enabled": True}, "target-size": {"enabled": True}}
}


@pytest.fixture(scope="session")
def findings() -> Findings:
    """What axe-core finds on a page: rule, and the first element."""
    return finder({})


@pytest.fixture(scope="session")
def strict_findings() -> Findings:
    """The same, by the strict rules too."""
    return finder(STRICT)


def finder(options: dict[str, Any]) -> Findings:
    axe = Axe()
    # What passes is found, but not told node by node.
    options = {"resultTypes": ["violations"], **options}

    def found(page: Page) -> list[str]:
        violations = axe.run(page, options=options).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]

    return found
