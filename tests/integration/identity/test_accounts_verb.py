"""``simin accounts``: how people get into a city, change their work in it and leave."""

import argparse
import io
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate

from simin.config.command import accounts
from simin.domains.identity import queries
from simin.domains.identity.errors import RoleNotHeldError, UnknownAccountError
from simin.domains.identity.roles import Role
from simin.kit.errors import SiminError

type Say = Callable[..., str]
GOOD = "correct horse battery"


@pytest.fixture
def say(db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    parser = argparse.ArgumentParser()
    accounts.arguments(parser)

    def run(*words: str, password: str = GOOD) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        accounts.act(parser.parse_args(words))
        return capsys.readouterr().out

    return run


def open_kim(say: Say, *words: str, password: str = GOOD) -> str:
    return say("open", "kim", *words, "--password-stdin", password=password)


def test_the_account_can_sign_in_and_holds_its_roles(say: Say) -> None:
    assert "can sign in" in open_kim(say, "--role", "mayor", "--role", "publisher")
    account = authenticate(username="kim", password=GOOD)
    assert account is not None
    assert queries.roles_of(account.pk) == {Role.MAYOR, Role.PUBLISHER}


@pytest.mark.parametrize(
    ("words", "password", "named"),
    [
        ((), "1234", "password"),
        (("--role", "department_officer", "--department", "nowhere"), GOOD, "nowhere"),
    ],
)
def test_what_cannot_be_opens_nothing(
    say: Say, words: tuple[str, ...], password: str, named: str
) -> None:
    with pytest.raises(SiminError, match=named):
        open_kim(say, *words, password=password)
    assert not queries.has_account("kim")


def test_a_username_is_taken_once(say: Say) -> None:
    open_kim(say)
    with pytest.raises(SiminError, match="kim"):
        open_kim(say)


def test_roles_come_and_go_and_the_list_tells(say: Say) -> None:
    assert "no account yet" in say("list")
    open_kim(say, "--role", "duty_officer")
    say("grant", "kim", "publisher")
    assert "duty_officer, publisher" in say("list")
    say("revoke", "kim", "duty_officer")
    assert "duty_officer" not in say("list")
    with pytest.raises(RoleNotHeldError):
        say("revoke", "kim", "mayor")


def test_who_leaves_signs_in_no_more(say: Say) -> None:
    open_kim(say, "--role", "mayor")
    say("close", "kim")
    assert authenticate(username="kim", password=GOOD) is None
    assert "closed" in say("list")
    with pytest.raises(UnknownAccountError):
        say("close", "lee")


def test_a_lost_password_and_a_lost_factor_are_replaced(say: Say) -> None:
    open_kim(say)
    say("password", "kim", "--password-stdin", password="another good sentence")
    account = authenticate(username="kim", password="another good sentence")
    assert account is not None and authenticate(username="kim", password=GOOD) is None
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    assert "1 forgotten" in say("forget-factor", "kim")
    assert not Authenticator.objects.filter(user=account).exists()
    assert "no second factor" in say("forget-factor", "kim")
