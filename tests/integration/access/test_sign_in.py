"""Signing in as a person does it, through allauth's own pages; each step stands in the trail."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.test import Client, override_settings

from simin.domains.audit import queries as audit
from simin.domains.identity import queries, services
from simin.domains.identity.roles import Role
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.integration.access.urls")]

SIGN_IN = "/account/login/"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, username: str = "kim", password: str = people.PASSWORD) -> object:
    return client.post(SIGN_IN, {"login": username, "password": password})


def actions() -> list[str]:
    return [entry.action for entry in reversed(audit.entries())]


@pytest.mark.parametrize(
    ("role", "landing"), [(Role.MAYOR, "/office/"), (Role.AUDITOR, "/office/"), (Role.CITIZEN, "/")]
)
def test_people_land_where_they_belong(client: Client, role: Role, landing: str) -> None:
    people.account("kim", role)
    assert sign_in(client).headers["Location"] == landing
    (entry,) = audit.entries()
    assert (entry.account, entry.action, entry.address) == ("kim", "sign-in", "127.0.0.0/24")
    assert entry.details == {"methods": ["password"]}


def test_the_page_that_was_asked_for_comes_after_signing_in(client: Client) -> None:
    people.account("kim", Role.AUDITOR)
    answer = client.post(
        f"{SIGN_IN}?next=/tried/audit",
        {"login": "kim", "password": people.PASSWORD, "next": "/tried/audit"},
    )
    assert answer["Location"] == "/tried/audit"


def test_no_link_promises_an_e_mail_that_never_comes(client: Client) -> None:
    assert "/account/password/reset/" not in client.get(SIGN_IN).content.decode()


def test_nobody_is_led_to_another_site(client: Client) -> None:
    people.account("kim", Role.CITIZEN)
    given = {"login": "kim", "password": people.PASSWORD, "next": "https://evil.example/"}
    assert client.post(SIGN_IN, given)["Location"] == "/"


def test_the_session_cookie_is_not_for_scripts(client: Client) -> None:
    people.account("kim", Role.CITIZEN)
    cookie = sign_in(client).cookies["simin"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_out_ends_the_session(client: Client) -> None:
    people.account("kim", Role.AUDITOR)
    sign_in(client)
    client.get("/account/logout/")
    assert client.get("/tried/audit").status_code == 200
    client.post("/account/logout/")
    assert client.get("/tried/audit").status_code == 302
    assert actions() == ["sign-in", "sign-out"]


def test_a_wrong_password_is_refused_and_recorded(client: Client) -> None:
    people.account("kim")
    assert sign_in(client, password="wrong").status_code == 200
    (entry,) = audit.entries()
    assert (entry.account, entry.action) == ("kim", "sign-in.failed")


def test_a_name_that_no_account_has_is_not_written_down(client: Client) -> None:
    sign_in(client, username="my secret password")
    (entry,) = audit.entries()
    assert (entry.account, entry.details) == ("", {"account_known": False})


def test_after_five_wrong_passwords_the_right_one_waits(client: Client) -> None:
    people.account("kim")
    for _ in range(5):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 200
    assert "_auth_user_id" not in client.session
    assert actions() == ["sign-in.failed"] * 5


def test_a_closed_account_does_not_sign_in(client: Client) -> None:

    people.account("kim", Role.AUDITOR)
    services.close_account(account="kim", by="mayor")
    sign_in(client)
    assert client.get("/tried/audit").status_code == 302


def test_nobody_signs_up_unless_the_city_says_so(client: Client) -> None:
    given = {"username": "lee", "password1": people.PASSWORD, "password2": people.PASSWORD}
    client.post("/account/signup/", given)
    assert not queries.has_account("lee")


@override_settings(SIMIN_SIGN_UP=True)
def test_who_signs_up_is_a_citizen_and_no_more(client: Client) -> None:
    given = {"username": "lee", "password1": people.PASSWORD, "password2": people.PASSWORD}
    assert client.post("/account/signup/", given)["Location"] == "/"
    assert queries.roles_of(queries.account("lee").pk) == {Role.CITIZEN}
    assert client.get("/tried/signed-in").status_code == 200
    assert client.get("/tried/office").status_code == 403


@override_settings(SIMIN_SIGN_UP=True)
def test_a_weak_password_opens_no_account(client: Client) -> None:
    client.post("/account/signup/", {"username": "lee", "password1": "1234", "password2": "1234"})
    assert not queries.has_account("lee")


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def add_authenticator_app(client: Client) -> str:
    """Go through the pages that ask for the password again and add the app; its secret."""
    client.post("/account/reauthenticate/", {"password": people.PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    secret: str = page.context["form"].secret
    added = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert added.status_code == 302
    return secret


def test_an_authenticator_app_is_asked_for_from_then_on(client: Client) -> None:
    people.account("kim", Role.AUDITOR)
    sign_in(client)
    secret = add_authenticator_app(client)
    client.post("/account/logout/")
    assert sign_in(client).headers["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/tried/audit").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/tried/audit").status_code == 302
    # A code is good once, also the one that added the app.
    cache.clear()
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/tried/audit").status_code == 200
    assert "second-factor.failed" in actions()
    assert audit.entries(action="sign-in")[0].details == {"methods": ["password", "mfa:totp"]}


def test_the_secret_of_an_authenticator_app_is_not_stored_in_the_clear(client: Client) -> None:
    people.account("kim")
    sign_in(client)
    secret = add_authenticator_app(client)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert decrypt(kept) == secret


def test_added_factors_stand_in_the_trail(client: Client) -> None:
    people.account("kim")
    sign_in(client)
    add_authenticator_app(client)
    added = audit.entries(action="second-factor.added")
    assert {entry.details["type"] for entry in added} == {"totp", "recovery_codes"}
    assert {entry.account for entry in added} == {"kim"}
    client.post("/account/2fa/totp/deactivate/")
    removed = audit.entries(action="second-factor.removed")
    assert {entry.details["type"] for entry in removed} == {"totp", "recovery_codes"}


def test_a_sensitive_page_asks_for_the_password_again(client: Client) -> None:
    people.account("kim")
    sign_in(client)
    answer = client.get("/account/2fa/totp/activate/")
    assert answer["Location"].startswith("/account/reauthenticate/")


@override_settings(SIMIN_REQUIRE_SECOND_FACTOR=True)
def test_an_added_factor_opens_what_needs_one(client: Client) -> None:
    people.account("kim", Role.AUDITOR)
    sign_in(client)
    assert client.get("/tried/audit").status_code == 302
    add_authenticator_app(client)
    assert client.get("/tried/audit").status_code == 200


def test_a_recovery_code_signs_in_once(client: Client) -> None:
    people.account("kim", Role.AUDITOR)
    sign_in(client)
    add_authenticator_app(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for status in (200, 302):
        client.post("/account/logout/")
        sign_in(client)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/tried/audit").status_code == status
        cache.clear()


def test_the_trail_of_all_this_is_whole(client: Client) -> None:
    people.account("kim")
    sign_in(client)
    add_authenticator_app(client)
    client.post("/account/logout/")
    assert audit.verify() is None
