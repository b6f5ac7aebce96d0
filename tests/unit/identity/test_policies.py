import pytest

from simin.domains.identity import policies
from simin.domains.identity.organisation import Department
from simin.domains.identity.roles import Role
from simin.kit.errors import RejectedError


def unit(department: str, parent: str | None = None) -> Department:
    return Department(id=department, name={"en": department}, parent=parent)


@pytest.mark.parametrize(
    ("held", "allowed", "may"),
    [
        ({Role.MAYOR}, policies.OFFICE_ROLES, True),
        ({Role.CITIZEN}, policies.OFFICE_ROLES, False),
        ({Role.CITIZEN, Role.AUDITOR}, policies.SOURCE_ROLES, True),
        ({Role.MAYOR}, policies.SOURCE_ROLES, False),
        (set(), policies.OFFICE_ROLES, False),
        ({Role.MAYOR}, frozenset(), False),
    ],
)
def test_one_of_the_roles_opens(held: set[Role], allowed: frozenset[Role], may: bool) -> None:
    assert policies.may(held, allowed) is may


def test_the_office_is_for_those_who_need_what_is_withheld() -> None:
    outside = {Role.DEPARTMENT_OFFICER, Role.SOURCE_ADMINISTRATOR, Role.CITIZEN}
    assert set(Role) - policies.OFFICE_ROLES == outside


@pytest.mark.parametrize("role", Role)
def test_whoever_works_for_the_city_needs_a_second_factor(role: Role) -> None:
    assert policies.needs_second_factor({role}) is (role is not Role.CITIZEN)


@pytest.mark.parametrize(
    ("units", "field", "reason"),
    [
        ([unit("a"), unit("a")], "organisation", "comes twice"),
        ([unit("a", "b")], "organisation[a].parent", "'b' does not exist"),
        ([unit("a", "a")], "organisation[a].parent", "below itself"),
        ([unit("a", "b"), unit("b", "c"), unit("c", "b")], "organisation[a].parent", "itself"),
    ],
)
def test_a_wrong_organisation_is_named(units: list[Department], field: str, reason: str) -> None:
    with pytest.raises(RejectedError, match=reason) as refused:
        policies.check_organisation(units)
    assert refused.value.field == field


def test_a_tree_is_an_organisation() -> None:
    policies.check_organisation([unit("b", "a"), unit("a"), unit("c", "b")])
