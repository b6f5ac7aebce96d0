"""Accounts whose password is public belong into demonstrations only; ``simin check`` says so."""

import pytest

from simin.config.checkup import check_accounts
from simin.config.demonstration import account_lines
from simin.domains.identity import services
from simin.domains.identity.roles import Role
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_invented_accounts_are_at_home_in_a_demonstration() -> None:
    people.account("kim", Role.MAYOR)
    assert check_accounts(demonstration=True).good


def test_a_demonstration_that_others_reach_says_so() -> None:
    people.account("kim", Role.MAYOR)
    assert "public password" in check_accounts(demonstration=True, host="0.0.0.0").says
    assert "public password" not in check_accounts(demonstration=True).says


def test_elsewhere_they_are_named() -> None:
    people.account("kim", Role.MAYOR)
    found = check_accounts(demonstration=False)
    assert not found.good
    assert "kim" in found.says
    assert found.mend


def test_closed_ones_do_no_harm() -> None:
    people.account("kim", Role.MAYOR)
    services.close_account(account="kim", by="park")
    assert check_accounts(demonstration=False).good


def test_the_demonstration_says_who_lands_where() -> None:
    people.account("kim", Role.MAYOR)
    people.account("lee", Role.DEPARTMENT_OFFICER)
    assert [line.split()[-1] for line in account_lines()] == ["/office/", "/desk/"]
