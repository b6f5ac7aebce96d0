"""Signing in as a person does: password, code, passkey, and what goes wrong."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from simin.web.sign_in.people import PASSWORD
from tests.browser.conftest import Findings

pytestmark = pytest.mark.usefixtures("town")
OFFICE = re.compile(r"/office/$")


def code(secret: str, ahead: int = 0) -> str:
    """What the authenticator app shows, now or so many half minutes later."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter + ahead))


@pytest.fixture
def sign_in(live_server: LiveServer, page: Page) -> Callable[[str], Page]:
    def sign_in(password: str) -> Page:
        page.goto(f"{live_server.url}/en/account/login/")
        page.get_by_label("Username").fill("mayor")
        page.get_by_label("Password").fill(password)
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        return page

    return sign_in


def sign_out(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/en/account/logout/")
    page.get_by_role("main").get_by_role("button", name=re.compile("sign out", re.I)).click()
    expect(page).not_to_have_url(re.compile("logout"))


def open_guarded(page: Page, address: str) -> None:
    """Opens a page that asks for the password once more, as such a page may."""
    page.goto(address)
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Confirm").click()
    expect(page).to_have_url(address)


def test_the_mayor_signs_in_by_password(sign_in: Callable[[str], Page]) -> None:
    expect(sign_in(PASSWORD)).to_have_url(OFFICE)


def test_a_wrong_password_is_said_and_the_name_stays(sign_in: Callable[[str], Page]) -> None:
    page = sign_in("wrong")
    expect(page.locator(".form-errors")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("mayor")
    expect(page.get_by_label("Password")).to_have_value("")


def test_one_click_fills_in_a_person_of_the_demonstration(
    live_server: LiveServer, page: Page
) -> None:
    page.goto(f"{live_server.url}/en/account/login/")
    page.locator("[data-account=mayor]").click()
    expect(page.get_by_label("Username")).to_have_value("mayor")
    page.keyboard.press("Enter")
    expect(page).to_have_url(OFFICE)


def test_the_same_click_works_without_javascript(live_server: LiveServer, page: Page) -> None:
    browser = page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False)
    still = plain.new_page()
    still.goto(f"{live_server.url}/en/account/login/?next=/en/card/city/stage")
    still.locator("[data-account=mayor]").click()
    expect(still.locator("#passkey_login")).to_be_hidden()
    still.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(still).to_have_url(re.compile("/en/card/city/stage$"))
    plain.close()


def test_an_authenticator_app_is_set_up_and_asked_for(
    live_server: LiveServer,
    sign_in: Callable[[str], Page],
    settings: Settings,
    strict_findings: Findings,
) -> None:
    settings.MFA_TOTP_TOLERANCE = 1
    page = sign_in(PASSWORD)
    expect(page).to_have_url(OFFICE)
    open_guarded(page, f"{live_server.url}/en/account/2fa/totp/activate/")
    expect(page.locator(".qr svg path")).to_have_count(1)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page).to_have_url(re.compile("recovery-codes"))
    expect(page.get_by_label("Unused codes")).to_have_value(re.compile(r"^(\d{8}\s?){10}$"))
    assert strict_findings(page) == []
    sign_out(page, live_server)
    sign_in(PASSWORD)
    expect(page).to_have_url(re.compile("2fa/authenticate"))
    page.locator("[name=code]").fill(code(secret, ahead=1))
    page.get_by_role("main").get_by_role("button", name=re.compile("^sign in$", re.I)).click()
    expect(page).to_have_url(OFFICE)


def test_a_passkey_is_added_and_signs_in(
    live_server: LiveServer, sign_in: Callable[[str], Page], strict_findings: Findings
) -> None:
    page = sign_in(PASSWORD)
    expect(page).to_have_url(OFFICE)
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    chrome.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    open_guarded(page, f"{live_server.url}/en/account/2fa/webauthn/add/")
    page.get_by_label("Passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(re.compile("recovery-codes|webauthn/$|/2fa/$"))
    page.goto(f"{live_server.url}/en/account/2fa/webauthn/")
    expect(page.get_by_text("Passkey", exact=True)).to_be_visible()
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name").fill("Door key")
    assert strict_findings(page) == []
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("main")).to_contain_text("“Door key” can no longer be used")
    assert strict_findings(page) == []
    page.get_by_role("link", name="Cancel").click()
    sign_out(page, live_server)
    page.goto(f"{live_server.url}/en/account/login/")
    page.locator("#passkey_login").click()
    expect(page).to_have_url(OFFICE)


def test_a_passkey_that_is_refused_is_said_in_words(live_server: LiveServer, page: Page) -> None:
    page.add_init_script(
        "navigator.credentials.get = () => "
        "Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    page.goto(f"{live_server.url}/en/account/login/")
    page.locator("#passkey_login").click()
    expect(page.locator("#passkey-error")).to_contain_text("cancelled")
