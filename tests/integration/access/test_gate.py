"""Invariant 8: every route declares who may call it; deny is the default."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings

from simin.domains.identity import services
from simin.domains.identity.roles import Role
from simin.web.access import undeclared_routes
from tests.factories import people

TRIED = pytest.mark.urls("tests.integration.access.urls")


@pytest.fixture
def as_holder(db: None, client: Client) -> Callable[..., Client]:
    """A client signed in as somebody who holds some roles."""

    def sign_in(*roles: Role) -> Client:
        client.force_login(people.account("kim", *roles))
        return client

    return sign_in


def test_invariant_8_every_route_declares_who_may_call_it() -> None:
    assert undeclared_routes() == []


@TRIED
def test_the_walk_finds_a_route_that_says_nothing() -> None:
    assert undeclared_routes() == ["tried/nothing (nothing)"]


@TRIED
@pytest.mark.parametrize(
    ("roles", "statuses"),
    [
        # public, signed-in, office, audit, nothing
        ((), (200, 200, 403, 403, 403)),
        ((Role.CITIZEN,), (200, 200, 403, 403, 403)),
        ((Role.MAYOR,), (200, 200, 200, 403, 403)),
        ((Role.AUDITOR,), (200, 200, 200, 200, 403)),
        ((Role.CITIZEN, Role.AUDITOR), (200, 200, 200, 200, 403)),
    ],
)
def test_a_route_lets_pass_whom_it_declares(
    as_holder: Callable[..., Client], roles: tuple[Role, ...], statuses: tuple[int, ...]
) -> None:
    client = as_holder(*roles)
    tried = ("public", "signed-in", "office", "audit", "nothing")
    assert tuple(client.get(f"/tried/{route}").status_code for route in tried) == statuses


@TRIED
@pytest.mark.parametrize(
    ("route", "status"),
    [("public", 200), ("signed-in", 302), ("office", 302), ("audit", 302), ("nothing", 403)],
)
def test_without_an_account_only_public_routes_open(
    db: None, client: Client, route: str, status: int
) -> None:
    assert client.get(f"/tried/{route}").status_code == status


@TRIED
def test_a_page_asks_to_sign_in_and_comes_back(db: None, client: Client) -> None:
    answer = client.get("/tried/office?domain=air")
    assert answer["Location"] == "/account/login/?next=/tried/office%3Fdomain%3Dair"
    assert client.post("/tried/office")["Location"] == "/account/login/?next=/"


PROGRAMS = [
    ("/api/tried", {}),
    ("/tried/audit", {"accept": "application/json"}),
    ("/tried/audit", {"sec-fetch-dest": "empty"}),
]


@TRIED
@pytest.mark.parametrize(("path", "headers"), PROGRAMS)
def test_a_program_is_told_to_sign_in(db: None, client: Client, path: str, headers: Any) -> None:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"] == "sign-in-required"
    assert answer.json()["sign_in"] == "/account/login/"
    assert answer["WWW-Authenticate"].startswith("Cookie ")


@TRIED
@pytest.mark.parametrize(("path", "headers"), PROGRAMS)
def test_a_program_is_told_that_it_may_not(
    as_holder: Callable[..., Client], path: str, headers: Any
) -> None:
    answer = as_holder(Role.CITIZEN).get(path, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"] == "not-allowed"
    assert answer.json()["message"]


@TRIED
def test_what_not_everyone_may_see_is_kept_by_no_cache(as_holder: Callable[..., Client]) -> None:
    client = as_holder(Role.AUDITOR)
    assert "private" in client.get("/tried/audit")["Cache-Control"]
    assert "private" not in client.get("/tried/public")["Cache-Control"]


@TRIED
@override_settings(SIMIN_REQUIRE_SECOND_FACTOR=True)
def test_where_asked_staff_need_a_second_factor(as_holder: Callable[..., Client]) -> None:
    client = as_holder(Role.AUDITOR)
    assert client.get("/tried/office")["Location"] == "/account/2fa/"
    assert client.get("/api/tried").json()["error"] == "second-factor-required"
    assert client.get("/tried/signed-in").status_code == 200


@TRIED
def test_a_role_that_ended_opens_nothing(as_holder: Callable[..., Client]) -> None:
    client = as_holder(Role.AUDITOR)
    assert client.get("/tried/audit").status_code == 200
    services.revoke_role(account="kim", role=Role.AUDITOR, by="mayor")
    assert client.get("/tried/audit").status_code == 403


@TRIED
def test_a_closed_account_is_out_at_once(as_holder: Callable[..., Client]) -> None:
    client = as_holder(Role.AUDITOR)
    services.close_account(account="kim", by="mayor")
    assert client.get("/tried/signed-in").status_code == 302


@TRIED
@pytest.mark.parametrize(
    "path", ["/account/password/reset/", "/account/3rdparty/", "/account/login/code/confirm/"]
)
def test_what_this_installation_cannot_do_is_closed(
    as_holder: Callable[..., Client], path: str
) -> None:
    assert as_holder(Role.MAYOR).get(path).status_code == 404
