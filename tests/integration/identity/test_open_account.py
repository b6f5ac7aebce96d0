"""The first account of a city is opened on the command line."""

import io
from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from simin.domains.identity import queries
from simin.domains.identity.roles import Role

type Open = Callable[..., str]


@pytest.fixture
def open_account(db: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    def run(*words: str, password: str = "correct horse battery") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        said = io.StringIO()
        call_command("open_account", *words, "--password-stdin", stdout=said)
        return said.getvalue()

    return run


def test_the_account_can_sign_in_and_holds_its_roles(open_account: Open) -> None:
    assert "can sign in" in open_account("kim", "--role", "mayor", "--role", "publisher")
    account = authenticate(username="kim", password="correct horse battery")
    assert account is not None
    assert queries.roles_of(account.pk) == {Role.MAYOR, Role.PUBLISHER}


def test_a_weak_password_opens_nothing(open_account: Open) -> None:
    with pytest.raises(CommandError, match="password"):
        open_account("kim", password="1234")
    assert not queries.has_account("kim")


def test_a_username_is_taken_once(open_account: Open) -> None:
    open_account("kim")
    with pytest.raises(CommandError, match="kim"):
        open_account("kim")


def test_an_unknown_department_is_named(open_account: Open) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        open_account("kim", "--role", "department_officer", "--department", "nowhere")
