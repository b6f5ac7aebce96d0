"""axe-core finds nothing on the account pages, at a desk and on a phone."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from simin.web.sign_in.people import PASSWORD
from tests.browser.conftest import Findings
from tests.browser.sign_in.conftest import build
from tests.browser.standing import LOOKS, open_look, town_behind_server

pytestmark = pytest.mark.usefixtures("transactional_db")
transactional_db = town_behind_server(build)
OPEN = ["login/", "login/?account=mayor", "password/reset/", "signup/"]
SIGNED_IN = [
    "logout/",
    "password/change/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "reauthenticate/",
    "2fa/recovery-codes/generate/",
]


def look(page: Page, server: LiveServer, paths: list[str], findings: Findings) -> dict[str, object]:
    found = {}
    for path in paths:
        for language, theme, size in LOOKS:
            open_look(page, server, f"/account/{path}", language, theme, size)
            if "reauthenticate" in page.url and "reauthenticate" not in path:
                page.locator("#id_password").fill(PASSWORD)
                page.locator("main form button").first.click()
                page.wait_for_url(f"**/{path}**")
            found[f"{language}{path}"] = findings(page)
    return {path: wrong for path, wrong in found.items() if wrong}


def test_nothing_is_found_before_sign_in(
    live_server: LiveServer, page: Page, strict_findings: Findings
) -> None:
    assert look(page, live_server, OPEN, strict_findings) == {}


def test_nothing_is_found_after_sign_in(
    live_server: LiveServer, page: Page, strict_findings: Findings
) -> None:
    page.goto(f"{live_server.url}/en/account/login/?account=mayor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/office/")
    assert look(page, live_server, SIGNED_IN, strict_findings) == {}


def test_nothing_is_found_beside_an_error(
    live_server: LiveServer, page: Page, strict_findings: Findings
) -> None:
    page.goto(f"{live_server.url}/en/account/login/")
    page.get_by_label("Username").fill("mayor")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.locator(".form-errors").wait_for()
    assert strict_findings(page) == []
