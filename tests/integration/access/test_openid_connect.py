"""Signing in by the city's own issuer, against one that runs on loopback."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from simin.config import openid_connect
from simin.config.environment import read
from simin.domains.audit import queries as audit
from simin.domains.identity import queries
from simin.domains.identity.roles import Role
from tests.integration.access import issuer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.integration.access.urls")]

LOGIN = "/account/oidc/city/login/"


@pytest.fixture
def city_issuer() -> Iterator[str]:
    cache.clear()
    with issuer.running() as address:
        given = {"SIMIN_OIDC_ISSUER": address, "SIMIN_OIDC_CLIENT": "simin"}
        providers = openid_connect.providers(read({**given, "SIMIN_OIDC_SECRET": "s"}))
        with override_settings(SIMIN_OIDC=True, SOCIALACCOUNT_PROVIDERS=providers):
            yield address


def sign_in(client: Client) -> str:
    """Play the browser: go to the issuer, come back with its code; where that leads."""
    there = client.post(LOGIN).headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = client.get(f"{LOGIN}callback/", {"code": "c", "state": asked["state"][0]})
    return back.headers["Location"]


def test_whom_the_issuer_vouches_for_gets_a_citizens_account(
    city_issuer: str, client: Client
) -> None:
    assert sign_in(client) == "/"
    account = queries.account("han")
    assert queries.roles_of(account.pk) == {Role.CITIZEN}
    assert not account.has_usable_password()
    assert account.display_name("en") == "Han Na"
    assert audit.entries(action="sign-in")[0].details == {"methods": ["socialaccount"]}


def test_the_second_time_it_is_the_same_account(city_issuer: str, client: Client) -> None:
    sign_in(client)
    client.post("/account/logout/")
    assert sign_in(client) == "/"
    assert client.get("/tried/signed-in").status_code == 200
    assert not queries.has_account("han1")


def test_an_answer_that_was_not_asked_for_signs_nobody_in(city_issuer: str, client: Client) -> None:
    client.get(f"{LOGIN}callback/", {"code": "c", "state": "made-up"})
    assert client.get("/tried/signed-in").status_code == 302


def test_without_an_issuer_the_route_is_closed(client: Client) -> None:
    assert client.post(LOGIN).status_code == 404
