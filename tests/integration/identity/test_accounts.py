from dataclasses import replace

import pytest

from simin.domains.identity import queries, services
from simin.domains.identity.errors import (
    RoleNotHeldError,
    UnknownAccountError,
    UnknownDepartmentError,
    UsernameTakenError,
)
from simin.domains.identity.events import (
    AccountClosed,
    AccountOpened,
    RoleGranted,
    RoleRevoked,
)
from simin.domains.identity.organisation import Department
from simin.domains.identity.person import Person
from simin.domains.identity.roles import Role, Theme
from simin.kit.errors import RejectedError
from simin.kit.outbox import queries as outbox
from simin.kit.outbox.event import Event
from tests.factories import people

pytestmark = pytest.mark.django_db


def told() -> list[Event]:
    return [delivered.event for delivered in outbox.after(0)]


def test_an_account_is_opened_with_its_roles_and_told() -> None:
    account = people.account("mayor", Role.MAYOR, Role.PUBLISHER)
    assert queries.roles_of(account.pk) == {Role.MAYOR, Role.PUBLISHER}
    assert account.check_password(people.PASSWORD)
    assert account.password.startswith("argon2")
    assert told() == [
        AccountOpened(account="mayor", by="system", invented=True),
        RoleGranted(account="mayor", role="mayor", by="system"),
        RoleGranted(account="mayor", role="publisher", by="system"),
    ]


def test_a_username_is_taken_once() -> None:
    people.account("kim")
    with pytest.raises(UsernameTakenError, match="'kim' is taken"):
        people.account("kim")


@pytest.mark.parametrize(
    ("person", "password", "field"),
    [
        (Person(username="no spaces", name={}), None, "username"),
        (Person(username="lee", name={}, email="nowhere"), None, "email"),
        (Person(username="lee", name={}), "short", "password"),
        (Person(username="lee", name={}), "password123", "password"),
        (Person(username="leejungho", name={}), "leejungho1", "password"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_opened(
    person: Person, password: str | None, field: str
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.open_account(person=person, password=password)
    assert refused.value.field == field
    assert not queries.has_account(person.username)
    assert told() == []


def test_without_a_password_no_password_fits() -> None:
    account = services.open_account(person=people.person())
    assert not account.has_usable_password()
    assert not account.check_password("")


def test_a_department_officer_is_one_in_the_own_department_only() -> None:
    services.define_organisation([Department(id="climate", name={"en": "Climate"})])
    person = people.person("han", Role.DEPARTMENT_OFFICER, Role.PUBLISHER, department="climate")
    account = services.open_account(person=person)
    assert queries.departments_of(account.pk, Role.DEPARTMENT_OFFICER) == {"climate"}
    assert queries.departments_of(account.pk, Role.PUBLISHER) == {None}
    assert [a.username for a in queries.holders(Role.DEPARTMENT_OFFICER, department="climate")] == [
        "han"
    ]


def test_a_department_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownDepartmentError, match="nowhere"):
        services.open_account(person=people.person(department="nowhere"))
    people.account("kim")
    with pytest.raises(UnknownDepartmentError):
        services.grant_role(account="kim", role=Role.AUDITOR, department="nowhere", by="x")


def test_granting_twice_is_granting_once() -> None:
    account = people.account("kim")
    for _ in range(2):
        services.grant_role(account="kim", role=Role.AUDITOR, by="mayor")
    assert queries.roles_of(account.pk) == {Role.AUDITOR}
    assert told()[1:] == [RoleGranted(account="kim", role="auditor", by="mayor")]


def test_a_revoked_role_ends_and_can_be_granted_again() -> None:
    account = people.account("kim", Role.AUDITOR)
    services.revoke_role(account="kim", role=Role.AUDITOR, by="mayor")
    assert queries.roles_of(account.pk) == frozenset()
    assert queries.holders(Role.AUDITOR) == []
    assert told()[-1] == RoleRevoked(account="kim", role="auditor", by="mayor")
    with pytest.raises(RoleNotHeldError):
        services.revoke_role(account="kim", role=Role.AUDITOR, by="mayor")
    services.grant_role(account="kim", role=Role.AUDITOR, by="mayor")
    assert queries.roles_of(account.pk) == {Role.AUDITOR}


def test_a_closed_account_holds_nothing() -> None:
    account = people.account("kim", Role.AUDITOR, Role.PUBLISHER)
    for _ in range(2):
        services.close_account(account="kim", by="mayor")
    assert queries.roles_of(account.pk) == frozenset()
    assert not queries.account("kim").is_active
    assert told().count(AccountClosed(account="kim", by="mayor")) == 1


def test_an_unknown_account_is_named() -> None:
    with pytest.raises(UnknownAccountError, match="'nobody'"):
        queries.account("nobody")


def test_demo_people_are_found_and_real_ones_are_not() -> None:
    people.account("mayor")
    services.open_account(person=replace(people.person("real"), invented=False))
    assert [account.username for account in queries.demo_accounts()] == ["mayor"]


def test_preferences_are_kept_one_by_one() -> None:
    people.account("kim")
    services.prefer(account="kim", language="en")
    services.prefer(account="kim", theme=Theme.DARK)
    kept = queries.account("kim")
    assert (kept.language, kept.theme) == ("en", "dark")


@pytest.mark.parametrize(("language", "shown"), [("ko", "김하나"), ("en", "Kim"), ("ja", "Kim")])
def test_the_name_is_shown_in_the_language_asked(language: str, shown: str) -> None:
    assert people.account("kim").display_name(language) == shown


def test_who_signed_up_without_a_name_is_shown_by_username() -> None:
    account = services.open_account(person=Person(username="lee", name={}))
    assert account.display_name("ko") == "lee"
